package io.github.nanoservice.diagnostic;

import java.util.Collection;
import java.util.stream.Collectors;

/** Findings as a build shows them. */
public final class Printed {

  private Printed() {}

  /** All of them by place, each with a line feed behind it, an empty line between. */
  public static String of(Printer printer, Collection<Finding> findings) {
    return findings.stream()
        .sorted(Finding.BY_LOCATION)
        .map(finding -> printer.print(finding) + "\n")
        .collect(Collectors.joining("\n"));
  }
}
