package io.github.nanoservice.diagnostic;

import java.util.Comparator;

/**
 * Something a user should know about sources or configuration.
 *
 * @param rule which rule it is about
 * @param severity what it stops
 * @param place what it points at
 * @param message what was found and what was expected, one sentence without a full stop
 * @param advice what to do next, one sentence
 */
public record Finding(Rule rule, Severity severity, Location place, String message, String advice) {

  /** By path, line and column; what is in no file stands behind what is. */
  public static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt((Finding finding) -> rank(finding.place))
          .thenComparing(finding -> label(finding.place))
          .thenComparingInt(finding -> line(finding.place))
          .thenComparingInt(finding -> column(finding.place))
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  /** A breach of a rule, as severe as the rule has it. */
  public static Finding of(Rule rule, Location place, String message, String advice) {
    return new Finding(rule, rule.severity(), place, message, advice);
  }

  private static int rank(Location place) {
    return place instanceof Location.InSource || place instanceof Location.InFile ? 0 : 1;
  }

  private static String label(Location place) {
    if (place instanceof Location.InSource in) {
      return in.path();
    }
    if (place instanceof Location.InFile in) {
      return in.path();
    }
    return place instanceof Location.InParameter in ? in.name() : "";
  }

  private static int line(Location place) {
    return place instanceof Location.InSource in ? in.start().line() : 0;
  }

  private static int column(Location place) {
    return place instanceof Location.InSource in ? in.start().column() : 0;
  }
}
