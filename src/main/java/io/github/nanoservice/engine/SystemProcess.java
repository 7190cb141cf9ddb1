package io.github.nanoservice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;

/** A process of the operating system. */
final class SystemProcess implements LaunchedProcess {
  private final Process process;
  private final InputStream output;
  private final ProcessTree tree;

  /** Takes a process that has just started, and where its output can be read. */
  SystemProcess(Process process, InputStream output) {
    this.process = process;
    this.output = output;
    this.tree = new ProcessTree(process.toHandle());
  }

  /** Starts a process. */
  static SystemProcess launch(Command command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments()).directory(command.directory().toFile());
    command.environment().applyTo(builder.environment());
    if (command.log().isPresent()) {
      // A link or a pipe with the name of the log would be written to.
      Files.deleteIfExists(command.log().get());
      builder.redirectErrorStream(true).redirectOutput(command.log().get().toFile());
    }
    Process process = builder.start();
    return new SystemProcess(
        process,
        command.log().isPresent()
            ? new FollowedFile(command.log().get(), () -> !process.isAlive())
            : process.getInputStream());
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return output;
  }

  @Override
  public InputStream errors() {
    return process.getErrorStream();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /**
   * Uses the handle, because {@link Process#destroy} also closes the streams with the last output.
   * Windows can only kill a process. There the end of its standard input asks it to end, which a
   * service that ends with its build obeys.
   */
  @Override
  public void terminate(ProcessTable running) {
    tree.rememberDescendants(running);
    if (process.supportsNormalTermination()) {
      process.toHandle().destroy();
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      return; // it has ended already
    }
  }

  @Override
  public void kill(ProcessTable running) {
    tree.kill(running);
  }
}
