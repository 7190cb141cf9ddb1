package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.LaunchRequest;
import io.github.nanoservice.build.MissingPackages;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.engine.PythonDistributions;
import io.github.nanoservice.engine.PythonDistributions.Installed;
import io.github.nanoservice.pip.PackageIndex;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.requirements.InstalledDistributions.Release;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The parameters of the goals that run services. */
abstract class AbstractRunningMojo extends AbstractBundleMojo {

  /**
   * Python interpreter that runs the services: a name on the {@code PATH}, or a path. A relative
   * path starts at the project's directory. If the interpreter lacks what the services require, the
   * goal installs it once into a virtual environment in the build directory.
   *
   * <p>Example: {@code -Dnanoservice.python=.venv/bin/python}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.python", defaultValue = "python3", required = true)
  private String python;

  /**
   * Maximum time that all services together may take to start, in milliseconds.
   *
   * <p>Example: {@code -Dnanoservice.startTimeout=300000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.startTimeout", defaultValue = "60000", required = true)
  private long startTimeout;

  /**
   * Environment variables of the build that local services get although these variables configure
   * Python or its libraries. Services get all other variables without being asked; those that begin
   * with {@code PYTHON}, {@code FLASK_} or {@code WERKZEUG_} only if they are in this list. Python
   * and pip get them too when they prepare the virtual environment. Containers never get variables
   * of the build.
   *
   * <p>Example: {@code -Dnanoservice.passEnvironment=PYTHONWARNINGS,PYTHONPATH}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.passEnvironment")
  private List<String> passEnvironment;

  /**
   * Package index that pip asks in place of the public one, for local services and in the build of
   * images: a URL without user name and password. Unless set, this is what the environment variable
   * {@code PIP_INDEX_URL} names. Containers do not use an index of this machine that only the
   * variable names.
   *
   * <p>Example: {@code <packageIndex>https://pypi.example.org/simple</packageIndex>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.packageIndex")
  private String packageIndex;

  /**
   * Server in {@code settings.xml} that has the user name and the password for {@code
   * packageIndex}. The goals decrypt the password as Maven does. The build of an image gets it as a
   * secret of that build; no file of the bundle, no image and no log contains it.
   *
   * <p>Example: {@code <packageIndexServer>acme-pypi</packageIndexServer>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.packageIndexServer")
  private String packageIndexServer;

  /**
   * Further package indexes. Each has a {@code url}, and a {@code server} if it asks for a user
   * name and a password. pip takes the best version of a distribution, whichever index has it, so a
   * stranger could publish a distribution of your name in a public index. Unless set, these are
   * what the environment variable {@code PIP_EXTRA_INDEX_URL} names.
   *
   * <p>Example: {@code <extraPackageIndexes><packageIndex><url>https://wheels.example.org/cpu</url>
   * </packageIndex></extraPackageIndexes>}
   *
   * @since 0.1.0
   */
  @Parameter private List<PackageIndexParameters> extraPackageIndexes;

  @Inject private SettingsDecrypter decrypter;

  /** Whether Maven is offline, by {@code -o} or {@code settings.xml}. */
  @Parameter(defaultValue = "${settings.offline}", readonly = true)
  private boolean offline;

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File projectDirectory;

  /** Does the work of the goal. */
  abstract void work() throws MojoFailureException, IOException, EngineException;

  @Override
  final void perform() throws MojoFailureException, MojoExecutionException, IOException {
    try {
      work();
    } catch (EngineException e) {
      switch (e.origin()) {
        case PROGRAM -> throw new MojoFailureException(explained(e));
        case ENVIRONMENT -> throw new MojoExecutionException(explained(e), e);
      }
    }
  }

  final LaunchRequest launchRequest(Parameters parameters) {
    return new LaunchRequest(
        bundleRequest(parameters),
        absolute(projectDirectory),
        buildDirectory(),
        python,
        parameters.milliseconds("startTimeout", startTimeout),
        parameters.variables("passEnvironment", passEnvironment),
        indexes(parameters));
  }

  /** These goals start the interpreter in any case; goals that only read sources start nothing. */
  @Override
  final InstalledDistributions installed() {
    PythonDistributions interpreter =
        new PythonDistributions(ProcessLauncher.ofSystem(), absolute(projectDirectory), python);
    return modules ->
        interpreter.providing(modules).stream()
            .collect(
                Collectors.toMap(
                    Installed::module, each -> new Release(each.name(), each.version(), python)));
  }

  /** Whether the goal lets pip install something. */
  boolean installs() {
    return true;
  }

  private PackageIndexes indexes(Parameters parameters) {
    ServerCredentials credentials =
        new ServerCredentials(session().getSettings(), decrypter, parameters, installs());
    Optional<PackageIndex> own =
        credentials.index("packageIndex", packageIndex, packageIndexServer);
    List<PackageIndex> further =
        Optional.ofNullable(extraPackageIndexes).orElse(List.of()).stream()
            .map(
                each ->
                    credentials.index(
                        "extraPackageIndexes",
                        Optional.ofNullable(each.url()).orElse(""),
                        each.server()))
            .flatMap(Optional::stream)
            .toList();
    return PackageIndexes.ofEnvironment(System.getenv()).with(own, further).whileOffline(offline);
  }

  /** Writes the bundle; empty if it has no functions. */
  final Optional<Bundle> generate(BundleRequest request) throws MojoFailureException, IOException {
    Optional<Bundle> bundle = write(request).filter(each -> each.services() > 0);
    if (bundle.isEmpty()) {
      getLog().info("There are no functions to run.");
    }
    return bundle;
  }

  /** The message of a failure, and what to do if a goal that starts services lacks a package. */
  String explained(EngineException failure) {
    return missing().explain(failure.getMessage());
  }

  /** What to do about a package that a service of these sources lacks. */
  final MissingPackages missing() {
    return MissingPackages.of(sourceRequest(new Parameters()), paths());
  }

  /** What functions print is not a log line of Maven either. */
  static PrintStream standardError() {
    System.err.flush();
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /** Maven 4 turns what is printed to System.out into log lines; a value is not a log line. */
  static PrintStream standardOutput() {
    System.out.flush();
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
