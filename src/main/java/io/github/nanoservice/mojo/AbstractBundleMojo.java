package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.PluginCode;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.RuntimePackage;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that write a bundle have in common. */
abstract class AbstractBundleMojo extends AbstractNanoserviceMojo {
  private static final Pattern IMAGE = Pattern.compile("\\S++");

  private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]*+)([kmg]?+)");

  /** Unit to the bits that a number of it is shifted by, to be one of bytes. */
  private static final Map<String, Integer> UNITS = Map.of("k", 10, "m", 20, "g", 30);

  /** With less, a service is killed while it starts or at its first call. */
  private static final BigInteger LEAST_MEMORY = BigInteger.valueOf(64L << 20);

  /** With less, a service cannot start, be checked for its health and answer a few calls. */
  private static final int LEAST_PROCESSES = 32;

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
   * Port of the first entry point on 127.0.0.1; the next one has the next port. With 0 each has any
   * free one, so that builds on one machine do not get in each other's way.
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

  /**
   * How much memory each container may have, in bytes or with one of the units {@code k}, {@code m}
   * and {@code g}; swap is never used. A service needs about 40 MB of it for itself.
   *
   * <p>Example: {@code -Dnanoservice.memory=2g}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.memory", defaultValue = "512m", required = true)
  private String memory;

  /**
   * How many processes and threads each container may have together; every running call has a
   * thread.
   *
   * <p>Example: {@code -Dnanoservice.processes=512}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.processes", defaultValue = "4096", required = true)
  private int processes;

  @Parameter(defaultValue = "${project.artifactId}", readonly = true, required = true)
  private String artifactId;

  @Parameter(defaultValue = "${project.version}", readonly = true, required = true)
  private String version;

  final String artifactId() {
    return artifactId;
  }

  final BundleRequest bundleRequest() throws MojoFailureException {
    if (port < 0 || port > RenderSettings.LAST_PORT) {
      throw new MojoFailureException(
          "Parameter port (nanoservice.port) is %d. Write a number from 1 to %d, or 0 for any free ports."
              .formatted(port, RenderSettings.LAST_PORT));
    }
    SourceRequest source = sourceRequest();
    return new BundleRequest(
        source,
        outputDirectory(),
        new RenderSettings(
            artifactId,
            version,
            baseImage(source),
            port,
            milliseconds("timeout", timeout),
            memory(),
            processes()));
  }

  private String memory() throws MojoFailureException {
    Matcher matcher = MEMORY.matcher(memory.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()
        || new BigInteger(matcher.group(1))
                .shiftLeft(UNITS.getOrDefault(matcher.group(2), 0))
                .compareTo(LEAST_MEMORY)
            < 0) {
      throw new MojoFailureException(
          ("Parameter memory (nanoservice.memory) is '%s'. Write 64m or more: a whole number and"
                  + " k, m or g, as 512m.")
              .formatted(memory));
    }
    return matcher.group();
  }

  private int processes() throws MojoFailureException {
    if (processes < LEAST_PROCESSES) {
      throw new MojoFailureException(
          "Parameter processes (nanoservice.processes) is %d. Write %d or more."
              .formatted(processes, LEAST_PROCESSES));
    }
    return processes;
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
  final Optional<BundleBuilder.Result.Generated> generate(BundleRequest request)
      throws MojoFailureException, IOException {
    BundleBuilder.Result result =
        new BundleBuilder(PluginCode.fingerprint(), RuntimePackage::bundled).generate(request);
    if (result instanceof BundleBuilder.Result.Generated generated) {
      report(generated.findings());
      return Optional.of(generated);
    }
    if (result instanceof BundleBuilder.Result.Refused refused) {
      throw refusal(refused.findings(), "; nothing was written");
    }
    if (result instanceof BundleBuilder.Result.Blocked blocked) {
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
