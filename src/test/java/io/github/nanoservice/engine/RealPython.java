package io.github.nanoservice.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanoservice.pip.PackageIndexes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the Python of this machine for tests that need a real one. */
final class RealPython {

  private RealPython() {}

  /** Returns the executable; aborts the test if there is none. */
  static String assumePresent(Path directory) {
    Optional<String> python = find(directory);
    assumeTrue(python.isPresent(), "needs python3, 3.9 or later, on PATH");
    return python.get();
  }

  private static Optional<String> find(Path directory) {
    try {
      return Optional.of(
          new PythonEnvironment(
                  ProcessLauncher.ofSystem(),
                  directory,
                  directory,
                  List.of(),
                  PackageIndexes.DEFAULT,
                  line -> {})
              .resolve("python3", new RequirementPaths(List.of(), List.of(), Optional.empty())));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }
}
