package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs the machine's compose program on one project. */
final class Compose {
  private static final List<List<String>> CANDIDATES =
      List.of(
          List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"));

  /** Compose v1, which does not implement the compose specification. */
  private static final Pattern TOO_OLD = Pattern.compile("docker-compose version v?1\\..*");

  /** Environment variable of Compose: the number of services it works on at once. */
  private static final String PARALLEL = "COMPOSE_PARALLEL_LIMIT";

  /** Environment variable of the compose file: a configuration file of pip. */
  private static final String PIP_CONFIG = "NANOSERVICE_PIP_CONFIG";

  /**
   * Plain output suits a log. Engines fail to build some of a hundred images at once; eight keep
   * the processors as busy.
   */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "BUILDKIT_PROGRESS",
          "plain",
          "COMPOSE_PROGRESS",
          "plain",
          "COMPOSE_ANSI",
          "never",
          PARALLEL,
          Optional.ofNullable(System.getenv(PARALLEL)).orElse("8"));

  private final ProcessLauncher launcher;
  private final ContainerPlan plan;
  private final List<String> program;

  private Compose(ProcessLauncher launcher, ContainerPlan plan, List<String> program) {
    this.launcher = launcher;
    this.plan = plan;
    this.program = program;
  }

  /**
   * Returns the program that the plan names, otherwise the first known one on this machine.
   *
   * @throws EngineException if there is none
   */
  static Compose find(ProcessLauncher launcher, ContainerPlan plan) throws EngineException {
    return search(launcher, plan).orElseThrow(() -> missing(plan));
  }

  /** Returns the same program as {@link #find}, or nothing if there is none. */
  static Optional<Compose> search(ProcessLauncher launcher, ContainerPlan plan)
      throws EngineException {
    for (List<String> program : plan.program().map(List::of).orElse(CANDIDATES)) {
      if (works(launcher, plan, program)) {
        return Optional.of(new Compose(launcher, plan, program));
      }
    }
    return Optional.empty();
  }

  private static boolean works(ProcessLauncher launcher, ContainerPlan plan, List<String> program)
      throws EngineException {
    List<String> arguments = new ArrayList<>(program);
    arguments.add("version");
    try {
      ProcessRunner.Result result =
          new ProcessRunner(launcher)
              .run(new Command(arguments, plan.workDirectory(), Environment.ofCompose(VARIABLES)));
      return result.exitCode() == 0
          && result.output().stream().noneMatch(line -> TOO_OLD.matcher(line).matches());
    } catch (IOException e) {
      return false; // not on the PATH
    }
  }

  private static EngineException missing(ContainerPlan plan) {
    String tried =
        plan.program()
            .map(
                named -> "'" + String.join(" ", named) + "' (parameter nanoservice.composeCommand)")
            .orElse("'docker compose', 'docker-compose' and 'podman compose'");
    return new EngineException(
        Origin.ENVIRONMENT,
        ("No compose program found: tried %s. Install Docker with its compose plugin (version 2 or"
                + " later), name another program with -Dnanoservice.composeCommand=COMMAND, or run the"
                + " services without containers with -Dnanoservice.engine=local.")
            .formatted(tried));
  }

  /**
   * Returns a command for the project.
   *
   * @param arguments name of the compose command and its arguments
   */
  Command command(String... arguments) {
    List<String> all = new ArrayList<>(program);
    all.add("--project-name");
    all.add(plan.project().text());
    for (Path file : plan.files()) {
      all.add("--file");
      all.add(file.toString());
    }
    all.addAll(Arrays.asList(arguments));
    // Without --file, Compose looks for files in the working directory and its parents.
    return new Command(all, plan.workDirectory().toAbsolutePath().getRoot(), environment());
  }

  /**
   * The compose file asks for the directory of the secrets, and for the secret of image builds.
   * That one is no file, so that nothing is left of it when a build is killed.
   */
  private Environment environment() {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.put("NANOSERVICE_SECRETS", plan.secrets().path().toString());
    plan.indexes().configuration().ifPresent(text -> variables.put(PIP_CONFIG, text));
    return Environment.ofCompose(variables);
  }

  /**
   * Runs a command and waits until it ends.
   *
   * @param lines receives each line that it prints
   * @throws EngineException if it cannot be started; not if it fails
   */
  ProcessRunner.Result run(ProcessGroup group, Consumer<String> lines, String... arguments)
      throws EngineException {
    try {
      return ProcessRunner.run(group, command(arguments), lines);
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  /** Runs a command as {@link ProcessRunner#runLast} does. */
  ProcessRunner.Result runLast(Duration limit, String... arguments) throws EngineException {
    try {
      return new ProcessRunner(launcher).runLast(command(arguments), limit);
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  /** Starts a command and does not wait for it. */
  ProcessRunner.Run launch(ProcessGroup group, List<String> arguments) throws EngineException {
    Command command = command(arguments.toArray(String[]::new));
    try {
      return new ProcessRunner.Run(command, group.launch(command), line -> {});
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  /** Returns the exception for a command that failed. */
  EngineException failure(ProcessRunner.Result result, String... arguments) {
    String output = plan.indexes().withoutCredentials(result.tail().toString());
    String command = String.join(" ", program) + " " + arguments[0];
    return ComposeFailure.in(output)
        .map(known -> known.exception(command, output))
        .orElseGet(
            () ->
                new EngineException(
                    Origin.ENVIRONMENT,
                    "'%s' failed with exit code %d:%s%nFix the problem shown above and run the goal again."
                        .formatted(command, result.exitCode(), output)));
  }

  /** Whether a command failed because the engine did not respond, which may be temporary. */
  static boolean unreachable(ProcessRunner.Result result) {
    return result.exitCode() != 0
        && ComposeFailure.in(result.tail().toString())
            .filter(ComposeFailure.UNREACHABLE::equals)
            .isPresent();
  }

  /** Whether a command failed for an unknown reason. */
  static boolean unexplained(ProcessRunner.Result result) {
    return result.exitCode() != 0 && ComposeFailure.in(result.tail().toString()).isEmpty();
  }

  private EngineException notStarted(IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not run %s: %s. Check that it is installed and how many processes this machine allows."
            .formatted(String.join(" ", program), cause.getMessage()),
        cause);
  }
}
