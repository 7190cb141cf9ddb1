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

/** Programs that run to their end: Python asked for its version, pip, a compose command. */
final class ProcessRunner {
  /** The exit code of a program that was ended because its time was up, as {@code timeout} has. */
  static final int OUT_OF_TIME = 124;

  private final ProcessLauncher launcher;

  ProcessRunner(ProcessLauncher launcher) {
    this.launcher = launcher;
  }

  /**
   * How a program ended.
   *
   * @param exitCode as the process gave it
   * @param output the lines of its standard output
   * @param tail the last lines of output and errors
   */
  record Result(int exitCode, List<String> output, OutputTail tail) {}

  /**
   * Runs a program to its end.
   *
   * @throws IOException where it cannot be started
   * @throws EngineException where this thread is interrupted or this process told to end; the
   *     program and whatever it had started are ended then
   */
  Result run(Command command) throws IOException, EngineException {
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      return run(group, command, line -> {});
    }
  }

  /**
   * Runs a program to its end, as one of a group.
   *
   * @param lines is given what it prints, from two threads
   * @throws IOException where it cannot be started
   * @throws EngineException where this thread is interrupted or the group stopped
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
   * Runs a program in no group, as the last thing that is done: also while this process ends.
   *
   * @param limit ends the program when it is over
   * @throws IOException where it cannot be started
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
    process.kill();
    return result;
  }

  /** A program that runs, and what it has said so far. */
  static final class Run {
    private final LaunchedProcess process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final OutputTail tail = new OutputTail();
    private final CompletableFuture<Void> read;

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

    /** Completes when it has ended and all it said was read. */
    CompletableFuture<Result> result() {
      return read.thenCombine(
          process.exit(), (done, code) -> new Result(code, List.copyOf(output), tail));
    }
  }
}
