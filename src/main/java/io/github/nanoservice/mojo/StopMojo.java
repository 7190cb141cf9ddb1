package io.github.nanoservice.mojo;

import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ServiceEngine;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Stops the services of the goal {@code start} and removes their containers, networks and volumes;
 * images stay. Services that were started with another {@code engine} than now are stopped as well.
 * Where no services run it does nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends AbstractServicesMojo {

  /**
   * Whether to leave this goal out.
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
  void work() throws MojoFailureException, IOException, EngineException {
    engine().stop();
    for (ServiceEngine other : otherEngines()) {
      if (other.hasStarted()) {
        other.stop();
      }
    }
    getLog().info("No service of this project runs.");
  }
}
