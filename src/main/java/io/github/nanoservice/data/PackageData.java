package io.github.nanoservice.data;

import io.github.nanoservice.files.Content;
import java.util.Collection;

/**
 * A file beside the modules that is not Python source.
 *
 * @param path relative to the source directory, with {@code /}
 * @param directory the directory of the package that it belongs to, in the same form; empty for the
 *     source directory itself
 * @param content what it contains
 */
public record PackageData(String path, String directory, Content.OfFile content) {

  /**
   * Whether code of some modules may need the file: one of them is in its package, at any depth, or
   * in a package around it. A module reads the data of the packages around its own, and of those
   * inside its own.
   *
   * @param modules paths of modules
   */
  public boolean belongsWith(Collection<String> modules) {
    return directory.isEmpty()
        || modules.stream()
            .anyMatch(module -> module.startsWith(directory + "/") || isAround(module));
  }

  private boolean isAround(String module) {
    int end = module.lastIndexOf('/');
    return end > 0 && directory.startsWith(module.substring(0, end + 1));
  }
}
