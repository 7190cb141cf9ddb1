package io.github.nanoservice.mojo;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals have in common that know the signatures callers rely on. */
abstract class AbstractContractMojo extends AbstractNanoserviceMojo {

  /**
   * The file of the signatures that callers rely on. The goal {@code baseline} writes it, to be
   * committed; where it is there, {@code check} fails on a change that breaks callers.
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
    return baselineFile.toPath().toAbsolutePath().normalize();
  }
}
