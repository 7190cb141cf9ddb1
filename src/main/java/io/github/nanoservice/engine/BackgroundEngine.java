package io.github.nanoservice.engine;

import io.github.nanoservice.bundle.BuildLock;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.files.RealPath;
import io.github.nanoservice.files.StateDirectory;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a bundle's services as local processes that outlive the process which started them. Their
 * output goes to log files, and a record of the processes is kept beside these.
 */
public final class BackgroundEngine implements ServiceEngine {
  private final ProcessLauncher launcher;
  private final Consumer<String> progress;
  private final LocalPlan plan;
  private final StateDirectory directory;
  private final ServiceCommand command;

  private BackgroundEngine(ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) {
    this.launcher = launcher;
    this.progress = progress;
    this.plan = plan;
    this.directory = new StateDirectory(plan.workDirectory().resolve("nanoservice-local"));
    this.command = new ServiceCommand(plan.bundle());
  }

  /**
   * Takes a bundle; starts nothing yet.
   *
   * @param launcher starts the services, Python and pip
   * @param progress receives a line before each step that takes long
   * @param plan the bundle, and the Python to try first; logs and the record are written into
   *     {@code nanoservice-local} in its work directory
   */
  public static BackgroundEngine of(
      ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) {
    return new BackgroundEngine(launcher, progress, plan.withRealPath());
  }

  /** Creates the virtual environment if the services need one. */
  @Override
  public void build() throws EngineException {
    PythonEnvironment.provide(launcher, progress, plan);
  }

  @Override
  public StartedServices start(Lifetime lifetime) throws EngineException {
    return alone(() -> startAlone(lifetime));
  }

  private StartedServices startAlone(Lifetime lifetime) throws EngineException {
    String fingerprint = bundleFingerprint();
    Optional<BackgroundState> running =
        BackgroundState.read(directory)
            .filter(state -> state.bundle().equals(fingerprint) && isRunning(state))
            .filter(
                state ->
                    addressFile(state).secrets().read().filter(plan.given()::accept).isPresent());
    if (running.isPresent()) {
      if (lifetime == Lifetime.THIS_PROCESS) {
        ProcessGroup.open(launcher, this::takeDown);
      }
      return new StartedServices(
          addresses(running.get()), addressFile(running.get()).secrets().token());
    }
    stopAlone();
    LocalPlan provided = PythonEnvironment.provide(launcher, progress, plan);
    progress.accept("Starting %d services".formatted(plan.services().size()));
    return launch(provided, fingerprint, lifetime);
  }

