package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.secret.SecretDirectory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a bundle's services in containers, with the machine's compose program. */
public final class ContainerEngine implements ServiceEngine {
  /** Extra time for the probe to report the services that did not respond. */
  private static final Duration REPORT_TIME = Duration.ofSeconds(5);

  /** Time limit for removing everything when this process ends; the engine may be busy. */
  private static final Duration TAKE_DOWN_LIMIT = Duration.ofMinutes(1);

  private static final String LAST_LINES = "30";

  /** A module of the runtime. Where an image has it depends on the base image. */
  private static final String PROBE = "/io/github/nanoservice/runtime/nanoservice/server/health.py";

  /** Compose writes this before a line, even if the output is not a terminal. */
  private static final String ERASE_LINE = "\u001b[2K";

  private final ProcessLauncher launcher;
  private final Consumer<String> progress;
  private final ContainerPlan plan;
  private final ContainerRecord records;
  private final Polling polling;

  /**
   * Times between two looks at the containers.
   *
   * @param probe how long to wait for the end of the probe before looking at the containers
   * @param pause how long to wait before asking an engine again that did not respond
   */
  record Polling(Duration probe, Duration pause) {
    private static final Polling DEFAULT =
        new Polling(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  /**
   * Takes a bundle; starts nothing yet.
   *
   * @param launcher starts the compose program
   * @param progress receives a line before each step that takes long, and the output of builds
   */
  public ContainerEngine(ProcessLauncher launcher, Consumer<String> progress, ContainerPlan plan) {
    this(launcher, progress, plan, Polling.DEFAULT);
  }

  ContainerEngine(
      ProcessLauncher launcher, Consumer<String> progress, ContainerPlan plan, Polling polling) {
    this.launcher = launcher;
    this.progress = progress;
    this.plan = plan;
    this.records = new ContainerRecord(plan);
    this.polling = polling;
  }

  @Override
  public void build() throws EngineException {
    Compose compose = Compose.find(launcher, plan);
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      build(compose, group);
    }
  }

  private void build(Compose compose, ProcessGroup group) throws EngineException {
    progress.accept(
        "Building the images of %d services as project %s"
            .formatted(plan.services().size(), plan.project().text()));
    ProcessRunner.Result result =
        compose.run(
            group, line -> progress.accept(plan.indexes().withoutCredentials(line)), "build");
    if (result.exitCode() != 0) {
      throw compose.failure(result, "build");
    }
    records.recordBuilt();
  }

  @Override
  public StartedServices start(Lifetime lifetime) throws EngineException {
    Compose compose = Compose.find(launcher, plan);
    boolean exist = containersExist(compose);
    boolean started = false;
    ProcessGroup group = ProcessGroup.open(launcher, () -> takeDown(compose));
    try {
      if (!records.isBuilt()) {
        build(compose, group);
      }
      progress.accept(
          "Starting %d services as project %s"
              .formatted(plan.services().size(), plan.project().text()));
      records.recordStarted();
      boolean renewed = provideSecrets(exist);
      SortedMap<String, URI> urls = urls(startUntilHealthy(compose, group, exist && renewed));
      started = true;
      if (lifetime == Lifetime.UNTIL_STOPPED) {
        group.release();
      }
      return new StartedServices(urls, plan.secrets().token());
    } finally {
      if (!started) {
        group.close();
      }
    }
  }

  /**
   * Returns whether the project has containers. Fails at once if the engine does not respond: there
   * is nothing to remove yet.
   */
  private boolean containersExist(Compose compose) throws EngineException {
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      ProcessRunner.Result result = compose.run(group, line -> {}, "ps", "--all", "--quiet");
      if (result.exitCode() != 0) {
        throw compose.failure(result, "ps");
      }
      return !result.output().isEmpty();
    }
  }

