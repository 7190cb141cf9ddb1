package io.github.nanoservice.engine;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the services of a bundle beyond one goal. Another process finds what an engine has started,
 * from records in the plan's work directory or from the container engine.
 */
public sealed interface ServiceEngine permits ContainerEngine, BackgroundEngine {

  /** When services stop. */
  enum Lifetime {
    /** Services run until they are stopped. */
    UNTIL_STOPPED,
    /** Services run until they are stopped or this process ends. */
    THIS_PROCESS
  }

  /**
   * Builds images or the virtual environment for the services.
   *
   * @throws EngineException if that fails; an incomplete build does no harm
   */
  void build() throws EngineException;

  /**
   * Starts all services and waits until each one responds. Services of the same bundle that are
   * already running stay, with their token, unless the user gives another one. Builds first if
   * there is no build of the current bundle.
   *
   * @throws EngineException if a service does not start; all are stopped and removed then
   */
  StartedServices start(Lifetime lifetime) throws EngineException;

  /**
   * Whether there may be services to stop, according to the records; does not ask a container
   * engine.
   *
   * @throws EngineException if the records cannot be read
   */
  boolean hasStarted() throws EngineException;

  /**
   * Stops all services and removes what was created for them; does nothing if there are none.
   *
   * @throws EngineException if some may still be running
   */
  void stop() throws EngineException;

  /**
   * Passes on the output of services, from its beginning.
   *
   * @param service name of the only service to show, otherwise all
   * @param follow whether to continue until the services or this process end
   * @param lines receives each line, prefixed with the name of the service
   * @throws EngineException if there is no output
   */
  void logs(Optional<String> service, boolean follow, Consumer<String> lines)
      throws EngineException;
}
