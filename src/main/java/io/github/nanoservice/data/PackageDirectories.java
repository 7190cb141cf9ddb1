package io.github.nanoservice.data;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The directories of the sources that are packages. An {@code __init__.py} without code is data: no
 * service carries a definition of it, but without the file {@code pkgutil.get_data} finds nothing
 * in its package. A directory that has no other module has no code, so that its data belong to the
 * package around it.
 *
 * @param withCode paths of the directories with code, relative to the source directory
 * @param markers paths of the {@code __init__.py} without code
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
   * @param markers paths of those that are an {@code __init__.py} without code
   */
  public static PackageDirectories of(Collection<String> modules, Collection<String> markers) {
    return new PackageDirectories(
        modules.stream()
            .filter(path -> !markers.contains(path))
            .map(PackageDirectories::parent)
            .collect(Collectors.toSet()),
        Set.copyOf(markers));
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
