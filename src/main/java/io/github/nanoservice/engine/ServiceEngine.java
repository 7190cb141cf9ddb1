package io.github.nanoservice.engine;

import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Where the services of a bundle run beyond one goal. What an engine starts it finds again, also
 * from another process: it is told of in files under the plan's work directory, or the container
 * engine knows.
 */
public sealed interface ServiceEngine permits ContainerEngine, BackgroundEngine {

  /** Who stops services that have started. */
  enum Lifetime {
    /** They stay until they are stopped. */
    UNTIL_STOPPED,
    /** They stay until they are stopped or this process ends. */
    THIS_PROCESS
  }

  /**
   * Makes what the services start from.
   *
   * @throws EngineException where that fails; what was half made is of no harm
   */
  void build() throws EngineException;

  /**
   * Starts all services and waits until each answers; those that run already stay. What they start
   * from is built where it is missing or no longer fits the bundle.
   *
   * @return the URLs of the functions that this machine can reach, by name
   * @throws EngineException where one does not start; all are stopped and removed then
   */
  SortedMap<String, URI> start(Lifetime lifetime) throws EngineException;

  /**
   * Whether there are services to stop, as far as this machine knows without asking a container
   * engine.
   *
   * @throws EngineException where what is noted of them cannot be read
   */
  boolean hasStarted() throws EngineException;

  /**
   * Stops all services and removes what was made for them to run; does nothing where there are
   * none.
   *
   * @throws EngineException where some may still run
   */
  void stop() throws EngineException;

  /**
   * Gives the services' output, from the start on.
   *
   * @param service the name of the only one to give the output of
   * @param follow whether to go on until the services end or this process does
   * @param lines is given each line, the service's name in front
   * @throws EngineException where there is none
   */
  void logs(Optional<String> service, boolean follow, Consumer<String> lines)
      throws EngineException;
}
