package io.github.nanoservice.mojo;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that read or write a baseline. */
abstract class AbstractContractMojo extends AbstractNanoserviceMojo {

  /**
   * File of the signatures that callers rely on. The goal {@code baseline} writes it, and you
   * commit it. If it exists, the goal {@code check} fails on a change that breaks callers.
   *
   * <p>Example: {@code <baselineFile>src/main/python/baseline.json</baselineFile>}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.baselineFile",
      defaultValue = "${project.basedir}/nanoservice-baseline.json",
      required = true)
  private File baselineFile;

  final Path baselineFile() {
    return absolute(baselineFile);
  }
}