  /**
   * Runs an action while no other build starts or stops these services. Otherwise of two starts at
   * once only one would be on record, and the token of the other would stay.
   */
  private <T> T alone(BuildLock.Action<T, EngineException> action) throws EngineException {
    Path work = plan.workDirectory();
    try {
      Files.createDirectories(work);
      return new BuildLock(RealPath.of(work).resolve(".nanoservice-local.lock"))
          .runExclusively(action);
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not write the lock of the services into %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(work, e.getMessage()),
          e);
    }
  }

  /** Whether the record is one of exactly the plan's services, and all of them are running. */
  private boolean isRunning(BackgroundState state) {
    Set<String> names =
        plan.services().stream().map(ServiceEntry::name).collect(Collectors.toSet());
    return state.services().keySet().equals(names) && state.isRunning(command);
  }

  private SortedMap<String, URI> addresses(BackgroundState state) {
    SortedMap<String, URI> addresses = new TreeMap<>();
    for (ServiceEntry service : plan.services()) {
      int port = state.services().get(service.name()).port();
      addresses.putAll(EndpointUrl.allOf(plan.given().scheme(), port, service));
    }
    return addresses;
  }

  private StartedServices launch(LocalPlan provided, String fingerprint, Lifetime lifetime)
      throws EngineException {
    ForegroundRunner runner = new ForegroundRunner(launcher, (service, line) -> {});
    ServiceGroup services = runner.start(provided, directory.path(), lifetime);
    boolean recorded = false;
    try {
      services.state(fingerprint).write(directory);
      recorded = true;
      if (lifetime == Lifetime.UNTIL_STOPPED) {
        services.release();
      }
      return new StartedServices(services.addresses(), services.tokenFile());
    } finally {
      if (!recorded) {
        services.close();
      }
    }
  }

  private AddressFile addressFile(BackgroundState state) {
    return AddressFile.of(plan.workDirectory(), state.run());
  }

  /** The manifest contains the hash of every file, so its fingerprint is that of the bundle. */
  private String bundleFingerprint() throws EngineException {
    try {
      directory.create();
      return Fingerprint.of(
          List.of(plan.python(), InputFile.bytes(plan.bundle().resolve(Manifest.FILE_NAME))));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not read the bundle %s or create the directory %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(plan.bundle(), directory.path(), e.getMessage()),
          e);
    }
  }

  @Override
  public boolean hasStarted() throws EngineException {
    return !processes(BackgroundState.read(directory)).isEmpty();
  }

  /**
   * Returns the running services: the processes on record, and all processes that run a script of
   * this bundle and were started to outlive their build. All have the command line of a service of
   * this bundle, whatever the record says. There may be no record of the latter, because {@code mvn
   * clean} deletes it and a build that is killed never writes it.
   */
  private List<ProcessHandle> processes(Optional<BackgroundState> state) {
    Stream<ProcessHandle> recorded =
        state.stream()
            .flatMap(known -> known.services().values().stream())
            .flatMap(service -> service.process().handle(command).stream());
    return Stream.concat(recorded, ProcessHandle.allProcesses().filter(command::runsDetached))
        .distinct()
        .toList();
  }

  @Override
  public void stop() throws EngineException {
    alone(
        () -> {
          stopAlone();
          return directory;
        });
  }

  private void stopAlone() throws EngineException {
    Optional<BackgroundState> state = BackgroundState.read(directory);
    List<ProcessHandle> handles = processes(state);
    // Collected while their parents are alive; afterwards the relation is lost.
    ProcessTable running = ProcessTable.now();
    List<ProcessHandle> all = new ArrayList<>(handles);
    handles.forEach(handle -> all.addAll(running.descendants(handle)));
    handles.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, ProcessGroup.STOP_GRACE_MS, TimeUnit.MILLISECONDS)
        .join();
    all.forEach(ProcessHandle::destroyForcibly);
    state.ifPresent(known -> addressFile(known).delete());
    BackgroundState.delete(directory);
  }

  /** Stops the services when this process ends; a failure can only be printed. */
  private void takeDown() {
    try {
      stop();
    } catch (EngineException e) {
      progress.accept(e.getMessage());
    }
  }

  @Override
  public void logs(Optional<String> service, boolean follow, Consumer<String> lines)
      throws EngineException {
    List<ServiceEntry> shown = ServiceSelector.of(plan.services(), service);
    Optional<BackgroundState> state = BackgroundState.read(directory);
    int width = shown.stream().mapToInt(entry -> entry.name().length()).reduce(0, Math::max);
    String row = "%-" + width + "s | %s";
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (ServiceEntry entry : shown) {
      readers.add(
          OutputReader.read(
              entry.name() + " log",
              log(entry, follow ? state : Optional.empty()),
              line -> lines.accept(row.formatted(entry.name(), line))));
      if (!follow) {
        readers.get(readers.size() - 1).join();
      }
    }
    try {
      CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get();
    } catch (ExecutionException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not read the logs in %s: %s. Check the permissions of the files."
              .formatted(directory.path(), e.getCause()),
          e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("following the logs", e);
    }
  }

  private FollowedFile log(ServiceEntry service, Optional<BackgroundState> running)
      throws EngineException {
    Path file = directory.path().resolve(ServiceGroup.logName(service));
    try {
      return new FollowedFile(
          file, () -> running.filter(state -> state.isRunning(command)).isEmpty());
    } catch (IOException e) {
      throw new EngineException(
          Origin.PROGRAM,
          "Service %s has no log %s. Start the services with nanoservice:start, or name the engine that runs them, for example -Dnanoservice.engine=compose."
              .formatted(service.name(), file),
          e);
    }
  }
}
