package io.github.nanoservice.mojo;

import com.google.gson.JsonElement;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.FailureHint;
import io.github.nanoservice.build.FunctionRunner;
import io.github.nanoservice.build.RunRequest;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle as {@code generate} does, starts every service as a process of this machine,
 * calls one function, prints its value as one line of JSON and stops all services. Needs Python 3.9
 * or later, but no Docker.
 *
 * @since 0.1.0
 */
@Mojo(name = "run", threadSafe = true)
public final class RunMojo extends AbstractRunningMojo {

  /**
   * The function to call. Unless set it is the first entry point; with {@code keep} none is called
   * then.
   *
   * <p>Example: {@code -Dnanoservice.function=format_name}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.function")
  private String function;

  /**
   * The function's positional arguments, a JSON array.
   *
   * <p>Example: {@code -Dnanoservice.args='["example", 3]'}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.args", defaultValue = "[]", required = true)
  private String args;

  /**
   * The function's keyword arguments, a JSON object.
   *
   * <p>Example: {@code -Dnanoservice.kwargs='{"name": "example"}'}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.kwargs", defaultValue = "{}", required = true)
  private String kwargs;

  /**
   * Whether the services stay up until Ctrl-C, entry points on their ports from {@code port} on.
   * The functions' URLs are printed, and each service's output with its name in front.
   *
   * <p>Example: {@code -Dnanoservice.keep}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.keep", defaultValue = "false")
  private boolean keep;

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.run.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.run.skip", defaultValue = "false")
  private boolean skipRun;

  @Override
  boolean skipsGoal() {
    return skipRun;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    BundleRequest bundle = bundleRequest();
    RunRequest request = runRequest(bundle);
    Optional<BundleBuilder.Result.Generated> generated = generateFunctions(bundle);
    if (generated.isEmpty()) {
      return;
    }
    FunctionRunner runner =
        new FunctionRunner(
            ProcessLauncher.ofSystem(),
            standardOutput(),
            getLog()::info,
            (service, line) -> getLog().debug(service + " | " + line));
    Optional<CallResult.Problem> problem =
        runner.run(bundle.outputDirectory(), services(), generated.get().entryPoints(), request);
    if (problem.isPresent()) {
      throw new MojoFailureException(FailureHint.on(problem.get()));
    }
  }

  RunRequest runRequest(BundleRequest bundle) throws MojoFailureException {
    requireJson("args", args, JsonElement::isJsonArray, "a JSON array, as [\"example\", 3]");
    requireJson(
        "kwargs", kwargs, JsonElement::isJsonObject, "a JSON object, as {\"name\": \"example\"}");
    return new RunRequest(
        projectDirectory(),
        buildDirectory(),
        python(),
        Optional.ofNullable(function),
        args,
        kwargs,
        keep,
        startTimeout(),
        bundle.settings().callTimeout());
  }

  private static void requireJson(
      String parameter, String text, Predicate<JsonElement> type, String form)
      throws MojoFailureException {
    if (!isJson(text, type)) {
      throw new MojoFailureException(
          "Parameter %s (nanoservice.%s) is %s. Write %s, in single quotes on the command line."
              .formatted(parameter, parameter, text, form));
    }
  }

  private static boolean isJson(String text, Predicate<JsonElement> type) {
    try {
      return type.test(JsonNode.parse(text).value());
    } catch (JsonException e) {
      return false;
    }
  }
}
