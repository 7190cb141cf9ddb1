package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.render.RenderSettings;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that write a bundle. */
abstract class AbstractBundleMojo extends AbstractNanoserviceMojo {
  /** A blank would end an image name in a Dockerfile. The algorithms are those of the OCI. */
  private static final Pattern IMAGE =
      Pattern.compile("[^\\s@]++(?:@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?+");

  /** With less, a service is killed while it starts or at its first call. */
  private static final String LEAST_MEMORY = "64m";

  /** With fewer, a service cannot start, answer health checks and serve a few calls. */
  private static final int LEAST_PIDS = 32;

  /**
   * Image that the services' containers are built from. It must contain Python and pip. Unless set,
   * this is {@code python:<pythonVersion>-slim}. A tag can later name another image; a digest
   * cannot: {@code python:3.13-slim@sha256:<64 hexadecimal digits>}.
   *
   * <p>Example: {@code <baseImage>registry.example.org/python:3.13</baseImage>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.baseImage")
  private String baseImage;

  /**
   * Port of the first entry point on 127.0.0.1. Each further entry point gets the next port. With
   * 0, every entry point gets any free port, so that several builds can run on one machine.
   *
   * <p>Example: {@code -Dnanoservice.port=9000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.port", defaultValue = "8081", required = true)
  private int port;

  /**
   * Maximum duration of a call, in milliseconds. It includes the calls that the called function
   * makes to other services.
   *
   * <p>Example: {@code -Dnanoservice.callTimeout=120000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.callTimeout", defaultValue = "30000", required = true)
  private long callTimeout;

  /**
   * Memory limit of each container, in bytes or with one of the units {@code k}, {@code m} and
   * {@code g}. At least {@code 64m}; a service without your code needs about 40 MB. Containers
   * never use swap.
   *
   * <p>Example: {@code -Dnanoservice.memoryLimit=2g}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.memoryLimit", defaultValue = "512m", required = true)
  private String memoryLimit;

  /**
   * Maximum number of processes and threads in each container. At least 32; every running call has
   * its own thread.
   *
   * <p>Example: {@code -Dnanoservice.pidsLimit=512}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.pidsLimit", defaultValue = "4096", required = true)
  private int pidsLimit;

  /**
   * Whether containers can reach the metadata service of a cloud, which gives credentials to every
   * process that asks it. With {@code false}, the addresses 169.254.169.254, 169.254.170.2 and
   * fd00:ec2::254 lead nowhere.
   *
   * <p>Example: {@code <metadataAccess>true</metadataAccess>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.metadataAccess", defaultValue = "false", required = true)
  private boolean metadataAccess;

  @Parameter(defaultValue = "${project.artifactId}", readonly = true, required = true)
  private String artifactId;

  @Parameter(defaultValue = "${project.version}", readonly = true, required = true)
  private String version;

  final String artifactId() {
    return artifactId;
  }

  final BundleRequest bundleRequest(Parameters parameters) {
    SourceRequest source = sourceRequest(parameters);
    return new BundleRequest(source, outputDirectory(), settings(parameters, source));
  }

  private RenderSettings settings(Parameters parameters, SourceRequest source) {
    String defaultImage = "python:" + source.services().pythonVersion() + "-slim";
    return RenderSettings.builder(artifactId)
        .version(version)
        .baseImage(
            Optional.ofNullable(baseImage)
                .map(
                    image ->
                        parameters.text(
                            "baseImage",
                            image,
                            IMAGE.asMatchPredicate(),
                            "an image name",
                            "python:3.13-slim"))
                .orElse(defaultImage))
        .firstPort(parameters.number("port", port, 0, RenderSettings.LAST_PORT))
        .callTimeout(parameters.milliseconds("callTimeout", callTimeout))
        .memoryLimit(parameters.size("memoryLimit", memoryLimit, LEAST_MEMORY))
        .pidsLimit(parameters.number("pidsLimit", pidsLimit, LEAST_PIDS, Integer.MAX_VALUE))
        .metadataAccess(metadataAccess)
        .build();
  }
}
