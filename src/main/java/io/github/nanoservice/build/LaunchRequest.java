package io.github.nanoservice.build;

import io.github.nanoservice.engine.LocalPlan;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.pip.PackageIndexes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The services to start, and how.
 *
 * @param bundle the bundle that the services come from
 * @param projectDirectory the services' working directory
 * @param workDirectory the directory for state files and the virtual environment
 * @param python the Python interpreter: a name on {@code PATH}, or a path
 * @param startTimeout how long all services together may take to start
 * @param passEnvironment names of environment variables that local services inherit although they
 *     configure Python or its libraries
 * @param indexes the package indexes that pip asks
 */
public record LaunchRequest(
    BundleRequest bundle,
    Path projectDirectory,
    Path workDirectory,
    String python,
    Duration startTimeout,
    List<String> passEnvironment,
    PackageIndexes indexes) {
  public LaunchRequest {
    passEnvironment = List.copyOf(passEnvironment);
  }

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
        bundle.settings().services(),
        bundle.given(),
        passEnvironment,
        indexes,
        Optional.empty());
  }
}
