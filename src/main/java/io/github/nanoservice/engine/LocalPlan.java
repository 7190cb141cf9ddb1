package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
 * @param callTimeout time limit of a call, also between services
 * @param times how long services wait for their callers; local services are stopped without a drain
 */
public record LocalPlan(
    String python,
    Path projectDirectory,
    Path workDirectory,
    Path bundle,
    List<ServiceEntry> services,
    boolean publish,
    Duration startTimeout,
    Duration callTimeout,
    ServiceTimes times) {
  public LocalPlan {
    services = List.copyOf(services);
  }

  /** Returns this plan with another Python. */
  LocalPlan withPython(String executable) {
    return new LocalPlan(
        executable,
        projectDirectory,
        workDirectory,
        bundle,
        services,
        publish,
        startTimeout,
        callTimeout,
        times);
  }

  /** Returns the Python file that serves a service. */
  Path script(ServiceEntry service) {
    return bundle.resolve(service.directory()).resolve("main.py");
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
