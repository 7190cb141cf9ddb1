package io.github.nanoservice.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs programs and waits for their end: Python, pip, compose commands. */
final class ProcessRunner {
  /** Exit code of a program that exceeded its time limit, as of the command {@code timeout}. */
  static final int OUT_OF_TIME = 124;

  private final ProcessLauncher launcher;

  /** Takes what starts the programs. */
  ProcessRunner(ProcessLauncher launcher) {
    this.launcher = launcher;
  }

  /**
   * The result of a program.
   *
   * @param exitCode the exit code of the process
   * @param output the lines of its standard output
   * @param tail the last lines of standard output and standard error
   */
  record Result(int exitCode, List<String> output, OutputTail tail) {
    Result {
      output = List.copyOf(output);
    }
  }

  /**
   * Runs a program and waits until it ends.
   *
   * @throws IOException if it cannot be started
   * @throws EngineException if this thread is interrupted or this process is ending; the program
   *     and its descendants are stopped then
   */
  Result run(Command command) throws IOException, EngineException {
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      return run(group, command, line -> {});
    }
  }

  /**
   * Runs a program as part of a group and waits until it ends.
   *
   * @param lines receives the lines it prints, from two threads
   * @throws IOException if it cannot be started
   * @throws EngineException if this thread is interrupted or the group is stopped
   */
  static Result run(ProcessGroup group, Command command, Consumer<String> lines)
      throws IOException, EngineException {
    try {
      Result result = new Run(command, group.launch(command), lines).result().get();
      if (group.isStopping()) {
        throw ProcessGroup.stopped();
      }
      return result;
    } catch (ExecutionException e) {
      throw new IOException("its output cannot be read: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("waiting for " + command.arguments().get(0), e);
    }
  }

  /**
   * Runs a program outside any group, so that it can run while this process ends.
   *
   * @param limit the program is killed after this time
   * @throws IOException if it cannot be started
   */
  Result runLast(Command command, Duration limit) throws IOException {
    LaunchedProcess process = launcher.launch(command);
    OutputTail tail = new OutputTail();
    tail.add("It did not end within " + limit.toMillis() + " ms.");
    Result result =
        new Run(command, process, line -> {})
            .result()
            .exceptionally(fault -> new Result(OUT_OF_TIME, List.of(), tail))
            .completeOnTimeout(
                new Result(OUT_OF_TIME, List.of(), tail), limit.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    process.kill(ProcessTable.now());
    return result;
  }

  /** A running program and its output so far. */
  static final class Run {
    private final LaunchedProcess process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final OutputTail tail = new OutputTail();
    private final CompletableFuture<Void> read;

    /** Starts to read the output of a process. */
    Run(Command command, LaunchedProcess process, Consumer<String> lines) {
      String name = command.arguments().get(0);
      this.process = process;
      this.read =
          CompletableFuture.allOf(
              OutputReader.read(
                  name + " output",
                  process.output(),
                  line -> {
                    output.add(line);
                    tail.add(line);
                    lines.accept(line);
                  }),
              OutputReader.read(
                  name + " errors",
                  process.errors(),
                  line -> {
                    tail.add(line);
                    lines.accept(line);
                  }));
    }

    /** Completes when the program has ended and its output was read. */
    CompletableFuture<Result> result() {
      return read.thenCombine(
          process.exit(), (done, code) -> new Result(code, List.copyOf(output), tail));
    }
  }
}
