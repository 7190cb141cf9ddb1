package io.github.nanoservice.mojo;

import io.github.nanoservice.build.ArchiveTime;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourcePackager;
import io.github.nanoservice.build.SourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Attaches the Python sources and the data beside them to the project as an artifact of type {@code
 * zip} with the classifier {@code python}, which Maven installs and deploys. Projects that depend
 * on it import its modules. The same files give the same bytes.
 *
 * @since 0.1.0
 */
@Mojo(name = "package-sources", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class PackageSourcesMojo extends AbstractNanoserviceMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.packageSources.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.packageSources.skip", defaultValue = "false")
  private boolean skipPackageSources;

  @Parameter(defaultValue = "${project.build.finalName}", readonly = true, required = true)
  private String finalName;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private String outputTimestamp;

  @Inject private MavenProjectHelper projectHelper;

  @Override
  boolean skipsGoal() {
    return skipPackageSources;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    Path archive =
        buildDirectory().resolve(finalName + "-" + PythonDependencies.CLASSIFIER + ".zip");
    Instant time = read(parameters -> ArchiveTime.of(parameters, outputTimestamp));
    SourceRequest request = read(this::ownSources);
    Optional<Integer> files = report(new SourcePackager(time).write(request, archive));
    if (files.isPresent()) {
      projectHelper.attachArtifact(
          project(), PythonDependencies.TYPE, PythonDependencies.CLASSIFIER, archive.toFile());
      getLog().info("%s in %s".formatted(Quantity.of(files.get(), "file"), paths().show(archive)));
    }
  }
}
