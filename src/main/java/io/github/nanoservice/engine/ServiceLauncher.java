package io.github.nanoservice.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the services of one run. Services that differ only in their program and in variables of
 * the runtime are forked from one parent: so all that a Python reads at its start is the same. A
 * service that is like no other one, and any service where that is not possible, is started by
 * itself.
 */
final class ServiceLauncher implements ProcessLauncher, AutoCloseable {
  private final ProcessLauncher launcher;
  private final Optional<Path> script;
  private final Map<Command, List<Command>> alike = new HashMap<>();
  private final Map<Command, Optional<WarmParent>> parents = new HashMap<>();

  private ServiceLauncher(ProcessLauncher launcher, Optional<Path> script) {
    this.launcher = launcher;
    this.script = script;
  }

  /**
   * Takes what starts processes.
   *
   * @param launcher starts the parents, and each service that is started by itself
   * @param runtime the directory of the runtime, if it is known
   */
  static ServiceLauncher of(ProcessLauncher launcher, Optional<Path> runtime) {
    return new ServiceLauncher(
        launcher,
        runtime
            .map(directory -> directory.resolve(WarmParent.SCRIPT))
            .filter(file -> WarmParent.isPossible() && Files.isRegularFile(file)));
  }

  /**
   * Takes the services that will be started.
   *
   * @param commands what starts each of them by itself
   */
  void expect(Collection<Command> commands) {
    commands.forEach(
        command -> alike.computeIfAbsent(common(command), key -> new ArrayList<>()).add(command));
  }

  @Override
  public LaunchedProcess launch(Command command) throws IOException {
    Optional<WarmParent> parent = parent(common(command));
    if (parent.isPresent()) {
      try {
        return parent.get().launch(command, command.environment().ofRuntime());
      } catch (IOException e) {
        // What prevents a service from starting by itself, too, is reported by the next line.
        return launcher.launch(command);
      }
    }
    return launcher.launch(command);
  }

  /** Lets the parents end when their services have ended. */
  @Override
  public void close() {
    parents.values().forEach(parent -> parent.ifPresent(WarmParent::close));
  }

  private Optional<WarmParent> parent(Command common) {
    List<Command> services = alike.getOrDefault(common, List.of());
    return services.size() < 2 || script.isEmpty()
        ? Optional.empty()
        : parents.computeIfAbsent(common, key -> start(key, script.get(), services));
  }

  private Optional<WarmParent> start(Command common, Path program, List<Command> services) {
    int longest =
        services.stream()
            .mapToInt(service -> WarmParent.bytes(script(service)).length())
            .max()
            .orElseThrow();
    List<String> arguments = new ArrayList<>(common.arguments());
    arguments.add(program.toString());
    arguments.add("_".repeat(longest));
    try {
      return Optional.of(
          WarmParent.start(
              launcher, new Command(arguments, common.directory(), common.environment())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns what services must have in common. */
  private static Command common(Command command) {
    return new Command(
        command.arguments().subList(0, command.arguments().size() - 1),
        command.directory(),
        command.environment().withoutRuntime());
  }

  private static String script(Command command) {
    return command.arguments().get(command.arguments().size() - 1);
  }
}
