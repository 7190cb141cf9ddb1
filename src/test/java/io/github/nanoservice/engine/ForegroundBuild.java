package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A process that runs a service until it is ended itself. */
final class ForegroundBuild {

  private ForegroundBuild() {}

  /** Takes the Python executable and the working directory. */
  public static void main(String[] arguments) throws EngineException {
    Path directory = Path.of(arguments[1]);
    ForegroundRunner runner =
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
            ServiceSettings.DEFAULTS,
            GivenSecrets.NONE,
            List.of(),
            PackageIndexes.DEFAULT,
            Optional.empty());
    try (ServiceGroup services = runner.start(plan)) {
      services.await();
    }
  }
}
