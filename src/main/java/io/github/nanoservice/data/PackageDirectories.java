package io.github.nanoservice.data;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The directories of the sources that are packages. One whose only module is an {@code __init__.py}
 * without code is not: no service carries a definition of it, so that data in it would go nowhere.
 * Its data belong to the package around it, and so does the {@code __init__.py}.
 *
 * @param withCode paths of the other directories with a module, relative to the source directory
 * @param markers paths of the {@code __init__.py} that are data
 */
public record PackageDirectories(Set<String> withCode, Set<String> markers) {
  public PackageDirectories {
    withCode = Collections.unmodifiableSet(new TreeSet<>(withCode));
    markers = Collections.unmodifiableSet(new TreeSet<>(markers));
  }

  /**
   * Finds the packages of some sources.
   *
   * @param modules paths of all modules, with {@code /}
   * @param empty paths of those that are an {@code __init__.py} without code
   */
  public static PackageDirectories of(Collection<String> modules, Collection<String> empty) {
    Set<String> withCode =
        modules.stream()
            .filter(path -> !empty.contains(path))
            .map(PackageDirectories::parent)
            .collect(Collectors.toSet());
    return new PackageDirectories(
        withCode,
        empty.stream()
            .filter(path -> !withCode.contains(parent(path)))
            .collect(Collectors.toSet()));
  }

  /** Returns the directory of the package that a file belongs to; empty for the sources' root. */
  public String around(String path) {
    String directory = parent(path);
    while (!directory.isEmpty() && !withCode.contains(directory)) {
      directory = parent(directory);
    }
    return directory;
  }

  /** Returns the paths of the markers that are in a directory around one of some files. */
  public Set<String> markersAround(Collection<String> paths) {
    Set<String> around = new TreeSet<>();
    for (String path : paths) {
      for (String directory = parent(path); !directory.isEmpty(); directory = parent(directory)) {
        around.add(directory);
      }
    }
    return markers.stream()
        .filter(marker -> around.contains(parent(marker)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
