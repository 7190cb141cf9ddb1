package io.github.nanoservice.requirements;

import io.github.nanoservice.python.DottedNames;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The standard library of one Python version.
 *
 * @param modules its top-level modules
 */
public record StandardLibrary(Set<String> modules) {
  private static final String NOT_REMOVED = "-";

  /** Takes a copy. */
  public StandardLibrary {
    modules = Set.copyOf(modules);
  }

  /** The modules of a version. */
  public static StandardLibrary of(PythonVersion version) {
    return new StandardLibrary(
        DataFile.rows("stdlib.txt").stream()
            .filter(row -> minor(row[1]) <= version.minor())
            .filter(row -> row[2].equals(NOT_REMOVED) || version.minor() <= minor(row[2]))
            .map(row -> row[0])
            .collect(Collectors.toSet()));
  }

  private static int minor(String version) {
    return Integer.parseInt(DottedNames.last(version));
  }

  /** Whether a module, such as {@code os.path}, is part of it. */
  public boolean contains(String module) {
    return modules.contains(DottedNames.top(module));
  }
}
