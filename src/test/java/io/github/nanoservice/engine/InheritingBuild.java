package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A process that starts a service and prints the service's environment variables as JSON. */
final class InheritingBuild {

  private InheritingBuild() {}

  /** Takes the working directory and the variables to pass. */
  public static void main(String[] arguments) throws EngineException {
    Path directory = Path.of(arguments[0]);
    List<String> passed = Arrays.asList(arguments).subList(1, arguments.length);
    LocalPlan plan =
        new LocalPlan(
            "python3",
            directory,
            directory,
            directory.resolve("bundle"),
            List.of(TestServices.service("inherited", OptionalInt.empty())),
            false,
            Duration.ofMinutes(1),
            ServiceSettings.DEFAULTS,
            GivenSecrets.NONE,
            passed,
            PackageIndexes.DEFAULT,
            Optional.empty());
    ProcessLauncher launcher = ProcessLauncher.ofSystem();
    ForegroundRunner runner = new ForegroundRunner(launcher, (name, line) -> {});
    LocalPlan provided = PythonEnvironment.provide(launcher, System.err::println, plan);
    try (ServiceGroup services = runner.start(provided)) {
      CallResult result = services.call(new CallRequest("inherited", "[]", "{}"));
      System.out.println(((CallResult.Value) result).json());
    }
  }
}
