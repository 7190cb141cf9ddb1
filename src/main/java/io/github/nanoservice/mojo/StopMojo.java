package io.github.nanoservice.mojo;

import io.github.nanoservice.build.EngineRequest;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ServiceEngine;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Stops the services that the goal {@code start} started, and removes their containers, networks
 * and volumes. Images are kept. Services of another {@code engine} are stopped too. If no services
 * run, the goal does nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends AbstractServicesMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.stop.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.stop.skip", defaultValue = "false")
  private boolean skipStop;

  @Override
  boolean skipsGoal() {
    return skipStop;
  }

  @Override
  boolean usesSecrets() {
    return false;
  }

  @Override
  boolean installs() {
    return false;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    EngineRequest request = read(this::engineRequest);
    request.engine(getLog()::info).stop();
    for (ServiceEngine other : request.otherEngines(getLog()::info)) {
      if (other.hasStarted()) {
        other.stop();
      }
    }
    getLog().info("No services of this project are running.");
  }
}