  /**
   * Writes the secrets, unless there are containers that have those which the user gives.
   *
   * @return whether the secrets are new
   */
  private boolean provideSecrets(boolean containersExist) throws EngineException {
    SecretDirectory secrets = plan.secrets();
    if (containersExist && secrets.read().filter(plan.given()::accept).isPresent()) {
      return false;
    }
    try {
      secrets.write(plan.given().complete());
      return true;
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not write the token of the services into %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(secrets.path(), e),
          e);
    }
  }

  /**
   * Starts over, until the deadline, each time the engine is restarted. An engine that is about to
   * stop still accepts commands and fails with unpredictable messages, so one failure for an
   * unknown reason is retried too.
   *
   * @param recreate whether containers that exist have to be replaced; Compose does not see that
   *     the content of a secret has changed
   */
  private List<ContainerState> startUntilHealthy(
      Compose compose, ProcessGroup group, boolean recreate) throws EngineException {
    List<String> command = new ArrayList<>(List.of("up", "--detach", "--remove-orphans"));
    if (recreate) {
      command.add("--force-recreate");
    }
    long deadline = System.nanoTime() + plan.startTimeout().toNanos();
    boolean mayBeStopping = true;
    while (true) {
      ProcessRunner.Result up = compose.run(group, line -> {}, command.toArray(String[]::new));
      Optional<List<ContainerState>> healthy = Optional.empty();
      if (up.exitCode() == 0) {
        healthy = awaitHealthy(compose, group, deadline);
      } else if (mayBeStopping && Compose.unexplained(up)) {
        mayBeStopping = false;
      } else if (!Compose.unreachable(up) || System.nanoTime() > deadline) {
        throw compose.failure(up, "up");
      }
      if (healthy.isPresent()) {
        return healthy.get();
      }
      progress.accept("The container engine is not ready, trying again");
      pause();
    }
  }

  /**
   * Waits until every service responds. One process in one container, the probe, asks all of them.
   * The engine's own health checks would need a process per service, and start only after their
   * interval.
   *
   * @return the containers; nothing if the engine stopped responding before the deadline
   */
  private Optional<List<ContainerState>> awaitHealthy(
      Compose compose, ProcessGroup group, long deadline) throws EngineException {
    CompletableFuture<ProcessRunner.Result> probe = probe(compose, group, deadline);
    while (true) {
      boolean probeEnded = endsSoon(probe);
      ProcessRunner.Result ps = compose.run(group, line -> {}, "ps", "--all", "--format", "json");
      boolean late = System.nanoTime() > deadline;
      if (Compose.unreachable(ps) && !late) {
        return Optional.empty();
      }
      if (ps.exitCode() != 0) {
        throw compose.failure(ps, "ps");
      }
      List<ContainerState> states = ContainerState.read(ps.output());
      requireNoneEnded(compose, group, states);
      if (probeEnded && probe.join().exitCode() == 0) {
        return Optional.of(states);
      }
      if (probeEnded && late || System.nanoTime() > deadline + REPORT_TIME.toNanos()) {
        throw timedOut(compose, group, probeEnded ? probe.join().output() : List.of());
      }
      if (probeEnded) {
        probe = probe(compose, group, deadline);
      }
    }
  }

  private CompletableFuture<ProcessRunner.Result> probe(
      Compose compose, ProcessGroup group, long deadline) throws EngineException {
    long left = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "exec",
                "-T",
                ContainerPlan.key(plan.services().get(0)),
                "python",
                "-I",
                "-c",
                ScriptResource.text(PROBE),
                Long.toString(left)));
    plan.services().forEach(service -> arguments.add(address(service)));
    return compose.launch(group, arguments).result();
  }

  private static String address(ServiceEntry service) {
    return ContainerPlan.key(service) + ":" + ServiceProtocol.PORT;
  }

  /** Whether the probe ends within the polling interval. */
  private boolean endsSoon(CompletableFuture<ProcessRunner.Result> probe) throws EngineException {
    try {
      probe.get(polling.probe().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the output of a running process can be read", e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("starting the services", e);
    }
  }

  private void pause() throws EngineException {
    try {
      Thread.sleep(polling.pause().toMillis());
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("waiting for the container engine", e);
    }
  }

  private void requireNoneEnded(Compose compose, ProcessGroup group, List<ContainerState> states)
      throws EngineException {
    for (ServiceEntry service : plan.services()) {
      for (ContainerState state : states) {
        if (state.service().equals(ContainerPlan.key(service)) && state.ended()) {
          throw new EngineException(
              Origin.PROGRAM,
              "Service %s ended with exit code %d before it responded; everything that was started has been removed.%nIts last output:%s%nFix the problem shown above and run the goal again."
                  .formatted(
                      service.name(), state.exitCode(), lastOutput(compose, group, service)));
        }
      }
    }
  }

  /**
   * Returns the exception that names the services without a response; all if the probe named none.
   */
  private EngineException timedOut(Compose compose, ProcessGroup group, List<String> missing)
      throws EngineException {
    List<ServiceEntry> silent =
        plan.services().stream()
            .filter(service -> missing.isEmpty() || missing.contains(address(service)))
            .toList();
    ServiceEntry first = silent.isEmpty() ? plan.services().get(0) : silent.get(0);
    return new EngineException(
        Origin.ENVIRONMENT,
        "%d of %d services did not respond within %d ms: %s; everything that was started has been removed.%nLast output of %s:%s%nAllow more time with -Dnanoservice.startTimeout=MILLISECONDS."
            .formatted(
                silent.size(),
                plan.services().size(),
                plan.startTimeout().toMillis(),
                silent.stream().map(ServiceEntry::name).collect(Collectors.joining(", ")),
                first.name(),
                lastOutput(compose, group, first)));
  }

  private static String lastOutput(Compose compose, ProcessGroup group, ServiceEntry service)
      throws EngineException {
    return compose
        .run(
            group,
            line -> {},
            "logs",
            "--no-color",
            "--no-log-prefix",
            "--tail",
            LAST_LINES,
            ContainerPlan.key(service))
        .tail()
        .toString()
        .replace(ERASE_LINE, "");
  }

  /** Returns the URLs of the entry points, the only functions with a port on this machine. */
  private SortedMap<String, URI> urls(List<ContainerState> states) {
    Map<String, ContainerState> byService =
        states.stream()
            .collect(
                Collectors.toMap(ContainerState::service, Function.identity(), (one, two) -> one));
    SortedMap<String, URI> urls = new TreeMap<>();
    for (ServiceEntry service : plan.services()) {
      for (EndpointEntry endpoint : service.endpoints()) {
        Optional.ofNullable(byService.get(ContainerPlan.key(service)))
            .filter(state -> endpoint.published().isPresent())
            .stream()
            .flatMapToInt(state -> state.published().stream())
            .forEach(
                port ->
                    urls.put(
                        endpoint.name(), EndpointUrl.of(plan.given().scheme(), port, endpoint)));
      }
    }
    return urls;
  }

  @Override
  public boolean hasStarted() {
    return records.isStarted();
  }

  @Override
  public void stop() throws EngineException {
    Optional<Compose> compose = Compose.search(launcher, plan);
    if (compose.isEmpty() && !records.isStarted()) {
      return;
    }
    Compose found = compose.isPresent() ? compose.get() : Compose.find(launcher, plan);
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      ProcessRunner.Result result =
          found.run(group, line -> {}, "down", "--volumes", "--remove-orphans");
      if (result.exitCode() == 0) {
        recordStopped();
      } else if (!Compose.unreachable(result) || records.isStarted()) {
        throw found.failure(result, "down");
      }
    }
  }

  private void recordStopped() {
    records.recordStopped();
    plan.secrets().delete();
  }

  /** Removes everything when this process ends; a failure can only be printed. */
  private void takeDown(Compose compose) {
    if (!records.isStarted()) {
      return;
    }
    long deadline = System.nanoTime() + TAKE_DOWN_LIMIT.toNanos();
    String reason;
    try {
      ProcessRunner.Result result = down(compose, deadline);
      while (Compose.unreachable(result) && System.nanoTime() < deadline) {
        pause();
        result = down(compose, deadline);
      }
      if (result.exitCode() == 0) {
        recordStopped();
        return;
      }
      reason = compose.failure(result, "down").getMessage();
    } catch (EngineException e) {
      reason = e.getMessage();
    }
    progress.accept(
        "Could not remove what was started. Run nanoservice:stop to remove it. " + reason);
  }

  private static ProcessRunner.Result down(Compose compose, long deadline) throws EngineException {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return compose.runLast(left, "down", "--volumes", "--remove-orphans");
  }

  @Override
  public void logs(Optional<String> service, boolean follow, Consumer<String> lines)
      throws EngineException {
    Compose compose = Compose.find(launcher, plan);
    List<String> arguments = new ArrayList<>(List.of("logs", "--no-color"));
    if (follow) {
      arguments.add("--follow");
    }
    for (ServiceEntry shown : ServiceSelector.of(plan.services(), service)) {
      arguments.add(ContainerPlan.key(shown));
    }
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      ProcessRunner.Result result =
          compose.run(
              group,
              line -> lines.accept(line.replace(ERASE_LINE, "")),
              arguments.toArray(String[]::new));
      if (result.exitCode() != 0) {
        throw compose.failure(result, "logs");
      }
      // A service that has run printed at least that it listens.
      if (result.output().isEmpty()) {
        throw new EngineException(
            Origin.PROGRAM,
            "No service of project %s has run. Start the services with nanoservice:start, or name the engine that runs them, for example -Dnanoservice.engine=local."
                .formatted(plan.project().text()));
      }
    }
  }
}
