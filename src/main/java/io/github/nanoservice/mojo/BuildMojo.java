package io.github.nanoservice.mojo;

import io.github.nanoservice.build.EngineRequest;
import io.github.nanoservice.engine.EngineException;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle as {@code generate} does, and builds the images of its services. With {@code
 * engine=local} it installs the services' requirements instead, if the Python interpreter lacks
 * them.
 *
 * @since 0.1.0
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BuildMojo extends AbstractServicesMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.build.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.build.skip", defaultValue = "false")
  private boolean skipBuild;

  @Override
  boolean skipsGoal() {
    return skipBuild;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    EngineRequest request = read(this::engineRequest);
    if (generate(request.launch().bundle()).isPresent()) {
      request.engine(getLog()::info).build();
    }
  }
}
