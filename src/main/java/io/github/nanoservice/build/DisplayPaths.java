package io.github.nanoservice.build;

import io.github.nanoservice.diagnostic.VisibleText;
import java.io.File;
import java.nio.file.Path;

/**
 * Shows paths in messages: relative to the directory that the build was started in, with {@code /}.
 *
 * @param root that directory
 */
public record DisplayPaths(Path root) {

  /** Makes the directory absolute. */
  public DisplayPaths {
    root = absolute(root);
  }

  /** The text for a path. */
  public String show(Path path) {
    Path shown = relative(path);
    return shown.toString().isEmpty() ? "this directory" : text(shown);
  }

  /**
   * The text to put before the paths of files in a directory: empty, or with {@code /} at its end.
   */
  public String prefix(Path directory) {
    Path shown = relative(directory);
    return shown.toString().isEmpty() ? "" : text(shown) + "/";
  }

  private Path relative(Path path) {
    Path absolute = absolute(path);
    return absolute.startsWith(root) ? root.relativize(absolute) : absolute;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String text(Path path) {
    return VisibleText.of(path.toString().replace(File.separatorChar, '/'));
  }
}
