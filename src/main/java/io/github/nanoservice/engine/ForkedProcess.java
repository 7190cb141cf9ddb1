package io.github.nanoservice.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * A process that a {@link WarmParent} has forked.
 *
 * @param handle the process
 * @param output where its standard output can be read
 * @param errors where its standard error can be read
 * @param exit completes with the exit code
 * @param tree the process and its descendants
 */
record ForkedProcess(
    ProcessHandle handle,
    InputStream output,
    InputStream errors,
    CompletableFuture<Integer> exit,
    ProcessTree tree)
    implements LaunchedProcess {

  ForkedProcess(
      ProcessHandle handle,
      InputStream output,
      InputStream errors,
      CompletableFuture<Integer> exit) {
    this(handle, output, errors, exit, new ProcessTree(handle));
  }

  /** All services of a parent have one standard input, which stays open. */
  @Override
  public OutputStream input() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public long pid() {
    return handle.pid();
  }

  @Override
  public void terminate(ProcessTable running) {
    tree.rememberDescendants(running);
    handle.destroy();
  }

  @Override
  public void kill(ProcessTable running) {
    tree.kill(running);
  }
}
