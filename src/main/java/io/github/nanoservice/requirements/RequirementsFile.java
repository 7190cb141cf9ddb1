package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@code requirements.txt} of the user's, in pip's requirements file format. */
public final class RequirementsFile {
  /** Where findings about it point. */
  static final Location PLACE = new Location.InFile("requirements.txt");

  // Looking behind keeps a run of blanks from being tried once for each of them.
  private static final Pattern CONTINUATION = Pattern.compile("(?<![ \\t])[ \\t]*+\\\\\\R[ \\t]*+");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*+", Pattern.DOTALL);

  private static final Pattern OTHER_FILE =
      Pattern.compile("-[rc].*+|--(?:requirement|constraint)\\b.*+");

  private static final Pattern DIRECTORY =
      Pattern.compile("-e.*+|--editable\\b.*+|\\.{0,2}+[/\\\\].*+");

  private final Map<String, List<Requirement>> pins = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** Takes the text of the file. */
  public RequirementsFile(String text) {
    // pip joins lines before it looks for comments.
    CONTINUATION.matcher(text.replace("\uFEFF", "")).replaceAll(" ").lines().forEach(this::read);
  }

  private void read(String joined) {
    String line = COMMENT.matcher(joined).replaceFirst("").strip();
    if (line.isEmpty()) {
      return;
    }
    if (OTHER_FILE.matcher(line).matches()) {
      leaveOut(line, "leads to another file", "Write the pins of that file into requirements.txt.");
    } else if (DIRECTORY.matcher(line).matches()) {
      leaveOut(
          line,
          "leads to a file or directory that no service has",
          "Name a distribution that pip finds in an index, or write \"NAME @ URL\".");
    } else if (line.startsWith("-")) {
      options.add(line);
    } else {
      Requirement.of(line)
          .ifPresentOrElse(
              pin -> pins.computeIfAbsent(pin.key(), key -> new ArrayList<>(1)).add(pin),
              () ->
                  leaveOut(
                      line,
                      "does not say which distribution it brings",
                      "Write the distribution's name in front of it: \"NAME @ URL\"."));
    }
  }

  private void leaveOut(String line, String why, String advice) {
    String message = "\"" + line + "\" " + why + ", so it is left out of the services";
    findings.add(Finding.of(Rule.REQUIREMENT_NOT_FOLLOWED, PLACE, message, advice));
  }

  /** The user's lines for a distribution, by its {@link Requirement#key}. */
  public List<Requirement> pins(String key) {
    return pins.getOrDefault(key, List.of());
  }

  /** All lines that say a hash. */
  List<Requirement> hashed() {
    return pins.values().stream().flatMap(List::stream).filter(Requirement::isHashed).toList();
  }

  /** Keys of the distributions of which it says more than the name. */
  Set<String> versioned() {
    return pins.entrySet().stream()
        .filter(pin -> !pin.getValue().stream().allMatch(Requirement::isBare))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Options for all of an installation: {@code --index-url ...}. */
  public List<String> options() {
    return options;
  }

  /** One for each line that does not reach a service. */
  public List<Finding> findings() {
    return findings;
  }
}
