package io.github.nanoservice.engine;

import io.github.nanoservice.bundle.BuildLock;
import io.github.nanoservice.engine.EngineException.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python that runs the services: the project's own where it has all they require, else a
 * virtual environment, made once.
 */
public final class PythonEnvironment {
  private static final int MINIMUM_MINOR = 9;

  /** In hexadecimal digits: enough to tell all apart, and short, as paths have limits. */
  private static final int FINGERPRINT_LENGTH = 16;

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");
  private static final String INTRODUCE =
      "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";
  private static final String NAME_ANOTHER =
      "Install Python 3."
          + MINIMUM_MINOR
          + " or later, or name one with -Dnanoservice.python=PATH.";

  private final ProcessRunner tool;
  private final Path projectDirectory;
  private final Path workDirectory;
  private final Consumer<String> progress;

  /**
   * Prepares to look for Python.
   *
   * @param launcher starts Python and pip
   * @param projectDirectory where a relative path to a Python starts from
   * @param workDirectory an existing directory; virtual environments are made in {@code
   *     nanoservice-venv} in it
   * @param progress is told what takes long
   */
  public PythonEnvironment(
      ProcessLauncher launcher,
      Path projectDirectory,
      Path workDirectory,
      Consumer<String> progress) {
    this.tool = new ProcessRunner(launcher);
    this.projectDirectory = projectDirectory;
    this.workDirectory = workDirectory;
    this.progress = progress;
  }

