package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.naming.ProjectName;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.SecretDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bundle to run in containers.
 *
 * @param program the compose command and its first arguments, if the user names one: {@code podman
 *     compose}
 * @param project the compose project; containers, networks, volumes and images are named after it
 * @param bundle the bundle's directory
 * @param workDirectory an existing directory for the records of running services
 * @param services all services of the bundle
 * @param startTimeout time limit for all services together to start
 * @param given the secrets that the user gives to the services
 * @param indexes the package indexes that pip asks in the build of an image
 */
public record ContainerPlan(
    Optional<List<String>> program,
    ProjectName project,
    Path bundle,
    Path workDirectory,
    List<ServiceEntry> services,
    Duration startTimeout,
    GivenSecrets given,
    PackageIndexes indexes) {
  public ContainerPlan {
    services = List.copyOf(services);
  }

  Path composeFile() {
    return bundle.resolve("compose.yaml");
  }

  /**
   * Returns the compose files in merge order, those that Compose itself finds in the bundle; none
   * if the bundle was deleted.
   */
  List<Path> files() {
    return Files.exists(composeFile())
        ? Stream.of(composeFile(), bundle.resolve("compose.override.yaml"))
            .filter(Files::isRegularFile)
            .toList()
        : List.of();
  }

  /** Returns the directory with the secrets of the services that the goals start. */
  SecretDirectory secrets() {
    return new SecretDirectory(
        workDirectory.resolve("nanoservice-compose/secrets"), SecretDirectory.Reader.CONTAINER);
  }

  /** Returns the name of a service in the compose file. */
  static String key(ServiceEntry service) {
    return service.directory();
  }
}
