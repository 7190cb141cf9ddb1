package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Known reasons why a compose command fails, found in its output. */
enum ComposeFailure {
  PERMISSION(
      "permission denied while trying to connect|connect: permission denied",
      "this user is not allowed to use the container engine",
      "Add the user to the engine's group (with Docker: usermod --append --groups docker USER, then"
          + " log in again)"),
  UNREACHABLE(
      "cannot connect to the docker daemon|cannot connect to podman|error during connect"
          + "|docker\\.sock\\W.*(?:EOF|refused|reset)|unexpected EOF|daemon is shutting down",
      "the container engine does not respond",
      "Start it (with Docker on Linux: systemctl start docker)"),
  DISK(
      "no space left on device|disk quota exceeded",
      "the disk is full",
      "Free disk space where the engine stores images (docker system prune removes unused ones)"),
  PORT(
      "address already in use|port is already allocated|ports are not available",
      "a port is already in use",
      "Stop the program that uses it, or publish other ports with -Dnanoservice.port=NUMBER (0 for"
          + " any free ports)"),
  IMAGE(
      "load metadata for|pull access denied|manifest unknown|manifest for \\S+ not found"
          + "|failed to resolve (?:reference|source metadata)|no such image",
      "an image could not be pulled",
      "Check the parameter nanoservice.baseImage, and that the engine can reach the registry of the"
          + " image");

  private final Pattern pattern;
  private final String reason;
  private final String advice;

  ComposeFailure(String pattern, String reason, String advice) {
    this.pattern =
        Pattern.compile("^.*(?:" + pattern + ").*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    this.reason = reason;
    this.advice = advice;
  }

  /** Returns the reason that the output of a command shows, if it is a known one. */
  static Optional<ComposeFailure> in(String output) {
    return Arrays.stream(values())
        .filter(failure -> failure.pattern.matcher(output).find())
        .findFirst();
  }

  /**
   * Returns the exception for the user, with the line of the output that shows the reason.
   *
   * @param command the command without its options
   * @param output the end of its output
   */
  EngineException exception(String command, String output) {
    Matcher matcher = pattern.matcher(output);
    String line = "";
    while (matcher.find()) {
      line = matcher.group().strip();
    }
    return new EngineException(
        Origin.ENVIRONMENT,
        "'%s' failed, because %s:%n  %s%n%s, or run the services without containers with -Dnanoservice.engine=local."
            .formatted(command, reason, line, advice));
  }
}
