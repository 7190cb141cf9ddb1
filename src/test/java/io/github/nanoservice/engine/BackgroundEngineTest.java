package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.files.RealPath;
import io.github.nanoservice.files.StateDirectory;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs real processes of a small Python script in place of a service. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BackgroundEngineTest {
  @TempDir Path directory;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void writeBundle() throws IOException {
    RealPython.assumePresent(directory);
    Path service = Files.createDirectories(directory.resolve("bundle/echo"));
    try (InputStream source = BackgroundEngineTest.class.getResourceAsStream("stand_in.py")) {
      Files.write(service.resolve("main.py"), source.readAllBytes());
    }
    Files.writeString(service.resolve("requirements.txt"), "");
    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{}");
  }

  @AfterEach
  void stop() throws EngineException {
    engine().stop();
  }

  private BackgroundEngine engine() {
    return BackgroundBuild.engine(directory);
  }

  private List<ProcessHandle> running() throws EngineException {
    return BackgroundState.read(local()).stream()
        .flatMap(state -> state.services().values().stream())
        .flatMap(service -> service.process().handle(command()).stream())
        .toList();
  }

  private StateDirectory local() {
    return new StateDirectory(directory.resolve("nanoservice-local"));
  }

  private ServiceCommand command() {
    return new ServiceCommand(RealPath.of(directory.resolve("bundle")));
  }

  /** Writes a record that names a process as the service of the bundle. */
  private void record(BackgroundState.Identity process, String run) throws Exception {
    BackgroundState.RunningService service = new BackgroundState.RunningService(process, 8081);
    new BackgroundState("", run, new TreeMap<>(Map.of("echo", service))).write(local());
  }

  private static void assertStays(Process process) throws Exception {
    assertThat(process.isAlive()).isTrue();
    process.getOutputStream().close();
    assertThat(process.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(process.exitValue()).isZero();
  }

  private static void assertEnds(List<ProcessHandle> processes) {
    assertThat(processes)
        .isNotEmpty()
        .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(1, TimeUnit.MINUTES));
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int health(URI url) throws Exception {
    return ServiceClient.of(GivenSecrets.NONE.complete()).health(url).get(1, TimeUnit.MINUTES);
  }

  @Test
  void startFindsRunningServices() throws Exception {
    URI url = engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo");

    assertThat(engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo")).isEqualTo(url);
    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void runningServicesKeepTheirToken() throws Exception {
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String token = Files.readString(file);

    assertThat(Token.of(token)).isPresent();
    assertThat(engine().start(Lifetime.UNTIL_STOPPED).tokenFile())
        .isEqualTo(file)
        .hasContent(token);
  }

  @Test
  void anotherTokenStartsServicesAgain() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> before = running();
    Token token = Token.random();
    GivenSecrets given = new GivenSecrets(Optional.of(token), Optional.empty());

    Path file = BackgroundBuild.engine(directory, given).start(Lifetime.UNTIL_STOPPED).tokenFile();

    assertEnds(before);
    assertThat(Token.of(Files.readString(file))).contains(token);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void onlyOneFileOfTheOwnerContainsTheToken() throws Exception {
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String token = Files.readString(file).strip();

    try (Stream<Path> paths = Files.walk(directory)) {
      assertThat(paths.filter(Files::isRegularFile).filter(path -> contentOf(path).contains(token)))
          .containsExactly(file);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(running())
        .isNotEmpty()
        .noneMatch(process -> process.info().commandLine().orElse("").contains(token));

    engine().stop();
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void changedBundleIsStartedAgain() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> before = running();
    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{\"changed\": true}");

    URI url = engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo");

    assertEnds(before);
    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void stopEndsServicesOfAnotherEngine() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();

    engine().stop();
    engine().stop();

    assertEnds(services);
    assertThat(directory.resolve("nanoservice-local").toFile().list()).containsExactly("echo.log");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void stopFindsServicesWithoutARecord() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();
    Files.delete(directory.resolve("nanoservice-local/services.json"));

    assertThat(engine().hasStarted()).isTrue();
    engine().stop();

    assertEnds(services);
    assertThat(engine().hasStarted()).isFalse();
  }

  @Test
  void startsAtOnceStartOneSetAndStopLeavesNoToken() throws Exception {
    List<CompletableFuture<URI>> starts =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::startedUrl)).limit(3).toList();
    List<URI> urls = starts.stream().map(CompletableFuture::join).distinct().toList();

    assertThat(urls).hasSize(1);
    assertThat(health(urls.get(0))).isEqualTo(200);
    engine().stop();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("nanoservice-run-"));
    }
  }

  private URI startedUrl() {
    try {
      return engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo");
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A home directory or a workspace can be behind a link. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void spellingOfThePathDoesNotMatter() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    URI url = BackgroundBuild.engine(link).start(Lifetime.UNTIL_STOPPED).addresses().get("echo");
    List<ProcessHandle> services = running();

    assertThat(engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo")).isEqualTo(url);
    engine().stop();

    assertEnds(services);
    assertThat(BackgroundBuild.engine(link).hasStarted()).isFalse();
  }

  /** Services of {@code nanoservice:run} belong to a build that is running. */
  @Test
  void stopKeepsServicesOfARunningBuild() throws Exception {
    ForegroundRunner other =
        new ForegroundRunner(ProcessLauncher.ofSystem(), (service, line) -> {});
    try (ServiceGroup services = other.start(BackgroundBuild.plan(directory))) {
      engine().stop();

      assertThat(health(services.addresses().get("echo"))).isEqualTo(200);
    }
  }

  @Test
  void logsShowOutputOfStoppedServices() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    engine().stop();

    engine().logs(Optional.of("echo"), false, lines::add);

    assertThat(lines).anyMatch(line -> line.startsWith("echo | pid "));
  }

  @Test
  void logsFollowUntilServicesEnd() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();

    engine()
        .logs(
            Optional.empty(),
            true,
            line -> {
              lines.add(line);
              services.forEach(ProcessHandle::destroy);
            });

    assertThat(lines).anyMatch(line -> line.startsWith("echo | {\"event\": \"listening\""));
  }

  @Test
  void missingLogIsReported() {
    assertThatThrownBy(() -> engine().logs(Optional.empty(), false, lines::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("Service echo has no log ")
        .hasMessageEndingWith(
            "Start the services with nanoservice:start, or name the engine that runs them, for"
                + " example -Dnanoservice.engine=compose.");
  }

  /** The system has given the identifier of an ended service to another process. */
  @Test
  void stopKeepsAProcessWithAReusedPid() throws Exception {
    Process other = Jvm.start(SleepingBuild.class);
    long started = other.info().startInstant().orElseThrow().toEpochMilli();
    record(new BackgroundState.Identity(other.pid(), started - 60_000), "nanoservice-run-1");

    engine().stop();

    assertStays(other);
  }

  /** Anybody can write the number and the start time of any process into the record. */
  @Test
  void stopKeepsAForeignProcessThatTheRecordNames() throws Exception {
    Process other = Jvm.start(SleepingBuild.class);
    record(BackgroundState.Identity.of(other.pid()), "nanoservice-run-1");

    assertThat(engine().hasStarted()).isFalse();
    engine().stop();

    assertStays(other);
  }

  @Test
  void stopKeepsFilesThatNoGoalPutThere() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("addresses.json"), "the user's");
    Files.createSymbolicLink(directory.resolve("nanoservice-run-1"), outside);
    record(new BackgroundState.Identity(1L << 40, 1), "nanoservice-run-1");

    engine().stop();

    assertThat(outside.resolve("addresses.json")).hasContent("the user's");
  }

  @Test
  void stopFollowsNoLinkToAnotherDirectory() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("services.json"), "the user's");
    Files.createSymbolicLink(local().path(), outside);

    engine().stop();

    assertThat(outside.resolve("services.json")).hasContent("the user's");
    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("it is not a directory; delete it and run the goal again");
  }

  /** The record of another bundle's service names a process that does run. */
  @Test
  void recordOfOtherProcessesDoesNotReplaceAStart() throws Exception {
    URI url = engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo");
    BackgroundState known = BackgroundState.read(local()).orElseThrow();
    new BackgroundState(known.bundle(), known.run(), new TreeMap<>()).write(local());

    URI started = engine().start(Lifetime.UNTIL_STOPPED).addresses().get("echo");

    assertThat(started).isNotEqualTo(url);
    assertThat(health(started)).isEqualTo(200);
  }

  @Test
  void logReplacesALinkAndKeepsItsTarget() throws Exception {
    Path outside = Files.writeString(directory.resolve("outside"), "the user's");
    Files.createDirectories(local().path());
    Files.createSymbolicLink(local().path().resolve("echo.log"), outside);
    assertThatThrownBy(() -> engine().logs(Optional.empty(), false, lines::add))
        .hasMessageStartingWith("Service echo has no log ");

    engine().start(Lifetime.UNTIL_STOPPED);

    assertThat(outside).hasContent("the user's");
  }

  @Test
  void detachedServicesOutliveTheirBuild() throws Exception {
    URI url = build(Lifetime.UNTIL_STOPPED);

    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void servicesOfABuildEndWithIt() throws Exception {
    build(Lifetime.THIS_PROCESS);

    assertThat(running()).isEmpty();
  }

  @Test
  void foundServicesEndWithTheBuild() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();

    build(Lifetime.THIS_PROCESS);

    assertEnds(services);
  }

  private URI build(Lifetime lifetime) throws Exception {
    Process build = Jvm.start(BackgroundBuild.class, directory.toString(), lifetime.name());
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    String url = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return URI.create(url.strip());
  }
}
