package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.manifest.ManifestReader;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that run services have in common. */
abstract class AbstractRunningMojo extends AbstractBundleMojo {

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
   * How long the services together may take to start, in milliseconds.
   *
   * <p>Example: {@code -Dnanoservice.startTimeout=300000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.startTimeout", defaultValue = "60000", required = true)
  private long startTimeout;

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File projectDirectory;

  /** Does what the goal is for. */
  abstract void work() throws MojoFailureException, IOException, EngineException;

  @Override
  final void perform() throws MojoFailureException, MojoExecutionException, IOException {
    try {
      work();
    } catch (EngineException e) {
      switch (e.origin()) {
        case PROGRAM -> throw new MojoFailureException(e.getMessage());
        case ENVIRONMENT -> throw new MojoExecutionException(e.getMessage(), e);
      }
    }
  }

  /** Writes the bundle; nothing where no function is in it. */
  final Optional<BundleBuilder.Result.Generated> generateFunctions(BundleRequest request)
      throws MojoFailureException, IOException {
    Optional<BundleBuilder.Result.Generated> generated =
        generate(request).filter(bundle -> bundle.services() > 0);
    if (generated.isEmpty()) {
      getLog().info("There is no function to run.");
    }
    return generated;
  }

  /** The services of the bundle on disk; none where there is no bundle. */
  final List<ServiceEntry> services() throws IOException {
    return new ManifestReader().read(outputDirectory()) instanceof ManifestReader.Result.Found found
        ? found.manifest().services()
        : List.of();
  }

  final String python() {
    return python;
  }

  final Duration startTimeout() throws MojoFailureException {
    return milliseconds("startTimeout", startTimeout);
  }

  final Path projectDirectory() {
    return projectDirectory.toPath().toAbsolutePath().normalize();
  }

  /** Maven 4 makes log lines of what is printed to System.out; a value is no log line. */
  static PrintStream standardOutput() {
    System.out.flush();
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
