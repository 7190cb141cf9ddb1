package io.github.nanoservice.mojo;

import io.github.nanoservice.engine.EngineException;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle as {@code generate} does and builds the services' images. With {@code
 * engine=local} it installs what the services require instead, where Python lacks it.
 *
 * @since 0.1.0
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BuildMojo extends AbstractServicesMojo {

  /**
   * Whether to leave this goal out.
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
    if (generateFunctions(bundleRequest()).isPresent()) {
      engine().build();
    }
  }
}
