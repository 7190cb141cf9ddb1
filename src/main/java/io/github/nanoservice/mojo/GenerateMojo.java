package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder;
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
 * Decomposes Python sources into one service per function and writes the bundle: a Flask server, a
 * Dockerfile and requirements for each, and one compose file for all. Needs neither Python nor
 * Docker nor a network.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractBundleMojo {

  /**
   * Whether to leave this goal out.
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
    BundleRequest request = bundleRequest();
    Optional<BundleBuilder.Result.Generated> generated = generate(request);
    if (generated.isPresent()) {
      WriteResult.Written files = generated.get().files();
      getLog()
          .info(
              "%s as %s in %s: %s written, %d unchanged, %d removed"
                  .formatted(
                      Quantity.of(generated.get().functions(), "function"),
                      Quantity.of(generated.get().services(), "service"),
                      shown(request.outputDirectory()),
                      Quantity.of(files.written(), "file"),
                      files.unchanged(),
                      files.removed()));
    }
  }
}
