package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.Baseline;
import io.github.nanoservice.contract.BaselineChecks;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Sarif;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks Python sources as {@code generate} does, and writes no bundle: all that is outside of the
 * format, and every call that does not fit its function, with its place and what to write instead.
 * Where there is a baseline, it finds changes that break callers as well. For tools that show
 * findings in place, it writes the same as SARIF 2.1.0 to {@code nanoservice-check/findings.sarif}
 * in the build directory, also when it found nothing and when it fails.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractContractMojo {

  /**
   * Whether to leave this goal out.
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

  /** Where Maven finds the directory {@code .mvn}, or the project's own. */
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
    SourceRequest request = sourceRequest();
    Optional<Analysis> outcome =
        SourceAnalyzer.check(request, SourceAnalyzer.scan(request), RuntimePackage.bundled());
    if (outcome.isEmpty()) {
      noSources();
      return;
    }
    Analysis checked = outcome.get().with(breakingChanges(request, outcome.get()));
    List<Finding> findings = checked.findings();
    writeReport(request, findings);
    if (checked.topology().isEmpty()) {
      throw refusal(findings, "");
    }
    report(findings);
    getLog()
        .info(
            "The sources are fit to be "
                + Quantity.of(checked.topology().get().services().size(), "service"));
  }

  private List<Finding> breakingChanges(SourceRequest request, Analysis outcome)
      throws MojoFailureException, IOException {
    Path file = baselineFile();
    if (outcome.topology().isEmpty() || Files.notExists(file)) {
      return List.of();
    }
    Baseline.Result read = read(file);
    if (read instanceof Baseline.Result.Broken broken) {
      throw new MojoFailureException(
          ("Parameter baselineFile (nanoservice.baselineFile) names %s, which is no baseline: %s."
                  + " Name another file, or write this one by nanoservice:baseline.")
              .formatted(shown(file), broken.reason()));
    }
    List<Endpoint> endpoints =
        outcome.topology().get().services().stream()
            .flatMap(service -> service.endpoints().stream())
            .toList();
    return new BaselineChecks(request.contracts(), shown(file))
        .findings(((Baseline.Result.Found) read).baseline(), endpoints);
  }

  private static Baseline.Result read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new Baseline.Result.Broken("it is no file");
    }
    try {
      return Baseline.read(Files.readString(file));
    } catch (MalformedInputException e) {
      return new Baseline.Result.Broken("it is not in UTF-8");
    }
  }

  private void writeReport(SourceRequest request, List<Finding> findings) throws IOException {
    Sarif sarif =
        new Sarif(
            pluginVersion,
            rootDirectory.toPath().toAbsolutePath().normalize(),
            request.sourceDirectory(),
            projectFile.toPath());
    Files.createDirectories(reportFile.toPath().getParent());
    Files.writeString(reportFile.toPath(), sarif.write(findings));
  }
}
