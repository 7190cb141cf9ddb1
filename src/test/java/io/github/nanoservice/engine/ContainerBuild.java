package io.github.nanoservice.engine;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.naming.ProjectName;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A process that starts services in containers and ends. */
final class ContainerBuild {

  private ContainerBuild() {}

  /** Takes the working directory, the lifetime of the services and the compose program. */
  public static void main(String[] arguments) throws EngineException {
    Path directory = Path.of(arguments[0]);
    new ContainerEngine(
            ProcessLauncher.ofSystem(),
            line -> {},
            new ContainerPlan(
                Optional.of(List.of(arguments).subList(2, arguments.length)),
                new ProjectName("shop"),
                directory,
                directory,
                List.of(TestServices.service("main", OptionalInt.empty())),
                Duration.ofMinutes(1),
                GivenSecrets.NONE,
                PackageIndexes.DEFAULT))
        .start(Lifetime.valueOf(arguments[1]));
  }
}
