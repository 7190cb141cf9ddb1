package io.github.nanoservice.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A running process. */
interface LaunchedProcess {

  /** Returns where its standard input can be written. */
  OutputStream input();

  /** Returns its standard output. */
  InputStream output();

  /** Returns its standard error. */
  InputStream errors();

  /** Completes with the exit code when the process has ended. */
  CompletableFuture<Integer> exit();

  /** Returns its process identifier. */
  long pid();

  /**
   * Asks the process to end; does not wait.
   *
   * @param running the processes that run now, for a later {@link #kill}
   */
  void terminate(ProcessTable running);

  /**
   * Kills the process and its descendants; does not wait.
   *
   * @param running the processes that run now
   */
  void kill(ProcessTable running);
}