  /**
   * Finds or makes a Python for all services of a plan.
   *
   * @param launcher starts Python and pip
   * @param progress is told what takes long
   * @param plan names the Python to begin with
   * @return the plan with the executable that runs the services
   * @throws EngineException as of {@link #resolve}
   */
  public static LocalPlan provide(
      ProcessLauncher launcher, Consumer<String> progress, LocalPlan plan) throws EngineException {
    try {
      Files.createDirectories(plan.workDirectory());
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not make the directory %s: %s. Check that it can be written."
              .formatted(plan.workDirectory(), e),
          e);
    }
    List<Path> requirements =
        plan.services().stream()
            .map(service -> plan.bundle().resolve(service.directory()).resolve("requirements.txt"))
            .toList();
    return plan.withPython(
        new PythonEnvironment(launcher, plan.projectDirectory(), plan.workDirectory(), progress)
            .resolve(plan.python(), requirements));
  }

  private record Python(String version, String executable) {}

  /**
   * Finds or makes a Python that has what the services require.
   *
   * @param python a name on {@code PATH}, or a path
   * @param requirements the services' {@code requirements.txt} files
   * @return the path of its executable
   * @throws EngineException where there is no such Python, it is too old, or the requirements
   *     cannot be installed
   */
  public String resolve(String python, List<Path> requirements) throws EngineException {
    Python own = introduce(python);
    List<Path> distinct = distinct(requirements);
    List<String> unmet = unmet(own, distinct);
    if (unmet.isEmpty()) {
      return own.executable();
    }
    return virtualEnvironment(own, distinct, unmet);
  }

  private Python introduce(String python) throws EngineException {
    ProcessRunner.Result result;
    try {
      result = tool.run(command(projectDirectory, List.of(python, "-c", INTRODUCE)));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "No Python found: tried to start '%s' (parameter nanoservice.python), but %s. %s"
              .formatted(python, e.getMessage(), NAME_ANOTHER),
          e);
    }
    Matcher version = VERSION.matcher(result.output().isEmpty() ? "" : result.output().get(0));
    if (result.exitCode() != 0 || result.output().size() != 2 || !version.matches()) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "'%s' (parameter nanoservice.python) is no working Python: asked for its version, it ended with exit code %d and said:%s%n%s"
              .formatted(python, result.exitCode(), result.tail(), NAME_ANOTHER));
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < 3 || major == 3 && minor < MINIMUM_MINOR) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "'%s' (parameter nanoservice.python) is Python %s, which is too old. %s"
              .formatted(python, version.group(), NAME_ANOTHER));
    }
    return new Python(version.group(), result.output().get(1));
  }

  /** What the Python lacks; all is lacking where it cannot even tell, as without pip. */
  private List<String> unmet(Python python, List<Path> requirements) throws EngineException {
    List<String> arguments =
        new ArrayList<>(List.of(python.executable(), "-c", resource("missing_requirements.py")));
    requirements.forEach(file -> arguments.add(file.toString()));
    ProcessRunner.Result result = runKnown(arguments);
    return result.exitCode() == 0 ? result.output() : List.of("all requirements");
  }

  /**
   * Each set of requirements has an environment of its own, since services of another build may run
   * in the one that was made for theirs.
   */
  private String virtualEnvironment(Python python, List<Path> requirements, List<String> unmet)
      throws EngineException {
    Path directory =
        workDirectory.resolve("nanoservice-venv").resolve(fingerprint(python, requirements));
    Path executable = directory.resolve("bin").resolve("python");
    // Written last, so that an environment whose making was interrupted is made again.
    Path finished = directory.resolve("nanoservice-finished");
    try {
      Path all = Files.createDirectories(directory.getParent()).toRealPath();
      return new BuildLock(all.resolve(directory.getFileName() + ".lock"))
          .<String, EngineException>alone(
              () -> {
                if (!Files.isExecutable(executable) || !Files.exists(finished)) {
                  progress.accept(
                      "%s lacks %s; installing into %s, once"
                          .formatted(python.executable(), String.join(", ", unmet), directory));
                  make(python, directory);
                  install(executable, directory, requirements);
                  Files.createFile(finished);
                }
                return executable.toString();
              });
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not make a virtual environment in %s: %s. Check that the directory can be written and the disk has space."
              .formatted(directory, e),
          e);
    }
  }

  private void make(Python python, Path directory) throws EngineException {
    ProcessRunner.Result result =
        runKnown(List.of(python.executable(), "-m", "venv", "--clear", directory.toString()));
    if (result.exitCode() != 0) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          """
          Could not make a virtual environment with '%s -m venv', which said:%s
          Install what it asks for (on Debian and Ubuntu: apt-get install python3-venv), or name a Python that has \
          the services' requirements with -Dnanoservice.python=PATH."""
              .formatted(python.executable(), result.tail()));
    }
  }

  private void install(Path executable, Path directory, List<Path> requirements)
      throws EngineException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check"));
    for (Path file : requirements) {
      arguments.add("-r");
      arguments.add(file.toString());
    }
    ProcessRunner.Result result = runKnown(arguments);
    if (result.exitCode() != 0) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          """
          pip could not install the services' requirements into %s and said:%s
          Check the requirements it names; the parameter distributions says what an import needs. Without access to a package index, point pip to one it can reach \
          (PIP_INDEX_URL, or PIP_NO_INDEX=1 with PIP_FIND_LINKS=DIRECTORY), or name a Python that has them with \
          -Dnanoservice.python=PATH."""
              .formatted(directory, result.tail()));
    }
  }

  /**
   * Runs a Python that is known to work, not in the project's directory, where a {@code flask.py}
   * would be taken for Flask.
   */
  private ProcessRunner.Result runKnown(List<String> arguments) throws EngineException {
    try {
      return tool.run(command(workDirectory, arguments));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not run %s in %s: %s. %s"
              .formatted(arguments.get(0), workDirectory, e.getMessage(), NAME_ANOTHER),
          e);
    }
  }

  /** A user's {@code PIP_USER=1} would be refused inside a virtual environment. */
  private static Command command(Path directory, List<String> arguments) {
    return new Command(arguments, directory, Map.of("PYTHONIOENCODING", "utf-8", "PIP_USER", "0"));
  }

  /** One file of each content, since most services require the same. */
  private static List<Path> distinct(List<Path> files) throws EngineException {
    Map<String, Path> byContent = new TreeMap<>();
    for (Path file : files) {
      byContent.putIfAbsent(read(file), file);
    }
    return List.copyOf(byContent.values());
  }

  private static String read(Path file) throws EngineException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not read %s: %s. Run nanoservice:generate to write it again.".formatted(file, e),
          e);
    }
  }

  private static String fingerprint(Python python, List<Path> requirements) throws EngineException {
    List<byte[]> parts = new ArrayList<>();
    parts.add((python.version() + "\n" + python.executable()).getBytes(StandardCharsets.UTF_8));
    for (Path file : requirements) {
      parts.add(read(file).getBytes(StandardCharsets.UTF_8));
    }
    return Fingerprint.of(parts.toArray(byte[][]::new)).substring(0, FINGERPRINT_LENGTH);
  }

  private static String resource(String name) {
    try (InputStream stream = PythonEnvironment.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("resource " + name + " cannot be read", e);
    }
  }
}
