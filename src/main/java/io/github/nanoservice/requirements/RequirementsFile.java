package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The user's {@code requirements.txt}, in pip's requirements file format.
 *
 * @param pins the lines of each distribution, by {@link Requirement#key}
 * @param options options that apply to the whole installation: {@code --index-url ...}
 * @param findings one for each line that no service gets
 */
public record RequirementsFile(
    Map<String, List<Requirement>> pins, List<String> options, List<Finding> findings) {
  /** Where findings about it point. */
  static final Location LOCATION = new Location.InFile("requirements.txt");

  // The lookbehind keeps the regex from retrying at each blank of a run.
  private static final Pattern CONTINUATION = Pattern.compile("(?<![ \\t])[ \\t]*+\\\\\\R[ \\t]*+");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*+", Pattern.DOTALL);

  /** One of several options in a line, and an abbreviation, count as the option. */
  private static final Pattern OTHER_FILE =
      Pattern.compile("(?:-\\S.*\\s)?(?:-[rc](?!-)|--(?:req|con)[a-z]*+\\b).*+", Pattern.DOTALL);

  private static final Pattern DIRECTORY =
      Pattern.compile("(?:-\\S.*\\s)?(?:-e|--edit[a-z]*+\\b).*+|\\.{0,2}+[/\\\\].*+");

  /** Takes copies. */
  public RequirementsFile {
    pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
    options = List.copyOf(options);
    findings = List.copyOf(findings);
  }

  /** Parses the text of the file. */
  public static RequirementsFile of(String text) {
    Map<String, List<Requirement>> pins = new LinkedHashMap<>();
    List<String> options = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    // pip joins continued lines before it looks for comments.
    String joined = CONTINUATION.matcher(text.replace("\uFEFF", "")).replaceAll(" ");
    for (String each : joined.lines().toList()) {
      String line = COMMENT.matcher(each).replaceFirst("").strip();
      Optional<Requirement> pin = Requirement.of(line);
      if (OTHER_FILE.matcher(line).matches()) {
        String advice = "Copy the pins of that file into requirements.txt.";
        findings.add(ignored(line, "refers to another file", advice));
      } else if (DIRECTORY.matcher(line).matches()) {
        String advice = "Name a distribution from a package index, or write \"NAME @ URL\".";
        findings.add(
            ignored(line, "refers to a file or directory that services do not have", advice));
      } else if (line.startsWith("-")) {
        options.add(line);
      } else if (pin.isPresent()) {
        pins.computeIfAbsent(pin.get().key(), key -> new ArrayList<>(1)).add(pin.get());
      } else if (!line.isEmpty()) {
        String advice = "Write the name before the URL: \"NAME @ URL\".";
        findings.add(ignored(line, "does not name its distribution", advice));
      }
    }
    return new RequirementsFile(pins, options, findings);
  }

  private static Finding ignored(String line, String why, String advice) {
    return Finding.of(
        Rule.REQUIREMENT_NOT_FOLLOWED,
        LOCATION,
        "\"%s\" %s, so no service gets it".formatted(line, why),
        advice);
  }

  /** The lines of one distribution, by its {@link Requirement#key}. */
  public List<Requirement> pins(String key) {
    return pins.getOrDefault(key, List.of());
  }

  /** All lines that name a distribution. */
  List<Requirement> all() {
    return pins.values().stream().flatMap(List::stream).toList();
  }

  /** All lines with a hash. */
  List<Requirement> hashed() {
    return all().stream().filter(Requirement::isHashed).toList();
  }

  /** Keys of the distributions with more than a name. */
  Set<String> versioned() {
    return pins.entrySet().stream()
        .filter(pin -> !pin.getValue().stream().allMatch(Requirement::isBare))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
