package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Processes that end together: when the group is closed, or when this process ends, for example by
 * Ctrl-C. The engine starts every process in a group.
 */
final class ProcessGroup implements AutoCloseable {
  static final long STOP_GRACE_MS = ServiceProtocol.STOP_GRACE.toMillis();

  private static final long KILL_GRACE_MS = 2_000;

  private final ProcessLauncher launcher;
  private final Runnable last;
  private final Thread shutdownHook = new Thread(this::stop, "nanoservice-stop");
  private final List<LaunchedProcess> processes = new ArrayList<>();
  private boolean stopping;

  private ProcessGroup(ProcessLauncher launcher, Runnable last) {
    this.launcher = launcher;
    this.last = last;
  }

  /**
   * Creates a group without processes.
   *
   * @param launcher starts the processes
   * @param last runs after all processes have ended, once or more
   * @throws EngineException if this process is already ending
   */
  static ProcessGroup open(ProcessLauncher launcher, Runnable last) throws EngineException {
    ProcessGroup group = new ProcessGroup(launcher, last);
    try {
      Runtime.getRuntime().addShutdownHook(group.shutdownHook);
    } catch (IllegalStateException e) {
      last.run();
      throw stopped();
    }
    return group;
  }

  /**
   * Starts a process. The lock keeps a process from starting while the group is being stopped.
   *
   * @throws IOException if the program is missing or cannot be executed
   * @throws EngineException if the group was stopped
   */
  synchronized LaunchedProcess launch(Command command) throws IOException, EngineException {
    if (stopping) {
      throw stopped();
    }
    LaunchedProcess process = launcher.launch(command);
    processes.add(process);
    return process;
  }

  /** Whether the group was asked to stop. */
  synchronized boolean isStopping() {
    return stopping;
  }

  /** Returns the exception for work that a stopped group does not do. */
  static EngineException stopped() {
    return new EngineException(
        Origin.ENVIRONMENT,
        "The build was interrupted, and everything it had started has been stopped. Run the goal"
            + " again.");
  }

  /** Lets the processes outlive this process, unless it is already ending. */
  void release() {
    removeHook();
  }

  /** Stops all processes and waits until they have ended. */
  @Override
  public void close() {
    stop();
    removeHook();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      return; // this process is ending, and the hook has nothing left to do
    }
  }

  /** The lock makes other callers wait until the processes have ended. */
  private synchronized void stop() {
    stopping = true;
    ProcessTable running = ProcessTable.now();
    processes.forEach(process -> process.terminate(running));
    awaitEnd(STOP_GRACE_MS);
    // Also processes that have ended: their descendants may be running.
    ProcessTable left = ProcessTable.now();
    processes.forEach(process -> process.kill(left));
    awaitEnd(KILL_GRACE_MS);
    last.run();
  }

  private void awaitEnd(long milliseconds) {
    CompletableFuture.allOf(
            processes.stream().map(LaunchedProcess::exit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, milliseconds, TimeUnit.MILLISECONDS)
        .join();
  }
}
