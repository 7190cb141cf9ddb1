package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Runs a bundle's services as processes of this machine, without containers. */
public final class ForegroundRunner {
  private final ProcessLauncher launcher;
  private final ServiceOutput output;

  /**
   * Prepares to start services.
   *
   * @param launcher starts them
   * @param output is given what they print
   */
  public ForegroundRunner(ProcessLauncher launcher, ServiceOutput output) {
    this.launcher = launcher;
    this.output = output;
  }

  /**
   * Starts all services and waits until each answers. Whatever happens to this process, also an
   * interrupt from the keyboard, none of them outlives it.
   *
   * @return the services, to be closed
   * @throws EngineException where one does not start; all are stopped then
   */
  public ServiceGroup start(LocalPlan plan) throws EngineException {
    return start(
        new ServiceGroup(
            launcher, output, plan, Optional.empty(), ServiceEngine.Lifetime.THIS_PROCESS));
  }

  /**
   * As {@link #start(LocalPlan)}, but with files to print to, so that they can do without this
   * process.
   *
   * @param logs the directory of these files, which exists
   */
  ServiceGroup start(LocalPlan plan, Path logs, ServiceEngine.Lifetime lifetime)
      throws EngineException {
    return start(new ServiceGroup(launcher, output, plan, Optional.of(logs), lifetime));
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
