package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.naming.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to run in containers, and how.
 *
 * @param program the compose command and its first arguments, where the user names one: {@code
 *     podman compose}
 * @param project the compose project: what containers, networks, volumes and images are named after
 * @param bundle its directory
 * @param override a compose file of the user's, on top of the bundle's
 * @param workDirectory an existing directory for what has to be known of services that run
 * @param services all services of the bundle
 * @param startTimeout how long the services together may take until they answer
 */
public record ContainerPlan(
    Optional<List<String>> program,
    ProjectName project,
    Path bundle,
    Optional<Path> override,
    Path workDirectory,
    List<ServiceEntry> services,
    Duration startTimeout) {

  /** The names that Compose itself looks for, in its order. */
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  /** The user's compose file in a directory, under the names that Compose gives it. */
  public static Optional<Path> overrideIn(Path directory) {
    return OVERRIDES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
  }

  Path composeFile() {
    return bundle.resolve("compose.yaml");
  }

  /** The compose files, the later ones on top; none where the bundle is gone, as after a clean. */
  List<Path> files() {
    return Files.exists(composeFile())
        ? Stream.concat(Stream.of(composeFile()), override.stream()).toList()
        : List.of();
  }

  /** What the compose file calls a service. */
  static String key(ServiceEntry service) {
    return service.directory();
  }
}
