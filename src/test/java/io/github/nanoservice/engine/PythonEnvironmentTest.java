package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nanoservice.engine.FakeLauncher.Ended;
import io.github.nanoservice.pip.PackageIndex;
import io.github.nanoservice.pip.PackageIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Finding and creating a Python; all processes are fakes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PythonEnvironmentTest {
  @TempDir Path directory;

  private final List<String> progress = new ArrayList<>();
  private String version = "3.11.7";
  private String unmet = "";
  private int unmetExit = 0;
  private int venvExit = 0;
  private String venvPython = "bin/python";
  private int pipExit = 0;
  private List<Path> hashed = List.of();
  private Optional<Path> limits = Optional.empty();
  private String pipErrors = "No matching version";
  private PackageIndexes indexes = PackageIndexes.DEFAULT;

  private final FakeLauncher launcher = new FakeLauncher(this::run);

  private Ended run(Command command) throws IOException {
    List<String> arguments = command.arguments();
    if (arguments.contains("venv")) {
      Path created = Path.of(arguments.get(arguments.size() - 1), venvPython);
      Path bin = Files.createDirectories(created.getParent());
      Files.createFile(bin.resolve("python-new")).toFile().setExecutable(true);
      Files.move(
          bin.resolve("python-new"), created, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return new Ended(venvExit, "", venvExit == 0 ? "" : "ensurepip is not available");
    }
    if (arguments.contains("pip")) {
      return new Ended(pipExit, "Collecting nonsense", pipExit == 0 ? "" : pipErrors);
    }
    if (arguments.get(2).startsWith("import sys; print")) {
      return new Ended(0, version + "\n/usr/bin/python3\n", "");
    }
    return new Ended(unmetExit, unmet, "");
  }

  private String resolve(Path... requirements) throws EngineException {
    return new PythonEnvironment(launcher, directory, directory, List.of(), indexes, progress::add)
        .resolve("python3", requirementPaths(requirements));
  }

  private RequirementPaths requirementPaths(Path... requirements) {
    return new RequirementPaths(hashed, List.of(requirements), limits);
  }

  private Path requirements(String service, String content) throws IOException {
    return Files.writeString(directory.resolve(service + ".txt"), content);
  }

  private Path environments() {
    return directory.resolve("nanoservice-venv");
  }

  @Test
  void pythonWithAllRequirementsIsUsed() throws Exception {
    assertThat(resolve(requirements("main", "Flask\n"))).isEqualTo("/usr/bin/python3");
    assertThat(environments()).doesNotExist();
    assertThat(progress).isEmpty();
  }

  @Test
  void missingPythonIsReported() {
    FakeLauncher none =
        new FakeLauncher(
            command -> {
              throw new IOException("error=2, No such file or directory");
            });
    PythonEnvironment python =
        new PythonEnvironment(none, directory, directory, List.of(), indexes, progress::add);

    EngineException thrown =
        catchThrowableOfType(
            EngineException.class, () -> python.resolve("python4", requirementPaths()));

    assertThat(thrown)
        .hasMessageContaining("'python4' (parameter nanoservice.python)")
        .hasMessageContaining("No such file")
        .hasMessageEndingWith(
            "Install Python 3.9 or later, or name an installed one with"
                + " -Dnanoservice.python=PATH.");
    assertThat(thrown.origin()).isEqualTo(EngineException.Origin.ENVIRONMENT);
  }

  @Test
  void oldPythonIsRejected() {
    version = "3.8.18";
    assertThatThrownBy(this::resolve)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("is Python 3.8.18, which is too old");
    version = "2.7.18";
    assertThatThrownBy(this::resolve).hasMessageContaining("2.7.18, which is too old");
    version = "3.9.0";
    assertThat(catchThrowableOfType(EngineException.class, this::resolve)).isNull();
  }

  @Test
  void otherProgramIsRejected() {
    version = "usage: something else";
    assertThatThrownBy(this::resolve)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("is not a working Python")
        .hasMessageContaining("usage: something else");
  }

  /** {@code venv --clear} empties the directory that it is given. */
  @Test
  void linkInPlaceOfAnEnvironmentIsNotFollowed() throws Exception {
    unmet = "Flask>=2\n";
    Path main = requirements("main", "Flask>=2\n");
    Path environment = Path.of(resolve(main)).getParent().getParent();
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.move(environment, directory.resolve("moved"));
    Files.createSymbolicLink(environment, outside);

    resolve(main);

    assertThat(outside).isEmptyDirectory();
    assertThat(Files.isSymbolicLink(environment)).isFalse();
  }

  @Test
  void linkInPlaceOfAllEnvironmentsIsNotFollowed() throws Exception {
    unmet = "Flask>=2\n";
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("nanoservice-venv"), outside);
    Path main = requirements("main", "Flask>=2\n");

    assertThatThrownBy(() -> resolve(main))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nanoservice-venv: it is not a directory; delete it");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void offlineMavenAsksNoIndex() throws Exception {
    unmet = "Flask>=2\n";
    indexes = PackageIndexes.DEFAULT.whileOffline(true);
    pipExit = 1;
    Path main = requirements("main", "Flask>=2\n");

    assertThatThrownBy(() -> resolve(main))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Maven is offline, so pip opened no connection");
    assertThat(launcher.commands())
        .filteredOn(command -> command.contains(" pip install "))
        .isNotEmpty()
        .allMatch(command -> command.contains(" --no-index "));
  }

  @Test
  void requirementsWithHashesAreInstalledFirst() throws Exception {
    unmet = "PyYAML==6.0\n";
    hashed = List.of(requirements("locked", "PyYAML==6.0 --hash=sha256:aa\n"));
    Path main = requirements("main", "Flask>=2\nPyYAML==6.0\n");

    String python = resolve(main);

    String install = python + " -m pip install --no-input --disable-pip-version-check";
    assertThat(launcher.commands())
        .containsSubsequence(
            install + " --require-hashes -r " + hashed.get(0), install + " -r " + main);
  }

  @Test
  void limitsApplyToWhatHasNoHashes() throws Exception {
    unmet = "urllib3<2\n";
    hashed = List.of(requirements("locked", "PyYAML==6.0 --hash=sha256:aa\n"));
    limits = Optional.of(requirements("limits", "urllib3<2\n"));
    Path main = requirements("main", "requests\nPyYAML==6.0\n");

    String python = resolve(main);

    String install = python + " -m pip install --no-input --disable-pip-version-check";
    assertThat(launcher.commands())
        .containsSubsequence(
            install + " --require-hashes -r " + hashed.get(0),
            install + " --constraint " + limits.get() + " -r " + main);
    requirements("limits", "urllib3<3\n");
    assertThat(resolve(main)).isNotEqualTo(python);
  }

  @Test
  void limitsAreThoseOfTheBundle() throws Exception {
    assertThat(RequirementPaths.of(directory, List.of()).limits()).isEmpty();
    Path file = requirements("limits", "urllib3<2\n");
    assertThat(RequirementPaths.of(directory, List.of()).limits()).hasValue(file);
  }

  /** Other users of the machine see the arguments of processes. */
  @Test
  void credentialsReachPipByItsEnvironment() throws Exception {
    unmet = "Flask>=2\n";
    PackageIndex index = PackageIndex.withCredentials("https://a.org/simple", "ada", "s3cret");
    indexes = PackageIndexes.DEFAULT.with(Optional.of(index), List.of());

    resolve(requirements("main", "Flask>=2\n"));

    assertThat(launcher.commands()).noneMatch(command -> command.contains("s3cret"));
    for (int i = 0; i < launcher.commands().size(); i++) {
      boolean installs = launcher.commands().get(i).contains(" pip install ");
      Map<String, String> variables = launcher.environments().get(i);
      assertThat(variables.containsKey("PIP_INDEX_URL")).isEqualTo(installs);
      assertThat(variables.containsValue(index.url())).isEqualTo(installs);
    }
    assertThat(progress).noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void failureOfPipShowsNoCredentials() throws Exception {
    unmet = "Flask>=2\n";
    pipExit = 1;
    pipErrors = "No answer from https://ada:s3%2Fcret@a.org/simple";
    PackageIndex index = PackageIndex.withCredentials("https://a.org/simple", "ada", "s3/cret");
    indexes = PackageIndexes.DEFAULT.with(Optional.of(index), List.of());
    Path main = requirements("main", "Flask>=2\n");

    assertThatThrownBy(() -> resolve(main))
        .hasMessageContaining("No answer from https://ada:****@a.org/simple");
  }

  @Test
  void virtualEnvironmentOfWindows() throws Exception {
    unmet = "Flask>=2\n";
    venvPython = "Scripts/python.exe";
    Path main = requirements("main", "Flask>=2\n");

    String executable = resolve(main);

    assertThat(executable).endsWith("/Scripts/python.exe");
    assertThat(launcher.commands()).anyMatch(command -> command.startsWith(executable + " -m pip"));
    assertThat(resolve(main)).isEqualTo(executable);
    assertThat(progress).as("installed once").hasSize(1);
  }

  @Test
  void missingRequirementsAreInstalledOnce() throws Exception {
    unmet = "Flask>=2\n";
    Path main = requirements("main", "Flask>=2\n");
    Path same = requirements("same", "Flask>=2\n");
    Path other = requirements("other", "Flask>=2\nPyYAML\n");

    String expected = resolve(main, same, other);
    Path environment = Path.of(expected).getParent().getParent();
    assertThat(environment).hasParent(environments());
    assertThat(expected).endsWith("/bin/python");
    assertThat(launcher.commands())
        .containsSubsequence(
            "/usr/bin/python3 -m venv --clear " + environment,
            expected
                + " -m pip install --no-input --disable-pip-version-check -r "
                + main
                + " -r "
                + other);
    assertThat(progress).hasSize(1);
    assertThat(progress.get(0)).contains("lacks Flask>=2");

    assertThat(resolve(other, main)).isEqualTo(expected);
    assertThat(progress).as("nothing new to install").hasSize(1);

    Files.writeString(other, "Flask>=2\nPyYAML==6.0\n");
    assertThat(resolve(main, other)).isNotEqualTo(expected);
    assertThat(progress).as("another requirement").hasSize(2);
    assertThat(Path.of(expected)).as("what services of another build may run in").exists();

    version = "3.12.1";
    resolve(main, other);
    assertThat(progress).as("another Python").hasSize(3);
  }

  @Test
  void concurrentBuildsInstallOnce() throws Exception {
    unmet = "Flask\n";
    Path main = requirements("main", "Flask\n");
    int builds = 4;
    CountDownLatch asked = new CountDownLatch(builds);
    FakeLauncher slow =
        new FakeLauncher(
            command -> {
              if (command.arguments().contains("venv")) {
                await(asked);
              }
              Ended ended = run(command);
              if (ended.output().equals(unmet)) {
                asked.countDown();
              }
              return ended;
            });
    ExecutorService threads = Executors.newFixedThreadPool(builds);
    Callable<String> build =
        () ->
            new PythonEnvironment(
                    slow, directory, directory, List.of(), PackageIndexes.DEFAULT, line -> {})
                .resolve("python3", requirementPaths(main));
    List<Future<String>> made = threads.invokeAll(Collections.nCopies(builds, build));
    threads.shutdown();

    for (Future<String> executable : made) {
      assertThat(Path.of(executable.get())).exists();
    }
    assertThat(slow.commands()).filteredOn(line -> line.contains(" -m venv ")).hasSize(1);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void incompleteEnvironmentIsCreatedAgain() throws Exception {
    unmet = "Flask\n";
    pipExit = 1;
    Path main = requirements("main", "Flask\n");
    assertThatThrownBy(() -> resolve(main))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Collecting nonsense")
        .hasMessageContaining("No matching version")
        .hasMessageContaining("PIP_INDEX_URL")
        .hasMessageContaining("-Dnanoservice.python=PATH");

    pipExit = 0;
    resolve(main);
    assertThat(launcher.commands()).filteredOn(line -> line.contains(" -m venv ")).hasSize(2);
  }

  @Test
  void failureOfVenvIsExplained() throws Exception {
    unmet = "Flask\n";
    venvExit = 1;
    Path main = requirements("main", "Flask\n");
    assertThatThrownBy(() -> resolve(main))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("ensurepip is not available")
        .hasMessageContaining("apt-get install python3-venv");
  }

  @Test
  void pythonWithoutPipGetsAnEnvironment() throws Exception {
    unmetExit = 1;
    assertThat(resolve(requirements("main", "Flask\n"))).startsWith(environments().toString());
  }
}
