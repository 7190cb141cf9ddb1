package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.source.Source;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file in pip's requirements file format, and the files that it names. */
public final class RequirementsReader {
  private static final Pattern OTHER_FILE =
      Pattern.compile(
          "(?:-(?<kind>[rc])|--(?<word>requirement|constraint)(?=[=\\s]|$))[=\\s]*+(?<name>.*+)");

  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private static final Pattern DIRECTORY =
      Pattern.compile("-e.*+|--editable\\b.*+|\\.{0,2}+[/\\\\].*+");

  private final Optional<Path> confines;
  private final Function<Path, String> shown;
  private final UserRequirements.Builder found;
  private final Deque<Path> open = new ArrayDeque<>();
  private final Set<Path> requirements = new HashSet<>();
  private final Set<Path> limits = new HashSet<>();

  private RequirementsReader(
      Optional<Path> confines, Function<Path, String> shown, UserRequirements.Builder found) {
    this.confines = confines.map(RequirementsReader::identity);
    this.shown = shown;
    this.found = found;
  }

  /**
   * Reads the user's file.
   *
   * @param text its content
   * @param confines the directory that has all files that may be read; empty if any may be
   * @param shown how locations show the path of a file
   */
  public static UserRequirements read(
      Path file, String text, Optional<Path> confines, Function<Path, String> shown) {
    RequirementsReader reader =
        new RequirementsReader(confines, shown, new UserRequirements.Builder(shown.apply(file)));
    reader.add(file, text, false);
    return reader.found.build();
  }

  private void add(Path file, String text, boolean limiting) {
    open.push(identity(file));
    Source source = new Source(text.replace("\uFEFF", ""));
    for (LogicalLine line : LogicalLine.of(source)) {
      Location.InSource location = Location.InSource.of(shown.apply(file), source, line.span());
      Matcher other = OTHER_FILE.matcher(line.text());
      if (UrlCredentials.isIn(line.text())) {
        refuse(
            new Location.InFile(location.path()),
            UrlCredentials.message(location.start().line()),
            UrlCredentials.ADVICE);
      } else if (other.matches()) {
        boolean limits =
            "c".equals(other.group("kind")) || "constraint".equals(other.group("word"));
        follow(file, unquoted(other.group("name").strip()), location, limits);
      } else {
        add(line.text(), location, limiting);
      }
    }
    open.pop();
  }

  private void add(String line, Location location, boolean limiting) {
    Optional<Requirement> requirement = Requirement.of(line);
    boolean isLocal = requirement.filter(Requirement::isLocal).isPresent();
    if (isLocal) {
      found.elsewhere(requirement.get());
    }
    if (isLocal || DIRECTORY.matcher(line).matches()) {
      ignore(
          line,
          location,
          "refers to a file or directory that services do not have",
          "Name a distribution from a package index, or write \"NAME @ URL\".");
    } else if (line.startsWith("-") && new OptionLine(line).namesRequirements()) {
      ignore(
          line,
          location,
          "names a file or directory beside another option, or by an abbreviated one",
          "Write \"-r FILE\" or \"-c FILE\" in a line of its own.");
    } else if (line.startsWith("-") && confines.isPresent()) {
      // An option of pip, such as --index-url, applies to all distributions of a service.
      ignore(
          line,
          location,
          "is an option in an archive, which cannot choose how other distributions are installed",
          "Write it into the requirements.txt of this project, or name a package index in the POM.");
    } else if (line.startsWith("-")) {
      found.option(line);
    } else if (requirement.isEmpty()) {
      ignore(
          line,
          location,
          "does not name its distribution",
          "Write the name before the URL: \"NAME @ URL\".");
    } else if (limiting) {
      found.limit(requirement.get());
    } else {
      found.pin(requirement.get());
    }
  }

  /** Reads a file that another one names, relative to that one, as pip does. */
  private void follow(Path from, String name, Location location, boolean limiting) {
    if (name.contains("://")) {
      ignore(
          name,
          location,
          "is a file on another host, which the build does not read",
          "Copy the file into the project and name the copy.");
      return;
    }
    try {
      Path file = from.resolveSibling(name).normalize();
      if (confines.isPresent() && !identity(file).startsWith(confines.get())) {
        refuse(
            location,
            "\"%s\" is not in the archive that names it".formatted(name),
            "Put the file into the sources of that project, or remove the line.");
      } else if (open.contains(identity(file))) {
        refuse(
            location,
            "\"%s\" leads back to a file that names it".formatted(name),
            "Remove one of the lines of the loop.");
      } else if ((limiting ? limits : requirements).add(identity(file))) {
        add(file, InputFile.text(file), limiting);
      }
    } catch (NoSuchFileException | InvalidPathException e) {
      refuse(
          location,
          "there is no file \"%s\"".formatted(name),
          "Write a path that is relative to the file with this line, or remove the line.");
    } catch (CharacterCodingException e) {
      unreadable(location, name, "is not in UTF-8");
    } catch (FileSystemException e) {
      unreadable(
          location,
          name,
          Optional.ofNullable(e.getReason())
              .map("cannot be read (%s)"::formatted)
              .orElse("cannot be read"));
    } catch (IOException e) {
      unreadable(location, name, "cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  /** Two paths of one file, such as a link and its target, are equal. */
  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  private static String unquoted(String name) {
    return QUOTED.matcher(name).replaceFirst("$2");
  }

  private void unreadable(Location location, String name, String why) {
    refuse(
        location,
        "the file \"%s\" %s".formatted(name, why),
        "Make it a readable text file in UTF-8, or remove the line.");
  }

  private void refuse(Location location, String message, String advice) {
    found.report(Finding.of(Rule.UNUSABLE_DECLARATION, location, message, advice));
  }

  private void ignore(String line, Location location, String why, String advice) {
    found.report(
        Finding.of(
            Rule.REQUIREMENT_NOT_FOLLOWED,
            location,
            "\"%s\" %s, so no service gets it".formatted(line, why),
            advice));
  }
}
