package io.github.nanoservice.build;

import io.github.nanoservice.engine.BackgroundEngine;
import io.github.nanoservice.engine.ContainerEngine;
import io.github.nanoservice.engine.ContainerPlan;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.engine.ServiceEngine;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.naming.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The engine that services run in while other goals are executed.
 *
 * @param launch the services
 * @param kind where they run
 * @param composeCommand the compose program and its first arguments, if the user set one
 * @param project the compose project
 */
public record EngineRequest(
    LaunchRequest launch,
    EngineKind kind,
    Optional<List<String>> composeCommand,
    ProjectName project) {

  /**
   * The engine, for the services of the bundle on disk; for none if there is no bundle.
   *
   * @param progress receives a line before each long step
   * @throws IOException if the manifest cannot be read or the work directory cannot be created
   */
  public ServiceEngine engine(Consumer<String> progress) throws IOException {
    return engine(kind, progress);
  }

  /** The engines that were not chosen. */
  public List<ServiceEngine> otherEngines(Consumer<String> progress) throws IOException {
    List<ServiceEngine> others = new ArrayList<>();
    for (EngineKind other : EnumSet.complementOf(EnumSet.of(kind))) {
      others.add(engine(other, progress));
    }
    return others;
  }

  private ServiceEngine engine(EngineKind chosen, Consumer<String> progress) throws IOException {
    Files.createDirectories(launch.workDirectory());
    List<ServiceEntry> services = launch.bundle().services();
    ProcessLauncher launcher = ProcessLauncher.ofSystem();
    return switch (chosen) {
      case COMPOSE -> new ContainerEngine(launcher, progress, containerPlan(services));
      case LOCAL -> BackgroundEngine.of(launcher, progress, launch.localPlan(services, true));
    };
  }

  ContainerPlan containerPlan(List<ServiceEntry> services) {
    return new ContainerPlan(
        composeCommand,
        project,
        launch.bundle().outputDirectory(),
        launch.workDirectory(),
        services,
        launch.startTimeout(),
        launch.bundle().given(),
        launch.indexes());
  }
}
