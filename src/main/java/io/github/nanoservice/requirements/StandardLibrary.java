package io.github.nanoservice.requirements;

import io.github.nanoservice.python.DottedNames;
import java.util.Set;
import java.util.stream.Collectors;

/** The top-level modules that come with one version of Python. */
public final class StandardLibrary {
  private static final String STILL_THERE = "-";
  private final Set<String> modules;

  public StandardLibrary(PythonVersion version) {
    modules =
        DataFile.rows("stdlib.txt").stream()
            .filter(row -> minor(row[1]) <= version.minor())
            .filter(row -> row[2].equals(STILL_THERE) || version.minor() <= minor(row[2]))
            .map(row -> row[0])
            .collect(Collectors.toUnmodifiableSet());
  }

  private static int minor(String version) {
    return Integer.parseInt(DottedNames.last(version));
  }

  /** Whether a module, {@code os.path}, is part of it. */
  public boolean holds(String module) {
    return modules.contains(DottedNames.top(module));
  }
}
