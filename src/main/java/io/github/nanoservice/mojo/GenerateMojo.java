package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.bundle.WriteResult;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Splits Python sources into one service per function and writes the bundle: a Flask server, a
 * Dockerfile and requirements for each service, and one compose file for all. The goal needs
 * neither Python nor Docker nor a network.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractBundleMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.generate.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.generate.skip", defaultValue = "false")
  private boolean skipGenerate;

  @Override
  boolean skipsGoal() {
    return skipGenerate;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    BundleRequest request = read(this::bundleRequest);
    Optional<Bundle> bundle = write(request);
    if (bundle.isPresent()) {
      WriteResult.Written files = bundle.get().files();
      getLog()
          .info(
              "%s as %s in %s: %s written, %d unchanged, %d removed"
                  .formatted(
                      Quantity.of(bundle.get().functions(), "function"),
                      Quantity.of(bundle.get().services(), "service"),
                      paths().show(request.outputDirectory()),
                      Quantity.of(files.written(), "file"),
                      files.unchanged(),
                      files.removed()));
    }
  }
}
