package io.github.nanoservice.engine;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A process that starts a service, prints its URL and ends. */
final class BackgroundBuild {

  private BackgroundBuild() {}

  /** Takes the working directory and the lifetime of the services. */
  public static void main(String[] arguments) throws EngineException {
    engine(Path.of(arguments[0]))
        .start(Lifetime.valueOf(arguments[1]))
        .addresses()
        .values()
        .forEach(System.out::println);
  }

  /** Returns the engine of a bundle with one service. */
  static BackgroundEngine engine(Path directory) {
    return engine(directory, GivenSecrets.NONE);
  }

  /** Returns the engine of a bundle with one service and some secrets. */
  static BackgroundEngine engine(Path directory, GivenSecrets given) {
    return BackgroundEngine.of(ProcessLauncher.ofSystem(), line -> {}, plan(directory, given));
  }

  /** Returns the plan of that engine. */
  static LocalPlan plan(Path directory) {
    return plan(directory, GivenSecrets.NONE);
  }

  private static LocalPlan plan(Path directory, GivenSecrets given) {
    return new LocalPlan(
        "python3",
        directory,
        directory,
        directory.resolve("bundle"),
        List.of(TestServices.service("echo", OptionalInt.of(0))),
        true,
        Duration.ofMinutes(1),
        ServiceSettings.DEFAULTS,
        given,
        List.of(),
        PackageIndexes.DEFAULT,
        Optional.empty());
  }
}
