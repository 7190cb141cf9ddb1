package io.github.nanoservice.render;

import java.time.Duration;

/**
 * What a user may choose about the files of a bundle.
 *
 * @param project name of the whole; the compose file gives it to containers, networks and images
 * @param version the project's
 * @param baseImage the image that every service starts from; it has Python and pip
 * @param firstPort port on 127.0.0.1 of the first entry point, the next one has the next; with 0
 *     each has any free one
 * @param callTimeout how long a call between two services may take
 * @param memory what a container may have, in bytes or with one of the units {@code k m g}
 * @param processes how many processes and threads a container may have
 */
public record RenderSettings(
    String project,
    String version,
    String baseImage,
    int firstPort,
    Duration callTimeout,
    String memory,
    int processes) {

  /** The highest port there is: TCP has 16 bits for it (RFC 9293 §3.1). */
  public static final int LAST_PORT = 65_535;

  /**
   * The port of an entry point, 0 for any free one.
   *
   * @param index how many came before it
   */
  int port(int index) {
    return firstPort == 0 ? 0 : firstPort + index;
  }

  /** The settings of a build that chooses nothing. */
  public static RenderSettings defaults(String project) {
    return new RenderSettings(
        project, "1.0", "python:3.13-slim", 8081, Duration.ofSeconds(30), "512m", 4096);
  }
}
