package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.pip.PackageIndexes;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the Python that runs the services: the configured one if it has all required distributions,
 * otherwise a virtual environment, which is created once.
 */
public final class PythonEnvironment {
  /** User and password in a URL (RFC 3986 §3.2.1). */
  private static final Pattern PASSWORD = Pattern.compile("//[^/@\\s]++@");

  private static final int MINIMUM_MINOR = 9;

  /** Hexadecimal digits: enough to be unique, and short because paths have a maximum length. */
  private static final int FINGERPRINT_LENGTH = 16;

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");
  private static final String PRINT_VERSION =
      "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";
  private static final String ADVICE =
      "Install Python 3."
          + MINIMUM_MINOR
          + " or later, or name an installed one with -Dnanoservice.python=PATH.";

  private static final String OFFLINE =
      "Maven is offline, so pip opened no connection: run the goal once without -o. ";

  private final ProcessRunner runner;
  private final Path projectDirectory;
  private final Path workDirectory;
  private final List<String> passEnvironment;
  private final PackageIndexes indexes;
  private final Consumer<String> progress;

  /**
   * Takes where to look for Python.
   *
   * @param launcher starts Python and pip
   * @param projectDirectory relative paths to a Python start here
   * @param workDirectory an existing directory; virtual environments are created in its {@code
   *     nanoservice-venv}, and the runtime is unpacked in its {@code nanoservice-runtime}
   * @param passEnvironment variables that Python and pip get although services usually do not
   * @param indexes the package indexes that pip asks
   * @param progress receives a line before each step that takes long
   */
  PythonEnvironment(
      ProcessLauncher launcher,
      Path projectDirectory,
      Path workDirectory,
      List<String> passEnvironment,
      PackageIndexes indexes,
      Consumer<String> progress) {
    this.runner = new ProcessRunner(launcher);
    this.projectDirectory = projectDirectory;
    this.workDirectory = workDirectory;
    this.passEnvironment = List.copyOf(passEnvironment);
    this.indexes = indexes;
    this.progress = progress;
  }

