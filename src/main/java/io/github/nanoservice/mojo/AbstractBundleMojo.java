package io.github.nanoservice.mojo;

import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.RuntimePackage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that write a bundle have in common. */
abstract class AbstractBundleMojo extends AbstractNanoserviceMojo {
  private static final Pattern IMAGE = Pattern.compile("\\S++");

  /**
   * The image that the services' containers start from; it has Python and pip. Unless set it is
   * {@code python:<pythonVersion>-slim}.
   *
   * <p>Example: {@code <baseImage>registry.example.org/python:3.13</baseImage>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.baseImage")
  private String baseImage;

  /**
   * Port of the first entry point on 127.0.0.1; the next one has the next port.
   *
   * <p>Example: {@code -Dnanoservice.port=9000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.port", defaultValue = "8081", required = true)
  private int port;

  /**
   * How long a call may take, in milliseconds, calls from one service to another included.
   *
   * <p>Example: {@code -Dnanoservice.timeout=120000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.timeout", defaultValue = "30000", required = true)
  private long timeout;

  @Parameter(defaultValue = "${project.artifactId}", readonly = true, required = true)
  private String artifactId;

  final BundleRequest bundleRequest() throws MojoFailureException {
    if (port < 1 || port > RenderSettings.LAST_PORT) {
      throw new MojoFailureException(
          "Parameter port (nanoservice.port) is %d. Write a number from 1 to %d."
              .formatted(port, RenderSettings.LAST_PORT));
    }
    SourceRequest source = sourceRequest();
    return new BundleRequest(
        source,
        outputDirectory(),
        new RenderSettings(artifactId, baseImage(source), port, milliseconds("timeout", timeout)));
  }

  private String baseImage(SourceRequest source) throws MojoFailureException {
    if (baseImage == null) {
      return "python:" + source.pythonVersion() + "-slim";
    }
    // A reference of an image has no blanks, and in a Dockerfile they would end it.
    if (!IMAGE.matcher(baseImage.strip()).matches()) {
      throw new MojoFailureException(
          ("Parameter baseImage (nanoservice.baseImage) is '%s', which is no name of an image."
                  + " Write one without blanks, as python:3.13-slim.")
              .formatted(baseImage));
    }
    return baseImage.strip();
  }

  /** Writes the bundle; nothing where the project has no Python sources. */
  final Optional<Generator.Result.Generated> generate(BundleRequest request)
      throws MojoFailureException, IOException {
    Generator.Result result = new Generator(RuntimePackage.bundled()).generate(request);
    if (result instanceof Generator.Result.Generated generated) {
      report(generated.findings());
      return Optional.of(generated);
    }
    if (result instanceof Generator.Result.Refused refused) {
      throw refusal(refused.findings(), "; nothing was written");
    }
    if (result instanceof Generator.Result.Blocked blocked) {
      throw new MojoFailureException(String.join("\n", blocked.reasons()));
    }
    noSources();
    return Optional.empty();
  }

  /** A parameter that is a time. */
  static Duration milliseconds(String parameter, long value) throws MojoFailureException {
    if (value < 1) {
      throw new MojoFailureException(
          "Parameter %s (nanoservice.%s) is %d. Write a number of milliseconds, 1 or more."
              .formatted(parameter, parameter, value));
    }
    return Duration.ofMillis(value);
  }
}
