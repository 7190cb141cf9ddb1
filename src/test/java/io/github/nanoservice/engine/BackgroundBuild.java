package io.github.nanoservice.engine;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A process that starts a service, prints its URL and ends. */
final class BackgroundBuild {

  private BackgroundBuild() {}

  /** Takes the directory to work in, and who stops the services. */
  public static void main(String[] arguments) throws EngineException {
    engine(Path.of(arguments[0]))
        .start(Lifetime.valueOf(arguments[1]))
        .values()
        .forEach(System.out::println);
  }

  /** The engine of the only service of a bundle. */
  static BackgroundEngine engine(Path directory) {
    return new BackgroundEngine(ProcessLauncher.ofSystem(), line -> {}, plan(directory));
  }

  /** What it runs. */
  static LocalPlan plan(Path directory) {
    return new LocalPlan(
        "python3",
        directory,
        directory,
        directory.resolve("bundle"),
        List.of(TestServices.service("echo", OptionalInt.of(0))),
        true,
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
  }
}
