package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;

/** The result of writing a bundle. */
public sealed interface WriteResult {

  /**
   * The bundle is what was rendered. The manifest is not counted.
   *
   * @param written files that are new or changed
   * @param unchanged files that were there already
   * @param removed files that belong to the bundle no longer
   */
  record Written(int written, int unchanged, int removed) implements WriteResult {}

  /**
   * Nothing was touched, because files of the user are where generated files have to go.
   *
   * @param findings one for each of these files
   */
  record Refused(List<Finding> findings) implements WriteResult {}
}
