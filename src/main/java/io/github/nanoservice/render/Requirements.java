package io.github.nanoservice.render;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Joins the runtime's requirements and a service's into one file. */
final class Requirements {
  /** PEP 508 without extras, marker and URL: a name and its version clauses. */
  private static final Pattern PLAIN =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*+)\\s*+([<>=!~][^;#@\\[\\]]*+)?+");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*+");

  private Requirements() {}

  /**
   * All requirements, one line for each distribution, sorted by its name. A user's pin does not
   * undo what the runtime needs: where both name a distribution, both their clauses stand in its
   * line, and pip says if no version fits them. Lines with extras, markers or hashes cannot be
   * joined; pip takes them side by side.
   */
  static List<String> join(List<String> runtime, List<String> service) {
    SortedMap<String, Distribution> distributions = new TreeMap<>();
    Stream.concat(service.stream(), runtime.stream())
        .distinct()
        .forEach(
            line ->
                distributions
                    .computeIfAbsent(normalised(line), name -> new Distribution())
                    .add(line));
    return distributions.values().stream().flatMap(Distribution::lines).toList();
  }

  /** PEP 503: case, and which of {@code - _ .} it is, do not matter in a distribution's name. */
  private static String normalised(String line) {
    Matcher name = NAME.matcher(line);
    String found = name.lookingAt() ? name.group() : line;
    return found.toLowerCase(Locale.ROOT).replaceAll("[-_.]++", "-");
  }

  /** What is asked of one distribution. */
  private static final class Distribution {
    private final TreeSet<String> others = new TreeSet<>();
    private final Set<String> clauses = new LinkedHashSet<>();
    private String name = "";

    void add(String line) {
      Matcher plain = PLAIN.matcher(line);
      if (!plain.matches()) {
        others.add(line);
        return;
      }
      if (name.isEmpty()) {
        name = plain.group(1);
      }
      if (plain.group(2) != null) {
        for (String clause : plain.group(2).split(",")) {
          clauses.add(clause.replaceAll("\\s++", ""));
        }
      }
    }

    Stream<String> lines() {
      Stream<String> joined =
          name.isEmpty() ? Stream.empty() : Stream.of(name + String.join(",", clauses));
      return Stream.concat(joined, others.stream());
    }
  }
}
