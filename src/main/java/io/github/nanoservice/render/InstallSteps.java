package io.github.nanoservice.render;

import io.github.nanoservice.requirements.RequirementFiles;
import java.util.List;

/**
 * What pip installs in an image after the runtime and the tested releases, one after the other.
 *
 * @param hashed whether the user's requirements have hashes
 * @param others whether there is anything else
 */
record InstallSteps(boolean hashed, boolean others) {

  /**
   * Returns the steps for some files.
   *
   * @param runtime lines in pip's format: what every service needs
   */
  static InstallSteps of(RequirementFiles files, List<String> runtime) {
    return new InstallSteps(!files.hashed().isEmpty(), files.hasMore(runtime));
  }
}
