package io.github.nanoservice.bundle;

import java.util.List;

/** What came of writing a bundle. */
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
   * Nothing was touched, since something of the user's stands in the way.
   *
   * @param messages one for each thing: what it is, and what to do
   */
  record Refused(List<String> messages) implements WriteResult {}
}
