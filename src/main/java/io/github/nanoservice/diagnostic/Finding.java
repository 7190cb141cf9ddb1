package io.github.nanoservice.diagnostic;

import java.util.Comparator;

/**
 * A problem or a note about sources or configuration.
 *
 * @param rule the rule that applies
 * @param severity its effect on the build
 * @param location what it refers to
 * @param message what was found and what was expected, one sentence without a full stop
 * @param advice what to do next, in whole sentences
 */
public record Finding(
    Rule rule, Severity severity, Location location, String message, String advice) {

  /** Orders findings by path, line and column. Findings without a file come last. */
  public static final Comparator<Finding> BY_LOCATION =
      Comparator.comparingInt((Finding finding) -> rank(finding.location))
          .thenComparing(finding -> label(finding.location))
          .thenComparingInt(finding -> line(finding.location))
          .thenComparingInt(finding -> column(finding.location))
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  /** Creates a finding with the rule's own severity. */
  public static Finding of(Rule rule, Location location, String message, String advice) {
    return new Finding(rule, rule.severity(), location, message, advice);
  }

  /** Returns this finding at another location. */
  public Finding at(Location other) {
    return new Finding(rule, severity, other, message, advice);
  }

  /** Returns this finding with further advice before its own. */
  public Finding advising(String first) {
    return new Finding(rule, severity, location, message, first + advice);
  }

  private static int rank(Location location) {
    return location instanceof Location.InSource || location instanceof Location.InFile ? 0 : 1;
  }

  private static String label(Location location) {
    if (location instanceof Location.InSource in) {
      return in.path();
    }
    if (location instanceof Location.InFile in) {
      return in.path();
    }
    return location instanceof Location.InParameter in ? in.name() : "";
  }

  private static int line(Location location) {
    return location instanceof Location.InSource in ? in.start().line() : 0;
  }

  private static int column(Location location) {
    return location instanceof Location.InSource in ? in.start().column() : 0;
  }
}
