package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that starts services when it was told to end already, and says what came of it. */
final class EndingBuild {

  private EndingBuild() {}

  /** Takes the directory to work in. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> start(Path.of(arguments[0]))));
  }

  private static void start(Path directory) {
    ForegroundRunner engine = new ForegroundRunner(ProcessLauncher.ofSystem(), (name, line) -> {});
    try {
      engine.start(
          new LocalPlan(
              "python3",
              directory,
              directory,
              directory.resolve("bundle"),
              List.of(),
              false,
              Duration.ofMinutes(1),
              Duration.ofMinutes(1)));
    } catch (EngineException e) {
      System.out.println(e.getMessage());
    }
  }
}
