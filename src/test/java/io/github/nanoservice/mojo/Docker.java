package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanoservice.render.RuntimePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The container engine of this machine, by its command. */
final class Docker {
  /** What the services of tests start from; it has Python and a pip that finds what they need. */
  static final String BASE_IMAGE =
      System.getProperty("nanoservice.test.baseImage", "python:3.11-slim-bookworm");

  private Docker() {}

  /** Skips tests by name where no engine answers, or where it has not the image: none is pulled. */
  static void assumePresent() {
    assume(answers(), "needs a container engine: 'docker info' has no answer");
    assume(
        succeeds("image", "inspect", BASE_IMAGE),
        "needs the image %s on the engine; -Dnanoservice.test.baseImage names another"
            .formatted(BASE_IMAGE));
    assume(
        Pip.FINDS_RUNTIME,
        "needs pip in the image %s to find what the runtime requires; -Dnanoservice.test.baseImage names another"
            .formatted(BASE_IMAGE));
  }

  /** Tried once, because it takes seconds. */
  private static final class Pip {
    static final boolean FINDS_RUNTIME = findsRuntime();

    private static boolean findsRuntime() {
      List<String> download =
          new ArrayList<>(List.of("run", "--rm", BASE_IMAGE, "python", "-m", "pip"));
      download.addAll(List.of("download", "--quiet", "--dest", "/tmp"));
      download.addAll(RuntimePackage.bundled().requirements());
      return succeeds(download.toArray(String[]::new));
    }
  }

  /** As JUnit's, and says it, which Maven leaves to the report. */
  static void assume(boolean present, String need) {
    if (!present) {
      System.out.println("Skipped: " + need);
    }
    assumeTrue(present, need);
  }

  static boolean answers() {
    return succeeds("info");
  }

  /** Runs a command that has to succeed, and returns what it prints. */
  static String run(String... arguments) {
    Result result = result(arguments);
    assertThat(result.exitCode())
        .as("docker %s: %s", String.join(" ", arguments), result.errors())
        .isZero();
    return result.output().strip();
  }

  /** As {@link #run}, the lines. */
  static List<String> lines(String... arguments) {
    return run(arguments).lines().toList();
  }

  /** Runs a command, and returns whether it succeeded. */
  static boolean succeeds(String... arguments) {
    return result(arguments).exitCode() == 0;
  }

  /** What a container has printed so far, its errors too. */
  static String logs(String container) {
    Result result = result("logs", container);
    return result.output() + result.errors();
  }

  private record Result(int exitCode, String output, String errors) {}

  private static Result result(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      // What this writes to standard error is far less than a pipe holds.
      String output = text(process.getInputStream().readAllBytes());
      String errors = text(process.getErrorStream().readAllBytes());
      return new Result(process.waitFor(), output, errors);
    } catch (IOException e) {
      // No such command.
      return new Result(127, "", e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
