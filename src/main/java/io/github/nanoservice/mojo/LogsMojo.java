package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.engine.EngineException;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints the output of the services that the goal {@code start} started. Each line begins with the
 * name of its service.
 *
 * @since 0.1.0
 */
@Mojo(name = "logs", threadSafe = true)
public final class LogsMojo extends AbstractServicesMojo {

  /**
   * Service whose output to print. Unless set, the output of all services is printed.
   *
   * <p>Example: {@code -Dnanoservice.service=format_name}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.service")
  private String service;

  /**
   * Follows the output until you press Ctrl-C or the services end.
   *
   * <p>Example: {@code -Dnanoservice.follow}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.follow", defaultValue = "false")
  private boolean follow;

  /**
   * Skips this goal.
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
  boolean usesSecrets() {
    return false;
  }

  @Override
  boolean installs() {
    return false;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    read(this::engineRequest)
        .engine(getLog()::info)
        .logs(new Parameters().name(service), follow, standardOutput()::println);
  }
}
