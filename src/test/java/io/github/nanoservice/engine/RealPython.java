package io.github.nanoservice.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The Python of this machine, for tests that need a real one. */
final class RealPython {

  private RealPython() {}

  /** Skips the test by name where there is none. */
  static String assumePresent(java.nio.file.Path directory) {
    Optional<String> python = find(directory);
    assumeTrue(python.isPresent(), "needs python3, 3.9 or later, on PATH");
    return python.get();
  }

  private static Optional<String> find(java.nio.file.Path directory) {
    try {
      return Optional.of(
          new PythonEnvironment(ProcessLauncher.ofSystem(), directory, directory, line -> {})
              .resolve("python3", java.util.List.of()));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }
}
