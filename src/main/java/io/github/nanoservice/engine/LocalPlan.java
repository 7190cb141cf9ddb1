package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.ServiceEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be started, and how.
 *
 * @param python the executable that runs the services, a path or a name on {@code PATH}
 * @param projectDirectory their working directory
 * @param workDirectory an existing directory for files that live as long as the services
 * @param bundle its directory
 * @param services all its services
 * @param publish whether entry points listen on the ports they ask for; everything else, and
 *     without it everything, listens on any free port
 * @param startTimeout how long the services together may take until they answer
 * @param callTimeout how long a call may take, from one service to another too
 */
public record LocalPlan(
    String python,
    Path projectDirectory,
    Path workDirectory,
    Path bundle,
    List<ServiceEntry> services,
    boolean publish,
    Duration startTimeout,
    Duration callTimeout) {

  /** This plan with another Python. */
  LocalPlan withPython(String executable) {
    return new LocalPlan(
        executable,
        projectDirectory,
        workDirectory,
        bundle,
        services,
        publish,
        startTimeout,
        callTimeout);
  }

  /** The Python file that serves a service. */
  Path script(ServiceEntry service) {
    return bundle.resolve(service.directory()).resolve("main.py");
  }

  /** The port that a service has to listen on: its entry point's, or 0 for any. */
  int port(ServiceEntry service) {
    return publish
        ? service.endpoints().stream()
            .flatMapToInt(endpoint -> endpoint.published().stream())
            .findFirst()
            .orElse(0)
        : 0;
  }
}
