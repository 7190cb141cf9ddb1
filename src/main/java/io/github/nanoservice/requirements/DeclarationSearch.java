package io.github.nanoservice.requirements;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where a project declares the distributions that its sources need: beside or above them.
 *
 * @param base the last directory to search, going up from the sources
 * @param groups dependency groups of {@code pyproject.toml} that services need too
 * @param extras optional dependencies of {@code pyproject.toml} that services need too
 * @param confines the directory that has all files that declarations may name; empty if they may
 *     name any file
 */
public record DeclarationSearch(
    Path base, List<String> groups, List<String> extras, Optional<Path> confines) {
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String PYPROJECT = "pyproject.toml";

  private static final List<String> LOCKS = List.of("pylock.toml", "uv.lock", "poetry.lock");

  /** Files that are not read, with what they contain if they declare distributions. */
  private static final Map<String, String> UNREAD =
      Map.of(
          "Pipfile", "[packages]",
          "environment.yml", "dependencies:",
          "setup.cfg", "install_requires",
          "setup.py", "install_requires");

  /** In a directory, the first that exists and declares something counts. */
  private static final List<String> NAMES =
      Stream.of(List.of(REQUIREMENTS), LOCKS, List.of(PYPROJECT)).flatMap(List::stream).toList();

  /** Takes copies. */
  public DeclarationSearch {
    groups = List.copyOf(groups);
    extras = List.copyOf(extras);
  }

  /** A search whose declarations may name any file. */
  public DeclarationSearch(Path base, List<String> groups, List<String> extras) {
    this(base, groups, extras, Optional.empty());
  }

  /** Whether a text can be the name of a dependency group, PEP 735, or of an extra, PEP 621. */
  public static boolean isGroupName(String text) {
    return Requirement.isName(text);
  }

  /** Whether a file that declares distributions is a lock file. */
  public static boolean isLock(Path file) {
    return LOCKS.stream().anyMatch(file::endsWith);
  }

  /** A search in one directory only. */
  public static DeclarationSearch only(Path directory) {
    return new DeclarationSearch(directory, List.of(), List.of());
  }

  /** A search in one directory that somebody else has filled: no other file is read. */
  public static DeclarationSearch confined(Path directory) {
    return new DeclarationSearch(directory, List.of(), List.of(), Optional.of(directory));
  }

  /** The files that can declare distributions for a directory of sources, the nearest first. */
  public List<Path> candidates(Path sources) {
    return files(sources, NAMES);
  }

  /** The files that may declare distributions in forms that are not read, the nearest first. */
  public List<Path> unread(Path sources) {
    return files(sources, UNREAD.keySet().stream().sorted().toList());
  }

  /** Whether one of the files that are not read declares distributions. */
  public static boolean declares(Path unread, String text) {
    return text.contains(UNREAD.get(unread.getFileName().toString()));
  }

  private List<Path> files(Path sources, List<String> names) {
    List<Path> files = new ArrayList<>();
    Path last = sources.startsWith(base) ? base : sources;
    for (Path directory = sources; directory != null; directory = directory.getParent()) {
      names.stream()
          .map(directory::resolve)
          .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(files::add);
      if (directory.equals(last)) {
        break;
      }
    }
    return files;
  }

  /** The file to which a user adds a distribution for a directory of sources. */
  public Path fileToExtend(Path sources) {
    return candidates(sources).stream()
        .filter(file -> file.endsWith(REQUIREMENTS) || file.endsWith(PYPROJECT))
        .findFirst()
        .orElse(sources.resolve(REQUIREMENTS));
  }

  /**
   * Reads one of the candidates.
   *
   * @param text its content
   * @param shown how locations show the path of a file
   * @return empty if it declares nothing
   */
  public Optional<UserRequirements> read(Path file, String text, Function<Path, String> shown) {
    if (file.endsWith(REQUIREMENTS)) {
      return Optional.of(RequirementsReader.read(file, text, confines, shown));
    }
    return file.endsWith(PYPROJECT)
        ? PyprojectReader.read(shown.apply(file), text, groups, extras)
        : Optional.of(LockReader.read(shown.apply(file), text));
  }
}
