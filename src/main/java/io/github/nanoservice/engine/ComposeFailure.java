package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a compose command fails on a machine, as it shows in what the command says. */
enum ComposeFailure {
  PERMISSION(
      "permission denied while trying to connect|connect: permission denied",
      "this user may not use the container engine",
      "Add the user to the engine's group (with Docker: usermod --append --groups docker USER, then log in again)"),
  UNREACHABLE(
      "cannot connect to the docker daemon|cannot connect to podman|error during connect"
          + "|docker\\.sock\\W.*(?:EOF|refused|reset)|unexpected EOF|daemon is shutting down",
      "the container engine does not answer",
      "Start it (with Docker on Linux: systemctl start docker)"),
  DISK(
      "no space left on device|disk quota exceeded",
      "the disk is full",
      "Make room where the engine keeps its images (docker system prune removes what nothing uses)"),
  PORT(
      "address already in use|port is already allocated|ports are not available",
      "a port to publish is in use",
      "End the program that has it, or publish from another port on with -Dnanoservice.port=NUMBER (0 for any free ones)"),
  IMAGE(
      "load metadata for|pull access denied|manifest unknown|manifest for \\S+ not found"
          + "|failed to resolve (?:reference|source metadata)|no such image",
      "an image could not be had",
      "Check the parameter nanoservice.baseImage and that the engine can reach the image's registry");

  private final Pattern pattern;
  private final String reason;
  private final String advice;

  ComposeFailure(String pattern, String reason, String advice) {
    this.pattern =
        Pattern.compile("^.*(?:" + pattern + ").*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    this.reason = reason;
    this.advice = advice;
  }

  /** The reason behind what a command said, where it is one of these. */
  static Optional<ComposeFailure> in(String said) {
    return Arrays.stream(values())
        .filter(failure -> failure.pattern.matcher(said).find())
        .findFirst();
  }

  /**
   * The message for the user, with the line that gives the reason.
   *
   * @param command as it was run, without the files it was given
   * @param said what came of it
   */
  EngineException told(String command, String said) {
    Matcher matcher = pattern.matcher(said);
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
