package io.github.nanoservice.diagnostic;

import java.util.Collection;
import java.util.stream.Collectors;

/** Prints findings as a build does. */
public final class PrintedFindings {

  private PrintedFindings() {}

  /**
   * Returns all findings by location, each with a line feed at its end, separated by empty lines.
   */
  public static String of(Printer printer, Collection<Finding> findings) {
    return findings.stream()
        .sorted(Finding.BY_LOCATION)
        .map(finding -> printer.print(finding) + "\n")
        .collect(Collectors.joining("\n"));
  }
}
