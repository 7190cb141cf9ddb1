package io.github.nanoservice.render;

import java.time.Duration;

/**
 * What a user may choose about the files of a bundle.
 *
 * @param project name of the whole; the compose file gives it to containers, networks and images
 * @param baseImage the image that every service starts from; it has Python and pip
 * @param firstPort port on 127.0.0.1 of the first entry point, the next one has the next
 * @param callTimeout how long a call between two services may take
 */
public record RenderSettings(
    String project, String baseImage, int firstPort, Duration callTimeout) {

  /** The highest port there is: TCP has 16 bits for it (RFC 9293 §3.1). */
  public static final int LAST_PORT = 65_535;

  /** The settings of a build that chooses nothing. */
  public static RenderSettings defaults(String project) {
    return new RenderSettings(project, "python:3.13-slim", 8081, Duration.ofSeconds(30));
  }
}
