package io.github.nanoservice.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The spelling of a path without symbolic links, so that a file has the same one in every build.
 */
public final class RealPath {
  private RealPath() {}

  /**
   * Returns the real path.
   *
   * @param path its end need not exist; what does not exist, or cannot be resolved, stays as it is
   */
  public static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    for (Path existing = absolute; existing != null; existing = existing.getParent()) {
      try {
        return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
      } catch (IOException e) {
        // The next one is the directory above.
      }
    }
    return absolute.normalize();
  }
}
