package io.github.nanoservice.engine;

import io.github.nanoservice.files.RealPath;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A bundle to run as local processes.
 *
 * @param python the executable that runs the services, a path or a name on {@code PATH}
 * @param projectDirectory the working directory of the services
 * @param workDirectory an existing directory for files that live as long as the services
 * @param bundle the bundle's directory
 * @param services all services of the bundle
 * @param publish whether entry points listen on their published ports; all other services, and all
 *     services if this is false, listen on any free port
 * @param startTimeout time limit for all services together to start
 * @param settings what the services are told by environment variables
 * @param given the secrets that the user gives to the services
 * @param passEnvironment names of environment variables that services inherit although they
 *     configure Python or its libraries
 * @param indexes the package indexes that pip asks
 * @param runtime a directory with the Python package that services import; none if they find it
 *     without
 */
public record LocalPlan(
    String python,
    Path projectDirectory,
    Path workDirectory,
    Path bundle,
    List<ServiceEntry> services,
    boolean publish,
    Duration startTimeout,
    ServiceSettings settings,
    GivenSecrets given,
    List<String> passEnvironment,
    PackageIndexes indexes,
    Optional<Path> runtime) {
  public LocalPlan {
    services = List.copyOf(services);
    passEnvironment = List.copyOf(passEnvironment);
  }

  /** Returns this plan with another Python, and the runtime for it. */
  LocalPlan withPython(String executable, Optional<Path> runtimeDirectory) {
    return with(executable, bundle, runtimeDirectory);
  }

  /** Returns this plan with the path of the bundle that it has however a build spells it. */
  LocalPlan withRealPath() {
    return with(python, RealPath.of(bundle), runtime);
  }

  private LocalPlan with(String executable, Path bundleDirectory, Optional<Path> runtimeDirectory) {
    return new LocalPlan(
        executable,
        projectDirectory,
        workDirectory,
        bundleDirectory,
        services,
        publish,
        startTimeout,
        settings,
        given,
        passEnvironment,
        indexes,
        runtimeDirectory);
  }

  /** Returns the Python file that serves a service. */
  Path script(ServiceEntry service) {
    return bundle.resolve(service.directory()).resolve(ServiceCommand.SCRIPT);
  }

  /** Returns the port that a service listens on: its published port, or 0 for any free port. */
  int port(ServiceEntry service) {
    return publish
        ? service.endpoints().stream()
            .flatMapToInt(endpoint -> endpoint.published().stream())
            .findFirst()
            .orElse(0)
        : 0;
  }
}
