package io.github.nanoservice.mojo;

import io.github.nanoservice.build.EngineKind;
import io.github.nanoservice.engine.BackgroundEngine;
import io.github.nanoservice.engine.ContainerEngine;
import io.github.nanoservice.engine.ContainerPlan;
import io.github.nanoservice.engine.LocalPlan;
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
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals have in common whose services stay up when they have ended. */
abstract class AbstractServicesMojo extends AbstractRunningMojo {

  /**
   * What the services run in: {@code compose}, containers, or {@code local}, processes of this
   * machine, for which no Docker is needed.
   *
   * <p>Example: {@code -Dnanoservice.engine=local}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.engine", defaultValue = "compose", required = true)
  private String engine;

  /**
   * The compose program. Unless set it is the first that this machine has of {@code docker
   * compose}, {@code docker-compose} and {@code podman compose}.
   *
   * <p>Example: {@code -Dnanoservice.compose="podman compose"}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.compose")
  private String compose;

  /**
   * The compose project, after which containers, networks, volumes and images are named. Unless set
   * it is made of the artifact's id and of where the project is, so that two copies of a project on
   * one machine are apart.
   *
   * <p>Example: {@code -Dnanoservice.projectName=shop}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.projectName")
  private String projectName;

  /** The engine of the services that the bundle on disk has; of none where there is no bundle. */
  final ServiceEngine engine() throws MojoFailureException, IOException {
    return engine(kind());
  }

  /** The engines that were not chosen. */
  final List<ServiceEngine> otherEngines() throws MojoFailureException, IOException {
    List<ServiceEngine> others = new ArrayList<>();
    for (EngineKind other : EnumSet.complementOf(EnumSet.of(kind()))) {
      others.add(engine(other));
    }
    return others;
  }

  private ServiceEngine engine(EngineKind kind) throws MojoFailureException, IOException {
    List<ServiceEntry> services = services();
    ProcessLauncher launcher = ProcessLauncher.ofSystem();
    return switch (kind) {
      case COMPOSE -> new ContainerEngine(launcher, getLog()::info, containerPlan(services));
      case LOCAL -> new BackgroundEngine(launcher, getLog()::info, localPlan(services));
    };
  }

  private EngineKind kind() throws MojoFailureException {
    return EngineKind.of(engine)
        .orElseThrow(
            () ->
                new MojoFailureException(
                    "Parameter engine (nanoservice.engine) is '%s'. Write 'compose' or 'local'."
                        .formatted(engine)));
  }

  final ContainerPlan containerPlan(List<ServiceEntry> services)
      throws MojoFailureException, IOException {
    return new ContainerPlan(
        program(),
        projectName(),
        outputDirectory(),
        ContainerPlan.overrideIn(sourceRequest().sourceDirectory()),
        Files.createDirectories(buildDirectory()),
        services,
        startTimeout());
  }

  private LocalPlan localPlan(List<ServiceEntry> services)
      throws MojoFailureException, IOException {
    return new LocalPlan(
        python(),
        projectDirectory(),
        Files.createDirectories(buildDirectory()),
        outputDirectory(),
        services,
        true,
        startTimeout(),
        bundleRequest().settings().callTimeout());
  }

  private Optional<List<String>> program() throws MojoFailureException {
    if (compose == null) {
      return Optional.empty();
    }
    if (compose.isBlank()) {
      throw new MojoFailureException(
          "Parameter compose (nanoservice.compose) is empty. Name a program, as podman compose, or"
              + " leave it out.");
    }
    return Optional.of(List.of(compose.strip().split("\\s+")));
  }

  private ProjectName projectName() throws MojoFailureException {
    if (projectName == null) {
      return ProjectName.of(artifactId(), projectDirectory());
    }
    if (!ProjectName.isLegal(projectName)) {
      throw new MojoFailureException(
          ("Parameter projectName (nanoservice.projectName) is '%s'. Write lower case letters and"
                  + " digits, and between them dashes or single underscores.")
              .formatted(projectName));
    }
    return new ProjectName(projectName);
  }
}