  /**
   * Finds or creates a Python for all services of a plan, and the runtime for it.
   *
   * @param launcher starts Python and pip
   * @param progress receives a line before each step that takes long
   * @param plan names the Python to try first
   * @return the plan with the executable that runs the services, and with their runtime
   * @throws EngineException as {@link #resolve} does, or if the runtime cannot be unpacked
   */
  public static LocalPlan provide(
      ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) throws EngineException {
    try {
      Files.createDirectories(plan.workDirectory());
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not create the directory %s: %s. Check the permissions of its parent directory."
              .formatted(plan.workDirectory(), e),
          e);
    }
    return new PythonEnvironment(
            launcher,
            plan.projectDirectory(),
            plan.workDirectory(),
            plan.passEnvironment(),
            plan.indexes(),
            progress)
        .complete(plan);
  }

  private LocalPlan complete(LocalPlan plan) throws EngineException {
    Python python = find(plan.python(), RequirementPaths.of(plan.bundle(), plan.services()));
    Optional<Path> wheel = wheel(plan);
    return plan.withPython(
        python.executable(),
        wheel.isPresent() ? Optional.of(runtime(python, wheel.get())) : Optional.empty());
  }

  /** All services have the same one. */
  private static Optional<Path> wheel(LocalPlan plan) throws EngineException {
    for (ServiceEntry service : plan.services()) {
      Path directory = plan.bundle().resolve(service.directory());
      try (DirectoryStream<Path> wheels =
          Files.newDirectoryStream(directory, Manifest.RUNTIME_WHEELS)) {
        Iterator<Path> found = wheels.iterator();
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
      } catch (IOException | DirectoryIteratorException e) {
        throw unreadable(directory, e);
      }
    }
    return Optional.empty();
  }

  private record Python(String version, String executable) {}

  /**
   * Finds or creates a Python that has the required distributions.
   *
   * @param python a name on {@code PATH}, or a path
   * @param requirements the files of the services
   * @return the path of the executable
   * @throws EngineException if there is no such Python, if it is too old, or if the requirements
   *     cannot be installed
   */
  String resolve(String python, RequirementPaths requirements) throws EngineException {
    return find(python, requirements).executable();
  }

  private Python find(String python, RequirementPaths requirements) throws EngineException {
    Python configured = identify(python);
    RequirementPaths distinct =
        new RequirementPaths(
            distinct(requirements.hashed()),
            distinct(requirements.others()),
            requirements.limits());
    List<String> unmet = unmet(configured, distinct);
    return unmet.isEmpty() ? configured : virtualEnvironment(configured, distinct, unmet);
  }

  private Python identify(String python) throws EngineException {
    ProcessRunner.Result result;
    try {
      result =
          runner.run(command(projectDirectory, List.of(python, "-c", PRINT_VERSION), Map.of()));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "No Python found: could not start '%s' (parameter nanoservice.python): %s. %s"
              .formatted(python, e.getMessage(), ADVICE),
          e);
    }
    Matcher version = VERSION.matcher(result.output().isEmpty() ? "" : result.output().get(0));
    if (result.exitCode() != 0 || result.output().size() != 2 || !version.matches()) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "'%s' (parameter nanoservice.python) is not a working Python: the query for its version ended with exit code %d:%s%n%s"
              .formatted(python, result.exitCode(), result.tail(), ADVICE));
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < 3 || major == 3 && minor < MINIMUM_MINOR) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "'%s' (parameter nanoservice.python) is Python %s, which is too old. %s"
              .formatted(python, version.group(), ADVICE));
    }
    return new Python(version.group(), result.output().get(1));
  }

  /** Requirements for a message: options are left out, and so are passwords in URLs. */
  private static List<String> shown(List<String> requirements) {
    return requirements.stream()
        .filter(line -> !line.startsWith("-"))
        .map(line -> PASSWORD.matcher(line).replaceAll("//****@"))
        .toList();
  }

  /**
   * Returns the requirements that the Python does not meet; all if it cannot check, without pip.
   */
  private List<String> unmet(Python python, RequirementPaths requirements) throws EngineException {
    List<String> arguments =
        new ArrayList<>(
            List.of(python.executable(), "-c", ScriptResource.text("missing_requirements.py")));
    arguments.add(requirements.limits().map(Path::toString).orElse(""));
    requirements.requirements().forEach(file -> arguments.add(file.toString()));
    ProcessRunner.Result result = runKnown(arguments);
    return result.exitCode() == 0
        ? result.output().stream().distinct().toList()
        : List.of("all requirements");
  }

  /**
   * Each set of requirements has a separate environment, because services of another build may be
   * running in an existing one.
   */
  private Python virtualEnvironment(
      Python python, RequirementPaths requirements, List<String> unmet) throws EngineException {
    Path directory =
        new ReusedDirectory(workDirectory.resolve("nanoservice-venv"))
            .provide(
                fingerprint(python, requirements),
                environment -> Files.isExecutable(executable(environment)),
                environment -> {
                  progress.accept(
                      "%s lacks %s; installing into %s (only once)"
                          .formatted(
                              python.executable(), String.join(", ", shown(unmet)), environment));
                  create(python, environment);
                  if (!requirements.hashed().isEmpty()) {
                    install(environment, requirements.hashed(), List.of("--require-hashes"));
                  }
                  install(environment, requirements.others(), limiting(requirements));
                });
    return new Python(python.version(), executable(directory).toString());
  }

  /**
   * Unpacks and compiles the runtime for a Python, unless a build has done so. The runtime is not
   * installed into the environment: a Python that has the requirements is used as it is, and the
   * runtime of another plugin needs no new environment, for which pip may need a network.
   */
  private Path runtime(Python python, Path wheel) throws EngineException {
    String name;
    try {
      name = fingerprint(List.of(python, InputFile.bytes(wheel)));
    } catch (IOException e) {
      throw unreadable(wheel, e);
    }
    Path directory =
        new ReusedDirectory(workDirectory.resolve("nanoservice-runtime"))
            .provide(name, unpacked -> true, unpacked -> unpack(python, wheel, unpacked));
    if (directory.toString().contains(File.pathSeparator)) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Python cannot import the runtime from %s, because a '%s' separates directories in PYTHONPATH. Move the project to a directory without this character."
              .formatted(directory, File.pathSeparator));
    }
    return directory;
  }

  private void unpack(Python python, Path wheel, Path directory) throws EngineException {
    ProcessRunner.Result result =
        runKnown(
            List.of(
                python.executable(),
                "-c",
                ScriptResource.text("unpack_runtime.py"),
                wheel.toString(),
                directory.toString()));
    if (result.exitCode() != 0) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not unpack the runtime of the services into %s:%s%nCheck that the directory can be written and that the disk has space."
              .formatted(directory, result.tail()));
    }
  }

  /** Returns the Python of a virtual environment, which Windows has in another directory. */
  private static Path executable(Path environment) {
    Path ofWindows = environment.resolve("Scripts").resolve("python.exe");
    return Files.exists(ofWindows) ? ofWindows : environment.resolve("bin").resolve("python");
  }

  private void create(Python python, Path directory) throws EngineException {
    ProcessRunner.Result result =
        runKnown(List.of(python.executable(), "-m", "venv", "--clear", directory.toString()));
    if (result.exitCode() != 0) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          """
          Could not create a virtual environment: '%s -m venv' failed:%s
          Install what it asks for (on Debian and Ubuntu: apt-get install python3-venv), or name a Python that has \
          the services' requirements with -Dnanoservice.python=PATH.\
          """
              .formatted(python.executable(), result.tail()));
    }
  }

  /** The option of pip. What has hashes needs none, because all that is installed is listed. */
  private static List<String> limiting(RequirementPaths requirements) {
    return requirements.limits().stream()
        .flatMap(file -> Stream.of("--constraint", file.toString()))
        .toList();
  }

  private void install(Path directory, List<Path> requirements, List<String> options)
      throws EngineException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                executable(directory).toString(),
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check"));
    arguments.addAll(options);
    if (indexes.offline()) {
      arguments.add("--no-index");
    }
    for (Path file : requirements) {
      arguments.add("-r");
      arguments.add(file.toString());
    }
    ProcessRunner.Result result = runKnown(arguments, indexes.variables());
    if (result.exitCode() != 0) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          """
          pip could not install the services' requirements into %s:%s
          %sCheck the requirements that pip names; the parameter requirementNames maps imports to requirements. Without \
          access to a package index, name one that pip can reach (parameter packageIndex or PIP_INDEX_URL, or PIP_NO_INDEX=1 \
          with PIP_FIND_LINKS=DIRECTORY), or name a Python that has the requirements with -Dnanoservice.python=PATH.\
          """
              .formatted(
                  directory,
                  indexes.withoutCredentials(result.tail().toString()),
                  indexes.offline() ? OFFLINE : ""));
    }
  }

  /**
   * Runs a Python that is known to work. Its working directory is not the project's, where Python
   * would import a {@code flask.py} instead of Flask.
   */
  private ProcessRunner.Result runKnown(List<String> arguments) throws EngineException {
    return runKnown(arguments, Map.of());
  }

  /**
   * Runs a Python with further variables. Other users of this machine can see the arguments of a
   * process, but not its variables.
   */
  private ProcessRunner.Result runKnown(List<String> arguments, Map<String, String> variables)
      throws EngineException {
    try {
      return runner.run(command(workDirectory, arguments, variables));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not run %s in %s: %s. %s"
              .formatted(arguments.get(0), workDirectory, e.getMessage(), ADVICE),
          e);
    }
  }

  /** In a virtual environment, pip rejects a user's {@code PIP_USER=1}. */
  private Command command(Path directory, List<String> arguments, Map<String, String> variables) {
    Map<String, String> all = new TreeMap<>(variables);
    all.put("PIP_USER", "0");
    return new Command(arguments, directory, Environment.ofPython(passEnvironment, all));
  }

  /** Returns one file of each content, because most services have the same requirements. */
  private static List<Path> distinct(List<Path> files) throws EngineException {
    Map<String, Path> byContent = new TreeMap<>();
    for (Path file : files) {
      byContent.putIfAbsent(read(file), file);
    }
    return List.copyOf(byContent.values());
  }

  private static String read(Path file) throws EngineException {
    try {
      return InputFile.text(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static EngineException unreadable(Path file, Exception cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read %s: %s. Run nanoservice:generate to create it again."
            .formatted(file, cause),
        cause);
  }

  private static String fingerprint(Python python, RequirementPaths requirements)
      throws EngineException {
    List<String> contents = new ArrayList<>();
    for (Path file : requirements.requirements()) {
      contents.add(read(file));
    }
    List<String> limits = new ArrayList<>();
    for (Path file : requirements.limits().stream().toList()) {
      limits.add(read(file));
    }
    return fingerprint(List.of(python, contents, limits));
  }

  private static String fingerprint(List<Object> content) {
    return Fingerprint.of(content).substring(0, FINGERPRINT_LENGTH);
  }
}
