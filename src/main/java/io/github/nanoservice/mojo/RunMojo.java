package io.github.nanoservice.mojo;

import io.github.nanoservice.engine.Answer;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.json.JsonReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
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
public final class RunMojo extends AbstractBundleMojo {

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
   * The Python that runs the services: a name on the {@code PATH}, or a path, relative ones from
   * the project's directory on. Where it lacks what the services require, that is installed into a
   * virtual environment in the build directory, once.
   *
   * <p>Example: {@code -Dnanoservice.python=.venv/bin/python}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.python", defaultValue = "python3", required = true)
  private String python;

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
   * How long the services together may take to start, in milliseconds.
   *
   * <p>Example: {@code -Dnanoservice.startTimeout=300000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.startTimeout", defaultValue = "60000", required = true)
  private long startTimeout;

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.run.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.run.skip", defaultValue = "false")
  private boolean skipRun;

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File projectDirectory;

  @Override
  boolean skipsGoal() {
    return skipRun;
  }

  @Override
  void perform() throws MojoFailureException, MojoExecutionException, IOException {
    BundleRequest bundle = bundleRequest();
    RunRequest request = runRequest(bundle);
    Optional<Generator.Result.Generated> generated = generate(bundle);
    if (generated.isEmpty() || generated.get().services().isEmpty()) {
      getLog().info("There is no function to run.");
      return;
    }
    Runner runner =
        new Runner(
            ProcessLauncher.ofSystem(),
            standardOutput(),
            getLog()::info,
            (service, line) -> getLog().debug(service + " | " + line));
    try {
      Optional<Answer.Problem> problem =
          runner.run(bundle.outputDirectory(), generated.get().services(), request);
      if (problem.isPresent()) {
        throw new MojoFailureException(Advice.on(problem.get()));
      }
    } catch (EngineException e) {
      switch (e.origin()) {
        case PROGRAM -> throw new MojoFailureException(e.getMessage());
        case ENVIRONMENT -> throw new MojoExecutionException(e.getMessage(), e);
      }
    }
  }

  RunRequest runRequest(BundleRequest bundle) throws MojoFailureException {
    requireJson("args", args, List.class, "a JSON array, as [\"example\", 3]");
    requireJson("kwargs", kwargs, Map.class, "a JSON object, as {\"name\": \"example\"}");
    return new RunRequest(
        projectDirectory.toPath().toAbsolutePath().normalize(),
        buildDirectory(),
        python,
        Optional.ofNullable(function),
        args,
        kwargs,
        keep,
        milliseconds("startTimeout", startTimeout),
        bundle.settings().callTimeout());
  }

  private static void requireJson(String parameter, String text, Class<?> type, String form)
      throws MojoFailureException {
    boolean fits =
        JsonReader.read(text) instanceof JsonReader.Result.Value value
            && type.isInstance(value.tree());
    if (!fits) {
      throw new MojoFailureException(
          "Parameter %s (nanoservice.%s) is %s. Write %s, in single quotes on the command line."
              .formatted(parameter, parameter, text, form));
    }
  }

  /** Maven 4 makes log lines of what is printed to System.out; a value is no log line. */
  private static PrintStream standardOutput() {
    System.out.flush();
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
