package io.github.nanoservice.mojo;

import io.github.nanoservice.build.EngineKind;
import io.github.nanoservice.build.EngineRequest;
import io.github.nanoservice.build.LaunchRequest;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.naming.ProjectName;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals whose services keep running after the goal has ended. */
abstract class AbstractServicesMojo extends AbstractRunningMojo {

  /**
   * Where the services run: {@code compose} or {@code local}. With {@code compose} they run in
   * containers; with {@code local} they are processes of this machine and need no Docker.
   *
   * <p>Example: {@code -Dnanoservice.engine=local}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.engine", defaultValue = "compose", required = true)
  private String engine;

  /**
   * Command that runs Compose. Unless set, this is the first of {@code docker compose}, {@code
   * docker-compose} and {@code podman compose} that is installed.
   *
   * <p>Example: {@code -Dnanoservice.composeCommand="podman compose"}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.composeCommand")
  private String composeCommand;

  /**
   * Name of the compose project. Containers, networks, volumes and images are named after it.
   * Unless set, this is the artifact's id with a hash of the project's directory, so that two
   * copies of a project on one machine do not collide.
   *
   * <p>Example: {@code -Dnanoservice.projectName=shop}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.projectName")
  private String projectName;

  final EngineRequest engineRequest(Parameters parameters) {
    LaunchRequest launch = launchRequest(parameters);
    return new EngineRequest(
        launch,
        parameters.choice("engine", engine, EngineKind.class),
        composeCommand(parameters),
        Optional.ofNullable(projectName)
            .map(name -> projectName(parameters, name))
            .orElseGet(() -> ProjectName.of(artifactId(), launch.projectDirectory())));
  }

  private Optional<List<String>> composeCommand(Parameters parameters) {
    return Optional.ofNullable(composeCommand)
        .map(
            command ->
                parameters.text(
                    "composeCommand",
                    command,
                    text -> !text.isEmpty(),
                    "a command",
                    "podman compose"))
        .map(command -> List.of(command.split("\\s+")));
  }

  private static ProjectName projectName(Parameters parameters, String name) {
    return new ProjectName(
        parameters.text(
            "projectName",
            name,
            ProjectName::isLegal,
            "made of lower case letters and digits, with dashes or single underscores between them",
            "my-shop"));
  }
}
