package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
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

/** Runs a bundle's services in containers, by the compose program of this machine. */
public final class ContainerEngine implements ServiceEngine {
  /** What services listen on in their containers. */
  private static final int SERVICE_PORT = 5000;

  /** How often the containers are looked at, and the engine is asked again that gave no answer. */
  private static final long LOOK_MS = 1_000;

  /** What the probe gets beyond its time to say which services it misses. */
  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  /** How long taking everything down may last when this process ends; an engine may be busy. */
  private static final Duration TAKE_DOWN_LIMIT = Duration.ofMinutes(1);

  private static final String LAST_LINES = "30";

  /** What Compose erases a line with before it writes one, also where there is no terminal. */
  private static final String ERASE_LINE = "\u001b[2K";

  private final ProcessLauncher launcher;
  private final Consumer<String> progress;
  private final ContainerPlan plan;
  private final ContainerRecord records;

  /**
   * Prepares to work on a bundle; does nothing yet.
   *
   * @param launcher starts the compose program
   * @param progress is told what takes long, and what the build says
   */
  public ContainerEngine(ProcessLauncher launcher, Consumer<String> progress, ContainerPlan plan) {
    this.launcher = launcher;
    this.progress = progress;
    this.plan = plan;
    this.records = new ContainerRecord(plan);
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
    ProcessRunner.Result result = compose.run(group, progress, "build");
    if (result.exitCode() != 0) {
      throw compose.failure(result, "build");
    }
    records.built();
  }

  @Override
  public SortedMap<String, URI> start(Lifetime lifetime) throws EngineException {
    Compose compose = Compose.find(launcher, plan);
    requireAnswer(compose);
    boolean started = false;
    ProcessGroup group = ProcessGroup.open(launcher, () -> takeDown(compose));
    try {
      if (!records.isBuilt()) {
        build(compose, group);
      }
      progress.accept(
          "Starting %d services as project %s"
              .formatted(plan.services().size(), plan.project().text()));
      records.started();
      SortedMap<String, URI> urls = urls(startUntilHealthy(compose, group));
      started = true;
      if (lifetime == Lifetime.UNTIL_STOPPED) {
        group.release();
      }
      return urls;
    } finally {
      if (!started) {
        group.close();
      }
    }
  }

  /** Before there is anything to take down, an engine that does not answer is told at once. */
  private void requireAnswer(Compose compose) throws EngineException {
    try (ProcessGroup group = ProcessGroup.open(launcher, () -> {})) {
      ProcessRunner.Result result = compose.run(group, line -> {}, "ps", "--quiet");
      if (result.exitCode() != 0) {
        throw compose.failure(result, "ps");
      }
    }
  }

  /**
   * Begins again, while time is left, each time that the engine is restarted underneath. While it
   * stops, an engine still takes orders and fails at them in words of its own, so a failure of no
   * known kind is tried a second time.
   */
  private List<ContainerState> startUntilHealthy(Compose compose, ProcessGroup group)
      throws EngineException {
    long deadline = System.nanoTime() + plan.startTimeout().toNanos();
    boolean mayBeStopping = true;
    while (true) {
      ProcessRunner.Result up =
          compose.run(group, line -> {}, "up", "--detach", "--remove-orphans");
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
      progress.accept("The container engine is not ready; trying again");
      pause();
    }
  }

  /**
   * Waits until every service answers. One process in one container asks all of them: the engine's
   * own health checks take their interval to begin with, and are a process for each service.
   *
   * @return the containers; nothing where the engine is gone and time is left
   */
  private Optional<List<ContainerState>> awaitHealthy(
      Compose compose, ProcessGroup group, long deadline) throws EngineException {
    CompletableFuture<ProcessRunner.Result> probe = probe(compose, group, deadline);
    while (true) {
      boolean told = endsSoon(probe);
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
      if (told && probe.join().exitCode() == 0) {
        return Optional.of(states);
      }
      if (told && late || System.nanoTime() > deadline + LAST_WORD.toNanos()) {
        throw late(compose, group, told ? probe.join().output() : List.of());
      }
      if (told) {
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
                "nanoservice/server/health.py",
                Long.toString(left)));
    plan.services().forEach(service -> arguments.add(address(service)));
    return compose.launch(group, arguments).result();
  }

  private static String address(ServiceEntry service) {
    return ContainerPlan.key(service) + ":" + SERVICE_PORT;
  }

  /** Whether it ends before it is time to look again. */
  private static boolean endsSoon(CompletableFuture<ProcessRunner.Result> probe)
      throws EngineException {
    try {
      probe.get(LOOK_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the output of a process that lives can be read", e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("starting the services", e);
    }
  }

  private static void pause() throws EngineException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
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
              "Service %s ended with exit code %d before it answered; everything started was removed.%nIts last output:%s%nMend what it names and run the goal again."
                  .formatted(
                      service.name(), state.exitCode(), lastOutput(compose, group, service)));
        }
      }
    }
  }

  /** Tells of the services that a probe missed; of all where it could not tell. */
  private EngineException late(Compose compose, ProcessGroup group, List<String> missed)
      throws EngineException {
    List<ServiceEntry> silent =
        plan.services().stream()
            .filter(service -> missed.isEmpty() || missed.contains(address(service)))
            .toList();
    ServiceEntry first = silent.isEmpty() ? plan.services().get(0) : silent.get(0);
    return new EngineException(
        Origin.ENVIRONMENT,
        "%d of %d services did not answer within %d ms: %s; everything started was removed.%nLast output of %s:%s%nGive them more time with -Dnanoservice.startTimeout=MILLISECONDS."
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

  /** Entry points alone have a port of this machine. */
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
            .forEach(port -> urls.put(endpoint.name(), EndpointUrl.of(port, endpoint)));
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
        records.stopped();
      } else if (!Compose.unreachable(result) || records.isStarted()) {
        throw found.failure(result, "down");
      }
    }
  }

  /** As {@link #stop}, at an end at which there is nobody to throw to. */
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
        records.stopped();
        return;
      }
      reason = compose.failure(result, "down").getMessage();
    } catch (EngineException e) {
      reason = e.getMessage();
    }
    progress.accept(
        "What was started could not be removed; do so with nanoservice:stop. " + reason);
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
      // Each service says that it listens.
      if (result.output().isEmpty()) {
        throw new EngineException(
            Origin.PROGRAM,
            "No service has run as project %s. Start the services with nanoservice:start, or name the engine they run in, as -Dnanoservice.engine=local."
                .formatted(plan.project().text()));
      }
    }
  }
}
