package io.github.nanoservice.mojo;

import io.github.nanoservice.build.ArchiveTime;
import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundlePackager;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.Quantity;
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
 * Writes the bundle as {@code generate} does, and attaches it to the project as an artifact of type
 * {@code zip} with the classifier {@code nanoservices}, which Maven installs and deploys. The
 * archive has the files that the bundle's manifest lists, and no secrets. The same bundle gives the
 * same bytes.
 *
 * @since 0.1.0
 */
@Mojo(name = "package-bundle", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageBundleMojo extends AbstractBundleMojo {
  private static final String CLASSIFIER = "nanoservices";

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.packageBundle.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.packageBundle.skip", defaultValue = "false")
  private boolean skipPackageBundle;

  @Parameter(defaultValue = "${project.build.finalName}", readonly = true, required = true)
  private String finalName;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private String outputTimestamp;

  @Inject private MavenProjectHelper projectHelper;

  @Override
  boolean skipsGoal() {
    return skipPackageBundle;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    BundleRequest request = read(this::bundleRequest);
    Instant time = read(parameters -> ArchiveTime.of(parameters, outputTimestamp));
    Optional<Bundle> bundle = write(request).filter(each -> each.services() > 0);
    if (bundle.isPresent()) {
      Path archive = buildDirectory().resolve(finalName + "-" + CLASSIFIER + ".zip");
      int files = new BundlePackager(time).write(request.outputDirectory(), archive);
      projectHelper.attachArtifact(
          project(), PythonDependencies.TYPE, CLASSIFIER, archive.toFile());
      getLog().info("%s in %s".formatted(Quantity.of(files, "file"), paths().show(archive)));
    }
  }
}
