package io.github.nanoservice.build;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Directories that tools fill with code of others, or with copies of the sources. */
final class ToolDirectory {
  private static final Set<String> INSTALLED = Set.of("node_modules", "__pypackages__");

  private static final Set<String> BUILT = Set.of("build", "dist");

  private ToolDirectory() {}

  /**
   * Returns what a directory is if a tool fills it; empty for one that may have sources.
   *
   * @param directory its path, the parent of which is in the source directory too
   */
  static Optional<String> of(Path directory) {
    String name = directory.getFileName().toString();
    if (Files.isRegularFile(directory.resolve("pyvenv.cfg"))) {
      return Optional.of("a virtual environment");
    }
    if (INSTALLED.contains(name)) {
      return Optional.of("a directory of installed packages");
    }
    // A package of the sources can have these names.
    boolean isBuilt =
        BUILT.contains(name)
            && !Files.exists(directory.resolve("__init__.py"))
            && Stream.of("pyproject.toml", "setup.py", "setup.cfg")
                .anyMatch(file -> Files.exists(directory.resolveSibling(file)));
    return isBuilt ? Optional.of("what a build of the project has written") : Optional.empty();
  }

  /** The note that a directory is not read. */
  static Finding skipped(String path, String kind) {
    return Finding.of(
        Rule.SKIPPED_DIRECTORY,
        new Location.InFile(path),
        "this directory is not read, because it is %s".formatted(kind),
        "If it has sources, move them out of it.");
  }
}
