package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;

/** The result of writing a bundle. */
public sealed interface WriteResult {

  /**
   * The bundle was written. The numbers do not count the manifest.
   *
   * @param written number of new or changed files
   * @param unchanged number of files that had the right content already
   * @param removed number of files that no longer belong to the bundle
   */
  record Written(int written, int unchanged, int removed) implements WriteResult {}

  /**
   * Nothing was written, because files of the user are in the way.
   *
   * @param findings one for each such file
   */
  record Refused(List<Finding> findings) implements WriteResult {
    public Refused {
      findings = List.copyOf(findings);
    }
  }
}
