package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A process that keeps a service up until it is ended itself. */
final class KeepingBuild {

  private KeepingBuild() {}

  /** Takes the Python, the directory to work in. */
  public static void main(String[] arguments) throws EngineException {
    Path directory = Path.of(arguments[1]);
    ForegroundRunner engine =
        new ForegroundRunner(ProcessLauncher.ofSystem(), (name, line) -> System.out.println(line));
    LocalPlan plan =
        new LocalPlan(
            arguments[0],
            directory,
            directory,
            directory.resolve("bundle"),
            List.of(TestServices.service("parent", OptionalInt.empty())),
            false,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    try (ServiceGroup services = engine.start(plan)) {
      services.await();
    }
  }
}
