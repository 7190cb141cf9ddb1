package io.github.nanoservice.topology;

import java.util.Set;
import java.util.stream.Collectors;

/** The top-level modules that come with one version of Python. */
final class StandardLibrary {
  private static final String STILL_THERE = "-";
  private final Set<String> modules;

  StandardLibrary(PythonVersion version) {
    modules =
        DataFile.rows("stdlib.txt").stream()
            .filter(row -> minor(row[1]) <= version.minor())
            .filter(row -> row[2].equals(STILL_THERE) || version.minor() <= minor(row[2]))
            .map(row -> row[0])
            .collect(Collectors.toUnmodifiableSet());
  }

  private static int minor(String version) {
    return Integer.parseInt(Names.last(version));
  }

  /** Whether a module, {@code os.path}, is part of it. */
  boolean holds(String module) {
    return modules.contains(Names.top(module));
  }
}
