package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that starts services while it is ending, and prints the message of the failure. */
final class StartInShutdownBuild {

  private StartInShutdownBuild() {}

  /** Takes the working directory. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> start(Path.of(arguments[0]))));
  }

  private static void start(Path directory) {
    ForegroundRunner runner = new ForegroundRunner(ProcessLauncher.ofSystem(), (name, line) -> {});
    try {
      runner.start(
          new LocalPlan(
              "python3",
              directory,
              directory,
              directory.resolve("bundle"),
              List.of(),
              false,
              Duration.ofMinutes(1),
              ServiceSettings.DEFAULTS,
              GivenSecrets.NONE,
              List.of(),
              PackageIndexes.DEFAULT,
              Optional.empty()));
    } catch (EngineException e) {
      System.out.println(e.getMessage());
    }
  }
}
