package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.FailureHint;
import io.github.nanoservice.build.FunctionRunner;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.RunRequest;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle as {@code generate} does, starts all services as processes of this machine,
 * calls one function, prints its value as one line of JSON, and stops all services. In a build of
 * several projects it calls the function in each project that has it. What the functions print and
 * log goes to standard error, each line after the name of its service; the value alone goes to
 * standard output. The goal needs Python 3.9 or later, but no Docker.
 *
 * @since 0.1.0
 */
@Mojo(name = "run", threadSafe = true)
public final class RunMojo extends AbstractRunningMojo {

  /**
   * Function to call. Unless set, this is the first entry point; with {@code keepRunning}, no
   * function is called.
   *
   * <p>Example: {@code -Dnanoservice.function=format_name}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.function")
  private String function;

  /**
   * Positional arguments of the function, as a JSON array.
   *
   * <p>Example: {@code -Dnanoservice.args='["example", 3]'}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.args", defaultValue = "[]", required = true)
  private String args;

  /**
   * Keyword arguments of the function, as a JSON object.
   *
   * <p>Example: {@code -Dnanoservice.kwargs='{"name": "example"}'}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.kwargs", defaultValue = "{}", required = true)
  private String kwargs;

  /**
   * Keeps the services running until you press Ctrl-C. Entry points then listen on the ports that
   * start at {@code port}. The goal prints the URLs of the functions, and what they print and log.
   *
   * <p>Example: {@code -Dnanoservice.keepRunning}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.keepRunning", defaultValue = "false")
  private boolean keepRunning;

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.run.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.run.skip", defaultValue = "false")
  private boolean skipRun;

  @Override
  boolean requiresSecrets() {
    return true;
  }

  @Override
  boolean skipsGoal() {
    return skipRun;
  }

  @Override
  Optional<String> calledFunction(Parameters parameters) {
    return parameters.name(function);
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    RunRequest request = read(this::runRequest);
    BundleRequest bundleRequest = request.launch().bundle();
    Optional<Bundle> bundle = generate(bundleRequest);
    ReactorRun reactor = ReactorRun.of(session(), project());
    boolean runs =
        bundle.isPresent()
            && (!reactor.hasOthers()
                || FunctionRunner.hasFunction(bundleRequest.services(), bundle.get(), request));
    if (!runs) {
      if (reactor.endsWithoutRun() && request.function().isPresent()) {
        throw new MojoFailureException(
            "No project of this build has a function \"%s\". Set %s to a function of one of them."
                .formatted(request.function().get(), Parameters.reference("function")));
      }
      if (bundle.isPresent()) {
        getLog().info("Nothing is called here: another project may have the function to call.");
      }
      return;
    }
    reactor.ran();
    FunctionRunner runner =
        new FunctionRunner(
            ProcessLauncher.ofSystem(),
            standardOutput(),
            standardError(),
            getLog()::info,
            (service, line) -> getLog().debug(service + " | " + line));
    Optional<CallResult.Problem> problem =
        runner.run(bundleRequest.services(), bundle.get(), request);
    if (problem.isPresent()) {
      throw new MojoFailureException(missing().explain(FailureHint.on(problem.get())));
    }
  }

  RunRequest runRequest(Parameters parameters) {
    return new RunRequest(
        launchRequest(parameters),
        parameters.name(function),
        parameters.jsonArray("args", args),
        parameters.jsonObject("kwargs", kwargs),
        keepRunning);
  }
}
