package io.github.nanoservice.requirements;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version constraint as Poetry writes it, in the clauses of PEP 440.
 *
 * @param alternatives of which one must hold; each is a list of clauses that must all hold
 */
record PoetryConstraint(List<List<Clause>> alternatives) {
  /** Poetry's own operators {@code ^} and {@code ~}, those of PEP 440, and spellings of these. */
  private static final Pattern PART =
      Pattern.compile(
          "\\G[\\s,]*+(?<operator>\\^|~=|~|==?|!=|<>|>=|<=|>|<)?+\\s*+v?+"
              + "(?<epoch>\\d++!)?+(?<release>\\d++(?:\\.\\d++)*+)"
              + "(?:(?<wildcard>(?:\\.\\*)++)|(?<suffix>(?:[-_.]?[A-Za-z]|[-+])[A-Za-z0-9.+_-]*+))?"
              + "(?=[\\s,]|$)");

  private static final Pattern ANY = Pattern.compile("v?+[*xX](?:\\.[*xX])*+");

  /** More digits are no number of a release. */
  private static final int MOST_DIGITS = 18;

  PoetryConstraint {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * A clause of PEP 440.
   *
   * @param version with {@code .*} at its end if it stands for all releases that begin so
   * @param isPrecise whether the version says more than the two numbers of {@code python_version}
   */
  record Clause(String operator, String version, boolean isPrecise) {
    private String text() {
      return operator + version;
    }

    /** The marker, PEP 508, that compares the version of Python. */
    private String marker() {
      // 3.8.1 is greater than 3.8, but python_version has no third number.
      boolean isFull = isPrecise || operator.equals(">") || operator.equals("<=");
      return "%s %s \"%s\""
          .formatted(isFull ? "python_full_version" : "python_version", operator, version);
    }
  }

  /** Parses a constraint; empty if Poetry would not understand it. */
  static Optional<PoetryConstraint> of(String text) {
    List<List<Clause>> alternatives = new ArrayList<>();
    for (String each : text.strip().split("\\s*+\\|\\|?+\\s*+", -1)) {
      Optional<List<Clause>> clauses = clauses(each);
      if (clauses.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(List.copyOf(clauses.get()));
    }
    return Optional.of(new PoetryConstraint(alternatives));
  }

  private static Optional<List<Clause>> clauses(String text) {
    if (ANY.matcher(text).matches()) {
      return Optional.of(List.of());
    }
    List<Clause> clauses = new ArrayList<>();
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find()) {
      List<Clause> found = clauses(part);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      clauses.addAll(found);
      end = part.end();
    }
    boolean isWhole = text.substring(end).isBlank() || text.substring(end).strip().equals(",");
    return isWhole && !clauses.isEmpty() ? Optional.of(clauses) : Optional.empty();
  }

  /** The clauses of one part; none if its operator does not go with its version. */
  private static List<Clause> clauses(Matcher part) {
    String operator = Optional.ofNullable(part.group("operator")).orElse("==");
    String epoch = Optional.ofNullable(part.group("epoch")).orElse("");
    String release = part.group("release");
    String suffix = Optional.ofNullable(part.group("suffix")).orElse("");
    String[] numbers = release.split("\\.");
    if (Arrays.stream(numbers).anyMatch(number -> number.length() > MOST_DIGITS)) {
      return List.of();
    }
    boolean isPrecise = numbers.length > 2 || !suffix.isEmpty();
    String exact =
        switch (operator) {
          case "=" -> "==";
          case "<>" -> "!=";
          default -> operator;
        };
    if (part.group("wildcard") != null) {
      return exact.equals("==") || exact.equals("!=")
          ? List.of(new Clause(exact, epoch + release + ".*", isPrecise))
          : List.of();
    }
    if (exact.equals("^") || exact.equals("~")) {
      int changed = exact.equals("^") ? breaking(numbers) : Math.min(1, numbers.length - 1);
      // PEP 440 orders no local versions.
      String from = epoch + release + suffix.replaceFirst("\\+.*", "");
      return List.of(
          new Clause(">=", from, isPrecise),
          new Clause("<", epoch + next(numbers, changed), changed > 1));
    }
    return List.of(new Clause(exact, epoch + release + suffix, isPrecise));
  }

  /** The place of the number that a breaking change raises: the first that is not 0, of three. */
  private static int breaking(String[] numbers) {
    int last = Math.min(numbers.length, 3) - 1;
    int place = 0;
    while (place < last && Long.parseLong(numbers[place]) == 0) {
      place++;
    }
    return place;
  }

  private static String next(String[] numbers, int place) {
    String before = String.join(".", Arrays.asList(numbers).subList(0, place));
    return (before.isEmpty() ? "" : before + ".") + (Long.parseLong(numbers[place]) + 1);
  }

  /** The clauses as a requirement has them; empty if it cannot, because it has no alternatives. */
  Optional<String> specifier() {
    if (alternatives.contains(List.<Clause>of())) {
      return Optional.of("");
    }
    return alternatives.size() == 1
        ? Optional.of(
            alternatives.get(0).stream().map(Clause::text).collect(Collectors.joining(",")))
        : Optional.empty();
  }

  /** The marker that holds for these versions of Python; empty if it always does. */
  String marker() {
    if (alternatives.contains(List.<Clause>of())) {
      return "";
    }
    List<String> markers =
        alternatives.stream()
            .map(each -> each.stream().map(Clause::marker).collect(Collectors.joining(" and ")))
            .toList();
    return markers.size() == 1
        ? markers.get(0)
        : markers.stream().map("(%s)"::formatted).collect(Collectors.joining(" or "));
  }
}
