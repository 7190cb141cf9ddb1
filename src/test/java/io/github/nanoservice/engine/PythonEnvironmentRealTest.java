package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndex;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.pip.PrivateIndex;
import io.github.nanoservice.pip.Wheel;
import io.github.nanoservice.secret.GivenSecrets;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding and creating a Python with a real one, without a network. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PythonEnvironmentRealTest {
  @TempDir Path temporary;

  private Path directory;
  private String python;
  private PackageIndexes indexes = PackageIndexes.DEFAULT;
  private final List<String> progress = new ArrayList<>();
  private final Map<String, Wheel> runtimes = new TreeMap<>();

  @BeforeEach
  void prepare() throws IOException {
    directory = Files.createDirectories(temporary.resolve("a spáce"));
    python = RealPython.assumePresent(directory);
  }

  private String resolve(String requirements) throws Exception {
    Path file = Files.writeString(directory.resolve("requirements.txt"), requirements);
    return resolve(new RequirementPaths(List.of(), List.of(file), Optional.empty()));
  }

  /** Resolves two services with the same lines, of which some have hashes. */
  private String resolve(String hashed, String others) throws Exception {
    return resolve(
        new RequirementPaths(
            List.of(write("one.txt", hashed), write("two.txt", hashed + "\n")),
            List.of(write("one-unhashed.txt", others), write("two-unhashed.txt", others + "\n")),
            Optional.empty()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String resolve(RequirementPaths requirements) throws Exception {
    return new PythonEnvironment(
            ProcessLauncher.ofSystem(), directory, directory, List.of(), indexes, progress::add)
        .resolve(python, requirements);
  }

  @Test
  void metRequirementsNeedNoEnvironment() throws Exception {
    assertThat(
            resolve(
                """
                # a remark
                pip>=1  # and another

                no-such-distribution; python_version < "3"
                """))
        .isEqualTo(python);
  }

  @Test
  void missingDistributionIsInstalled() throws Exception {
    Wheel friend = Wheel.of("absent-friend", "1.0", "TOAST = 'cheers'\n");
    Path wheel = Files.write(directory.resolve(friend.file()), friend.content());
    String executable = resolve("absent-friend @ " + wheel.toUri() + "\n");

    assertThat(executable).startsWith(directory + "/nanoservice-venv/").endsWith("/bin/python");
    assertThat(output(executable, "import absent_friend; print(absent_friend.TOAST)"))
        .containsExactly("cheers");
    assertThat(progress).hasSize(1);
  }

  @Test
  void privateIndexGetsItsCredentials() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      indexes = PackageIndexes.DEFAULT.with(Optional.of(index.withCredentials()), List.of());

      assertThat(resolve("absent-friend\n")).startsWith(directory + "/nanoservice-venv/");

      assertThat(index.paths())
          .containsExactly("/simple/absent-friend/", "/absent_friend-1.0-py3-none-any.whl");
      assertThat(filesWith(PrivateIndex.PASSWORD)).isEmpty();
    }
  }

  @Test
  void failureOfAPrivateIndexShowsNoPassword() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      PackageIndex wrong = PackageIndex.withCredentials(index.url(), "ada", "wr0ng/one");
      indexes = PackageIndexes.DEFAULT.with(Optional.of(wrong), List.of());

      assertThatThrownBy(() -> resolve("absent-friend\n"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("absent-friend")
          .message()
          .doesNotContain("wr0ng");
      assertThat(index.paths()).isEmpty();
    }
  }

  @Test
  void offlineMavenAsksNoPrivateIndex() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      indexes =
          PackageIndexes.DEFAULT
              .with(Optional.of(index.withCredentials()), List.of())
              .whileOffline(true);

      assertThatThrownBy(() -> resolve("absent-friend\n")).hasMessageContaining("Maven is offline");
      assertThat(index.paths()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "absent-friend @ %s/absent_friend-1.0-py3-none-any.whl",
        "absent-friend @ git+%s/absent_friend.git",
        "--find-links %s/links\nabsent-friend",
        "--index-url %s/simple\nabsent-friend",
      })
  void offlineMavenLetsPipOpenNoConnection(String requirements) throws Exception {
    List<String> requests = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      indexes = PackageIndexes.DEFAULT.whileOffline(true);

      assertThatThrownBy(() -> resolve(requirements.formatted(url)))
          .hasMessageContaining("Maven is offline, so pip opened no connection");
      assertThat(requests).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void hashesAreCheckedOfDistributionsThatHaveThem() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      indexes = PackageIndexes.DEFAULT.with(Optional.of(index.withCredentials()), List.of());

      String executable =
          resolve(
              "absent-friend==1.0 --hash=sha256:" + index.sha256(),
              "absent-friend==1.0\npresent-friend>=1\n");

      assertThat(output(executable, "import absent_friend; print(absent_friend.TOAST)"))
          .containsExactly("cheers");
      assertThat(output(executable, "import present_friend; print(present_friend.TOAST)"))
          .containsExactly("welcome");
    }
  }

  @Test
  void distributionWithAnotherHashIsNotInstalled() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      indexes = PackageIndexes.DEFAULT.with(Optional.of(index.withCredentials()), List.of());

      assertThatThrownBy(
              () ->
                  resolve(
                      "absent-friend==1.0 --hash=sha256:" + "a".repeat(64), "absent-friend==1.0"))
          .hasMessageContaining("DO NOT MATCH THE HASHES");
    }
  }

  /** What has no hash must not take the place of what has one. */
  @Test
  void releaseWithAHashIsNotReplaced() throws Exception {
    try (PrivateIndex index = PrivateIndex.start(InetAddress.getLoopbackAddress())) {
      indexes = PackageIndexes.DEFAULT.with(Optional.of(index.withCredentials()), List.of());

      assertThatThrownBy(
              () ->
                  resolve(
                      "absent-friend==1.0 --hash=sha256:" + index.sha256(),
                      "absent-friend==1.0\nlater-friend\n"))
          .hasMessageContaining("later-friend 1.0 depends on absent-friend>=2");
    }
  }

  @Test
  void limitsHoldForWhatDistributionsNeedInTurn() throws Exception {
    Path wheels = Files.createDirectory(directory.resolve("wheels"));
    for (Wheel wheel :
        List.of(
            Wheel.of("absent-friend", "1.0", ""),
            Wheel.of("absent-friend", "2.0", ""),
            Wheel.of("other-friend", "2.0", ""),
            Wheel.of("present-friend", "1.0", "", "absent-friend"))) {
      Files.write(wheels.resolve(wheel.file()), wheel.content());
    }
    String index = "--no-index\n--find-links " + wheels.toUri() + "\n";
    List<Path> needed = List.of(write("main.txt", index + "present-friend\nother-friend\n"));
    String version = "from importlib.metadata import version; print(version('absent-friend'))";

    python = resolve(new RequirementPaths(List.of(), needed, Optional.empty()));
    assertThat(output(python, version)).containsExactly("2.0");

    List<Path> lines = List.of(write("lines.txt", "present-friend\n"));
    Path met = write("met.txt", "absent-friend>=2\nother-friend<2\nmissing-friend<2\n");
    assertThat(resolve(new RequirementPaths(List.of(), lines, Optional.of(met)))).isEqualTo(python);

    Path limits = write("limits.txt", "Absent_Friend<2\nmissing-friend<2\n");
    String limited = resolve(new RequirementPaths(List.of(), needed, Optional.of(limits)));
    assertThat(output(limited, version)).containsExactly("1.0");
    assertThat(progress.get(progress.size() - 1)).contains(" lacks Absent_Friend<2; ");
  }

  @Test
  void runtimeIsUnpackedOnceForEachOfItsReleases() throws Exception {
    Path first = runtime("1.0");
    String path = "import sys; sys.path.insert(0, r'%s'); ".formatted(first);
    String imported = path + "import nanoservice_runtime as it; print(it.VERSION, it.__cached__)";

    assertThat(first).hasParent(directory.resolve("nanoservice-runtime"));
    List<String> shown = output(python, imported);
    assertThat(shown).singleElement().asString().startsWith("1.0 " + first);
    Path bytecode = Path.of(shown.get(0).substring("1.0 ".length()));
    // PEP 552: the bytecode is not compared with the source.
    assertThat(Arrays.copyOfRange(Files.readAllBytes(bytecode), 4, 8)).containsExactly(1, 0, 0, 0);

    FileTime time = Files.getLastModifiedTime(bytecode);
    assertThat(runtime("1.0")).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(bytecode)).isEqualTo(time);
    Path second = runtime("2.0");
    assertThat(second).isNotEqualTo(first);
    assertThat(first).as("services of another build may run with it").exists();
    assertThat(progress).as("nothing is installed").isEmpty();
  }

  @Test
  void incompleteRuntimeIsUnpackedAgain() throws Exception {
    Path runtime = runtime("1.0");
    Files.delete(runtime.resolve("nanoservice-finished"));
    Files.writeString(runtime.resolve("nanoservice_runtime.py"), "half");
    Files.writeString(runtime.resolve("stale.py"), "");

    assertThat(runtime("1.0")).isEqualTo(runtime);
    assertThat(runtime.resolve("nanoservice_runtime.py")).hasContent("VERSION = '1.0'");
    assertThat(runtime.resolve("stale.py")).doesNotExist();
  }

  @Test
  void damagedRuntimeIsReported() throws Exception {
    Files.writeString(
        Files.createDirectories(directory.resolve("bundle/main"))
            .resolve("nanoservice_runtime-1.0-py3-none-any.whl"),
        "no wheel");
    write("bundle/main/requirements.txt", "");
    assertThatThrownBy(() -> PythonEnvironment.provide(launcher(), progress::add, plan()))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("Could not unpack the runtime of the services into " + directory)
        .hasMessageContaining("BadZipFile");
  }

  /** Python has no way to write this character in {@code PYTHONPATH}. */
  @Test
  void runtimeInADirectoryThatPythonCannotFindIsReported() throws Exception {
    directory = Files.createDirectories(temporary.resolve("a" + File.pathSeparator + "b"));
    assertThatThrownBy(() -> runtime("1.0"))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("Python cannot import the runtime from " + directory);
  }

  /** Returns where services find the runtime of a bundle that has this release of it. */
  private Path runtime(String version) throws Exception {
    Path service = Files.createDirectories(directory.resolve("bundle/main"));
    for (Wheel other : runtimes.values()) {
      Files.deleteIfExists(service.resolve(other.file()));
    }
    if (!runtimes.containsKey(version)) {
      runtimes.put(
          version, Wheel.of("nanoservice-runtime", version, "VERSION = '" + version + "'\n"));
    }
    Wheel wheel = runtimes.get(version);
    Files.write(service.resolve(wheel.file()), wheel.content());
    Files.writeString(service.resolve("requirements.txt"), "");
    LocalPlan provided = PythonEnvironment.provide(launcher(), progress::add, plan());
    assertThat(provided.python()).isEqualTo(python);
    return provided.runtime().orElseThrow();
  }

  private static ProcessLauncher launcher() {
    return ProcessLauncher.ofSystem();
  }

  private LocalPlan plan() {
    return new LocalPlan(
        python,
        directory,
        directory,
        directory.resolve("bundle"),
        List.of(TestServices.service("main", OptionalInt.empty())),
        false,
        Duration.ofMinutes(1),
        ServiceSettings.DEFAULTS,
        GivenSecrets.NONE,
        List.of(),
        PackageIndexes.DEFAULT,
        Optional.empty());
  }

  private List<String> output(String executable, String script) throws Exception {
    return new ProcessRunner(ProcessLauncher.ofSystem())
        .run(new Command(List.of(executable, "-c", script), directory, Environment.inherited()))
        .output();
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failureOfPipShowsItsOutput() {
    assertThatThrownBy(() -> resolve("such @ file:///no/such-1.0-py3-none-any.whl\n"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("/no/such-1.0-py3-none-any.whl");
  }

  @Test
  void modulesOfTheProjectAreNotImported() throws Exception {
    Files.writeString(directory.resolve("packaging.py"), "raise SystemExit('wrong module')\n");
    Path work = Files.createDirectory(directory.resolve("target"));
    Path file = Files.writeString(work.resolve("requirements.txt"), "pip\n");
    assertThat(
            new PythonEnvironment(
                    ProcessLauncher.ofSystem(),
                    directory,
                    work,
                    List.of(),
                    PackageIndexes.DEFAULT,
                    progress::add)
                .resolve(python, new RequirementPaths(List.of(), List.of(file), Optional.empty())))
        .isEqualTo(python);
  }
}
