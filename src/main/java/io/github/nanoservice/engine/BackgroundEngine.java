package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs a bundle's services as processes of this machine that can do without the one that started
 * them: what they print goes to files, and who they are is noted beside these.
 */
public final class BackgroundEngine implements ServiceEngine {
  private final ProcessLauncher launcher;
  private final Consumer<String> progress;
  private final LocalPlan plan;
  private final Path directory;

  /**
   * Prepares to work on a bundle; does nothing yet.
   *
   * @param launcher starts the services, Python and pip
   * @param progress is told what takes long
   * @param plan names the Python to begin with; its work directory gets a directory {@code
   *     nanoservice-local}
   */
  public BackgroundEngine(ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) {
    this.launcher = launcher;
    this.progress = progress;
    this.plan = plan;
    this.directory = plan.workDirectory().resolve("nanoservice-local");
  }

  /** Makes the virtual environment, where the services need one. */
  @Override
  public void build() throws EngineException {
    PythonEnvironment.provide(launcher, progress, plan);
  }

  @Override
  public SortedMap<String, URI> start(Lifetime lifetime) throws EngineException {
    String bundle = bundle();
    Optional<BackgroundState> running =
        BackgroundState.read(directory)
            .filter(state -> state.isRunning() && state.bundle().equals(bundle));
    if (running.isPresent()) {
      if (lifetime == Lifetime.THIS_PROCESS) {
        ProcessGroup.open(launcher, this::takeDown);
      }
      return running.get().addresses();
    }
    stop();
    LocalPlan provided = PythonEnvironment.provide(launcher, progress, plan);
    progress.accept("Starting %d services".formatted(plan.services().size()));
    return launch(provided, bundle, lifetime);
  }

  private SortedMap<String, URI> launch(LocalPlan provided, String bundle, Lifetime lifetime)
      throws EngineException {
    ForegroundRunner engine = new ForegroundRunner(launcher, (service, line) -> {});
    ServiceGroup services = engine.start(provided, directory, lifetime);
    boolean noted = false;
    try {
      new BackgroundState(
              bundle,
              services.addressFile(),
              services.pids().values().stream().map(BackgroundState.Identity::of).toList(),
              services.addresses())
          .write(directory);
      noted = true;
      if (lifetime == Lifetime.UNTIL_STOPPED) {
        services.release();
      }
      return services.addresses();
    } finally {
      if (!noted) {
        services.close();
      }
    }
  }

  /** The manifest knows the hash of every file of the bundle. */
  private String bundle() throws EngineException {
    try {
      Files.createDirectories(directory);
      return Fingerprint.of(
          List.of(plan.python(), Files.readAllBytes(plan.bundle().resolve(Manifest.FILE_NAME))));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not read the bundle %s or make the directory %s: %s. Check that it can be written and the disk has space."
              .formatted(plan.bundle(), directory, e),
          e);
    }
  }

  @Override
  public boolean hasStarted() throws EngineException {
    return !processes(BackgroundState.read(directory)).isEmpty();
  }

  /**
   * The services that run: those noted and, as {@code mvn clean} removes the note and a build that
   * is killed never writes it, those that run a script of this bundle on their own.
   */
  private List<ProcessHandle> processes(Optional<BackgroundState> state) {
    Stream<ProcessHandle> noted =
        state.stream()
            .flatMap(known -> known.processes().stream())
            .flatMap(process -> process.handle().stream());
    return Stream.concat(noted, ProcessHandle.allProcesses().filter(this::runsOnItsOwn))
        .distinct()
        .toList();
  }

  private boolean runsOnItsOwn(ProcessHandle process) {
    String[] arguments = process.info().arguments().orElseGet(() -> new String[0]);
    int script = arguments.length - 1;
    return script == ServiceGroup.ON_ITS_OWN.size()
        && List.of(arguments).subList(0, script).equals(ServiceGroup.ON_ITS_OWN)
        && Path.of(arguments[script]).startsWith(plan.bundle());
  }

  @Override
  public void stop() throws EngineException {
    Optional<BackgroundState> state = BackgroundState.read(directory);
    List<ProcessHandle> handles = processes(state);
    // While their parents live, because afterwards nobody can tell whose they were.
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

  /** As {@link #stop}, at an end at which there is nobody to throw to. */
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
          "Could not read the logs in %s: %s. Check that they can be read."
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
          "There is no log of service %s, %s. Start the services with nanoservice:start, or name the engine they run in, as -Dnanoservice.engine=compose."
              .formatted(service.name(), file),
          e);
    }
  }
}
