package io.github.nanoservice.engine;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** A process that was started. */
public interface LaunchedProcess {

  /** Its standard output. */
  InputStream output();

  /** Its standard error. */
  InputStream errors();

  /** Completes with the exit code when it has ended. */
  CompletableFuture<Integer> exit();

  /** Its number, as the operating system has it. */
  long pid();

  /** Asks it to end; does not wait. */
  void terminate();

  /** Ends it, and whatever it had started by then, without asking; does not wait. */
  void kill();
}
