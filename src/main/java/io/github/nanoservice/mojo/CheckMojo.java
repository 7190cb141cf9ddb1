package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import io.github.nanoservice.build.SourceChecker;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.diagnostic.Sarif;
import io.github.nanoservice.files.OutputFile;
import io.github.nanoservice.services.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks Python sources as {@code generate} does, but writes no bundle. It reports everything that
 * the format does not allow and every call that does not match its function's signature, each with
 * its location and a fix. If there is a baseline, it also reports changes that break callers.
 *
 * <p>For tools that show findings in the editor or in a review, the goal writes them as SARIF 2.1.0
 * to {@code nanoservice-check/findings.sarif} in the build directory, even if there are none and
 * even if it fails.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractContractMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.check.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.check.skip", defaultValue = "false")
  private boolean skipCheck;

  @Parameter(
      defaultValue = "${project.build.directory}/nanoservice-check/findings.sarif",
      readonly = true,
      required = true)
  private File reportFile;

  @Parameter(defaultValue = "${project.file}", readonly = true, required = true)
  private File projectFile;

  @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
  private String pluginVersion;

  /** The parent of the directory {@code .mvn}; without one, the project's directory. */
  @Parameter(
      defaultValue = "${session.request.multiModuleProjectDirectory}",
      readonly = true,
      required = true)
  private File rootDirectory;

  @Override
  boolean skipsGoal() {
    return skipCheck;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    Parameters parameters = new Parameters();
    SourceRequest request = sourceRequest(parameters);
    BuildResult<Topology> result =
        parameters.findings().isEmpty()
            ? new SourceChecker(SourceAnalyzer.bundled(), paths()).check(request, baselineFile())
            : new BuildResult.Refused<>(parameters.findings());
    writeReport(request, result);
    Optional<Topology> topology = report(result);
    if (topology.isPresent()) {
      getLog()
          .info(
              "No errors found in %s."
                  .formatted(Quantity.of(topology.get().services().size(), "service")));
    }
  }

  private void writeReport(SourceRequest request, BuildResult<Topology> result) throws IOException {
    if (result instanceof BuildResult.NoSources<Topology>) {
      return;
    }
    Path file = absolute(reportFile);
    Sarif sarif =
        new Sarif(
            pluginVersion, absolute(rootDirectory), request.directory(), projectFile.toPath());
    Files.createDirectories(file.getParent());
    OutputFile.write(file, sarif.write(result.findings()));
  }
}
