package io.github.nanoservice.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Programs that run to their end: Python asked for its version, pip. */
final class Tool {
  private final ProcessLauncher launcher;

  Tool(ProcessLauncher launcher) {
    this.launcher = launcher;
  }

  /**
   * How a program ended.
   *
   * @param exitCode as the process gave it
   * @param output the lines of its standard output
   * @param tail the last lines of output and errors
   */
  record Result(int exitCode, List<String> output, Tail tail) {}

  /**
   * Runs a program to its end.
   *
   * @throws IOException where it cannot be started
   * @throws EngineException where this thread is interrupted or this process told to end; the
   *     program and whatever it had started are ended then
   */
  Result run(Command command) throws IOException, EngineException {
    String name = command.arguments().get(0);
    List<String> output = Collections.synchronizedList(new ArrayList<>());
    Tail tail = new Tail();
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      LaunchedProcess process = group.launch(command);
      CompletableFuture<Void> outputRead =
          OutputReader.read(
              name + " output",
              process.output(),
              line -> {
                output.add(line);
                tail.add(line);
              });
      CompletableFuture<Void> errorsRead =
          OutputReader.read(name + " errors", process.errors(), tail::add);
      CompletableFuture.allOf(outputRead, errorsRead).get();
      int exitCode = process.exit().get();
      if (group.isStopping()) {
        throw ProcessGroup.stopped();
      }
      return new Result(exitCode, List.copyOf(output), tail);
    } catch (ExecutionException e) {
      throw new IOException("its output cannot be read: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for " + name, e);
    }
  }
}
