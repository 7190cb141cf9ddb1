package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Processes that end together: when the group is closed, or when this process is told to end, be it
 * by Ctrl-C. Whatever the engine starts, it starts in a group.
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
   * Makes a group without processes.
   *
   * @param launcher starts them
   * @param last is run when all have ended, once or more
   * @throws EngineException where this process is ending already
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
   * Starts a process. Under the lock, so that none is launched behind the back of a stop.
   *
   * @throws IOException where the program is missing or may not be executed
   * @throws EngineException where the group was stopped
   */
  synchronized LaunchedProcess launch(Command command) throws IOException, EngineException {
    if (stopping) {
      throw stopped();
    }
    LaunchedProcess process = launcher.launch(command);
    processes.add(process);
    return process;
  }

  /** Whether its processes have ended because they were told so. */
  synchronized boolean isStopping() {
    return stopping;
  }

  /** Why nothing more is done once the group is stopped. */
  static EngineException stopped() {
    return new EngineException(
        Origin.ENVIRONMENT,
        "The build was told to end, and what it had started was stopped. Run the goal again.");
  }

  /** Lets its processes live on when this process ends, unless it is ending already. */
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
      // This process is ending, and the hook finds nothing left to do.
      return;
    }
  }

  /** Under the lock, so that whoever else wants them ended waits until they have. */
  private synchronized void stop() {
    stopping = true;
    processes.forEach(LaunchedProcess::terminate);
    awaitEnd(STOP_GRACE_MS);
    // Also those that ended: what they started may still run.
    processes.forEach(LaunchedProcess::kill);
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
