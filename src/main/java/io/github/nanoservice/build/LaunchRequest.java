package io.github.nanoservice.build;

import io.github.nanoservice.engine.LocalPlan;
import io.github.nanoservice.manifest.ServiceEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The services to start, and how.
 *
 * @param bundle the bundle that the services come from
 * @param projectDirectory the services' working directory
 * @param workDirectory the directory for state files and the virtual environment
 * @param python the Python interpreter: a name on {@code PATH}, or a path
 * @param startTimeout how long all services together may take to start
 */
public record LaunchRequest(
    BundleRequest bundle,
    Path projectDirectory,
    Path workDirectory,
    String python,
    Duration startTimeout) {

  /**
   * The plan that runs services as processes of this machine.
   *
   * @param services all services of the bundle
   * @param publish whether entry points listen on their configured ports
   */
  LocalPlan localPlan(List<ServiceEntry> services, boolean publish) {
    return new LocalPlan(
        python,
        projectDirectory,
        workDirectory,
        bundle.outputDirectory(),
        services,
        publish,
        startTimeout,
        bundle.settings().callTimeout(),
        bundle.settings().times());
  }
}
