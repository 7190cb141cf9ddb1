package io.github.nanoservice.requirements;

import io.github.nanoservice.python.DottedNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The standard library of one Python version.
 *
 * @param modules its top-level modules
 * @param removed the last version that had a top-level module of earlier versions: {@code 3.11} for
 *     {@code distutils}
 */
public record StandardLibrary(Set<String> modules, Map<String, String> removed) {
  private static final String NOT_REMOVED = "-";

  /** Takes copies. */
  public StandardLibrary {
    modules = Set.copyOf(modules);
    removed = Map.copyOf(removed);
  }

  /** The modules of a version. */
  public static StandardLibrary of(PythonVersion version) {
    return new StandardLibrary(
        DataFile.rows("stdlib.txt").stream()
            .filter(row -> minor(row[1]) <= version.minor())
            .filter(row -> row[2].equals(NOT_REMOVED) || version.minor() <= minor(row[2]))
            .map(row -> row[0])
            .collect(Collectors.toSet()),
        DataFile.rows("stdlib.txt").stream()
            .filter(row -> !row[2].equals(NOT_REMOVED) && version.minor() > minor(row[2]))
            .collect(Collectors.toMap(row -> row[0], row -> row[2])));
  }

  private static int minor(String version) {
    return Integer.parseInt(DottedNames.last(version));
  }

  /** Returns the last version that had a module which this version lacks. */
  public Optional<String> lastVersionWith(String module) {
    return Optional.ofNullable(removed.get(DottedNames.top(module)));
  }

  /** Whether a module, such as {@code os.path}, is part of it. */
  public boolean contains(String module) {
    return modules.contains(DottedNames.top(module));
  }
}
