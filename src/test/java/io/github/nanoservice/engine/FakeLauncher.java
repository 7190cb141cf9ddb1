package io.github.nanoservice.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Returns processes that have already ended with given results, and records the commands. */
final class FakeLauncher implements ProcessLauncher {
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final Script script;

  /** Gives the result of a command. */
  @FunctionalInterface
  interface Script {
    Ended run(Command command) throws IOException;
  }

  record Ended(int exitCode, String output, String errors) {}

  FakeLauncher(Script script) {
    this.script = script;
  }

  List<String> commands() {
    return commands.stream().map(command -> String.join(" ", command.arguments())).toList();
  }

  /** The variables that each command gets besides those of this process. */
  List<Map<String, String>> environments() {
    return commands.stream()
        .<Map<String, String>>map(command -> command.environment().set())
        .toList();
  }

  @Override
  public LaunchedProcess launch(Command command) throws IOException {
    commands.add(command);
    Ended ended = script.run(command);
    return new LaunchedProcess() {
      @Override
      public OutputStream input() {
        return OutputStream.nullOutputStream();
      }

      @Override
      public InputStream output() {
        return new ByteArrayInputStream(ended.output().getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public InputStream errors() {
        return new ByteArrayInputStream(ended.errors().getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public CompletableFuture<Integer> exit() {
        return CompletableFuture.completedFuture(ended.exitCode());
      }

      /** No process has this identifier. */
      @Override
      public long pid() {
        return Long.MAX_VALUE;
      }

      @Override
      public void terminate(ProcessTable running) {}

      @Override
      public void kill(ProcessTable running) {}
    };
  }
}
