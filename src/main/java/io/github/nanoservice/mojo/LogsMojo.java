package io.github.nanoservice.mojo;

import io.github.nanoservice.engine.EngineException;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints what the services of the goal {@code start} have printed, each line with the service's
 * name in front.
 *
 * @since 0.1.0
 */
@Mojo(name = "logs", threadSafe = true)
public final class LogsMojo extends AbstractServicesMojo {

  /**
   * The only service to show. Unless set it is all of them.
   *
   * <p>Example: {@code -Dnanoservice.service=format_name}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.service")
  private String service;

  /**
   * Whether to go on until Ctrl-C, or until the services end.
   *
   * <p>Example: {@code -Dnanoservice.follow}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.follow", defaultValue = "false")
  private boolean follow;

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.logs.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.logs.skip", defaultValue = "false")
  private boolean skipLogs;

  @Override
  boolean skipsGoal() {
    return skipLogs;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    engine().logs(Optional.ofNullable(service), follow, standardOutput()::println);
  }
}
