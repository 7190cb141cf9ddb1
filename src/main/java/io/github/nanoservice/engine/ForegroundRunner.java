package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Runs a bundle's services as local processes that end with this process. */
public final class ForegroundRunner {
  private final ProcessLauncher launcher;
  private final ServiceOutput output;

  /**
   * Takes what starts the services.
   *
   * @param output receives what they print
   */
  public ForegroundRunner(ProcessLauncher launcher, ServiceOutput output) {
    this.launcher = launcher;
    this.output = output;
  }

  /**
   * Starts all services and waits until each one responds. No service outlives this process, even
   * if the process is interrupted or killed.
   *
   * @return the services; the caller closes them
   * @throws EngineException if a service does not start; all are stopped then
   */
  public ServiceGroup start(LocalPlan plan) throws EngineException {
    return start(
        ServiceGroup.of(
            launcher, output, plan, Optional.empty(), ServiceEngine.Lifetime.THIS_PROCESS));
  }

  /**
   * Starts services that write their output to log files, so that they can outlive this process.
   *
   * @param logs an existing directory for the log files
   */
  ServiceGroup start(LocalPlan plan, Path logs, ServiceEngine.Lifetime lifetime)
      throws EngineException {
    return start(ServiceGroup.of(launcher, output, plan, Optional.of(logs), lifetime));
  }

  private static ServiceGroup start(ServiceGroup services) throws EngineException {
    boolean started = false;
    try {
      services.start();
      started = true;
      return services;
    } finally {
      if (!started) {
        services.close();
      }
    }
  }
}
