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
   * @throws EngineException where this thread is interrupted; the program is ended then
   */
  Result run(Command command) throws IOException, EngineException {
    LaunchedProcess process = launcher.launch(command);
    String name = command.arguments().get(0);
    List<String> output = Collections.synchronizedList(new ArrayList<>());
    Tail tail = new Tail();
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
    try {
      CompletableFuture.allOf(outputRead, errorsRead).get();
      return new Result(process.exit().get(), List.copyOf(output), tail);
    } catch (ExecutionException e) {
      process.kill();
      throw new IOException("its output cannot be read: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      process.kill();
      throw Interruption.during("waiting for " + name, e);
    }
  }
}
