package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.secret.SecretDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs a bundle's services as local processes that outlive the process which started them. Their
 * output goes to log files, and a record of the processes is kept beside these.
 */
public final class BackgroundEngine implements ServiceEngine {
  private final ProcessLauncher launcher;
  private final Consumer<String> progress;
  private final LocalPlan plan;
  private final Path directory;

  /**
   * Takes a bundle; starts nothing yet.
   *
   * @param launcher starts the services, Python and pip
   * @param progress receives a line before each step that takes long
   * @param plan the bundle, and the Python to try first; logs and the record are written into
   *     {@code nanoservice-local} in its work directory
   */
  public BackgroundEngine(ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) {
    this.launcher = launcher;
    this.progress = progress;
    this.plan = plan;
    this.directory = plan.workDirectory().resolve("nanoservice-local");
  }

  /** Creates the virtual environment if the services need one. */
  @Override
  public void build() throws EngineException {
    PythonEnvironment.provide(launcher, progress, plan);
  }

  @Override
  public StartedServices start(Lifetime lifetime) throws EngineException {
    String fingerprint = bundleFingerprint();
    Optional<BackgroundState> running =
        BackgroundState.read(directory)
            .filter(state -> state.isRunning() && state.bundle().equals(fingerprint))
            .filter(state -> secrets(state).read().filter(plan.given()::accept).isPresent());
    if (running.isPresent()) {
      if (lifetime == Lifetime.THIS_PROCESS) {
        ProcessGroup.open(launcher, this::takeDown);
      }
      return new StartedServices(running.get().addresses(), secrets(running.get()).token());
    }
    stop();
    LocalPlan provided = PythonEnvironment.provide(launcher, progress, plan);
    progress.accept("Starting %d services".formatted(plan.services().size()));
    return launch(provided, fingerprint, lifetime);
  }

  private StartedServices launch(LocalPlan provided, String fingerprint, Lifetime lifetime)
      throws EngineException {
    ForegroundRunner runner = new ForegroundRunner(launcher, (service, line) -> {});
    ServiceGroup services = runner.start(provided, directory, lifetime);
    boolean recorded = false;
    try {
      new BackgroundState(
              fingerprint,
              services.addressFile(),
              services.pids().values().stream().map(BackgroundState.Identity::of).toList(),
              services.addresses())
          .write(directory);
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

  private static SecretDirectory secrets(BackgroundState state) {
    return AddressFile.at(state.addressFile()).secrets();
  }

  /** The manifest contains the hash of every file, so its fingerprint is that of the bundle. */
  private String bundleFingerprint() throws EngineException {
    try {
      Files.createDirectories(directory);
      return Fingerprint.of(
          List.of(plan.python(), Files.readAllBytes(plan.bundle().resolve(Manifest.FILE_NAME))));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not read the bundle %s or create the directory %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(plan.bundle(), directory, e),
          e);
    }
  }

  @Override
  public boolean hasStarted() throws EngineException {
    return !processes(BackgroundState.read(directory)).isEmpty();
  }

  /**
   * Returns the running services: the processes on record, and all processes that run a script of
   * this bundle and were started to outlive their build. There may be no record of the latter,
   * because {@code mvn clean} deletes it and a build that is killed never writes it.
   */
  private List<ProcessHandle> processes(Optional<BackgroundState> state) {
    Stream<ProcessHandle> recorded =
        state.stream()
            .flatMap(known -> known.processes().stream())
            .flatMap(process -> process.handle().stream());
    return Stream.concat(recorded, ProcessHandle.allProcesses().filter(this::isDetachedService))
        .distinct()
        .toList();
  }

  private boolean isDetachedService(ProcessHandle process) {
    String[] arguments = process.info().arguments().orElseGet(() -> new String[0]);
    int script = arguments.length - 1;
    return script == ServiceGroup.DETACHED.size()
        && List.of(arguments).subList(0, script).equals(ServiceGroup.DETACHED)
        && Path.of(arguments[script]).startsWith(plan.bundle());
  }

  @Override
  public void stop() throws EngineException {
    Optional<BackgroundState> state = BackgroundState.read(directory);
    List<ProcessHandle> handles = processes(state);
    // Collected while their parents are alive; afterwards the relation is lost.
    List<ProcessHandle> all = new ArrayList<>(handles);
    for (ProcessHandle handle : handles) {
      try (Stream<ProcessHandle> descendants = handle.descendants()) {
        descendants.forEach(all::add);
      }
    }
    handles.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, ProcessGroup.STOP_GRACE_MS, TimeUnit.MILLISECONDS)
        .join();
    all.forEach(ProcessHandle::destroyForcibly);
    state.ifPresent(known -> AddressFile.at(known.addressFile()).delete());
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
              .formatted(directory, e.getCause()),
          e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("following the logs", e);
    }
  }

  private FollowedFile log(ServiceEntry service, Optional<BackgroundState> running)
      throws EngineException {
    Path file = directory.resolve(ServiceGroup.logName(service));
    try {
      return new FollowedFile(file, () -> running.filter(BackgroundState::isRunning).isEmpty());
    } catch (IOException e) {
      throw new EngineException(
          Origin.PROGRAM,
          "Service %s has no log %s. Start the services with nanoservice:start, or name the engine that runs them, for example -Dnanoservice.engine=compose."
              .formatted(service.name(), file),
          e);
    }
  }
}
