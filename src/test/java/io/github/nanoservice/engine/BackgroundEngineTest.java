package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, of a small Python script that stands in for a service. */
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
    return BackgroundState.read(directory.resolve("nanoservice-local")).stream()
        .flatMap(state -> state.processes().stream())
        .flatMap(process -> process.handle().stream())
        .toList();
  }

  private static void assertEnds(List<ProcessHandle> processes) {
    assertThat(processes)
        .isNotEmpty()
        .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(1, TimeUnit.MINUTES));
  }

  private static int health(URI url) throws Exception {
    return new ServiceClient().health(url).get(1, TimeUnit.MINUTES);
  }

  @Test
  void findsServicesThatRun() throws Exception {
    URI url = engine().start(Lifetime.UNTIL_STOPPED).get("echo");

    assertThat(engine().start(Lifetime.UNTIL_STOPPED).get("echo")).isEqualTo(url);
    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void startsAnewWhatHasChanged() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> before = running();
    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{\"changed\": true}");

    URI url = engine().start(Lifetime.UNTIL_STOPPED).get("echo");

    assertEnds(before);
    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void stopsWhatAnotherStarted() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();

    engine().stop();
    engine().stop();

    assertEnds(services);
    assertThat(directory.resolve("nanoservice-local").toFile().list()).containsExactly("echo.log");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void stopsServicesOfWhichACleanHasRemovedTheNote() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    List<ProcessHandle> services = running();
    Files.delete(directory.resolve("nanoservice-local/services.json"));

    assertThat(engine().hasStarted()).isTrue();
    engine().stop();

    assertEnds(services);
    assertThat(engine().hasStarted()).isFalse();
  }

  /** As {@code nanoservice:run} has them. */
  @Test
  void leavesServicesToTheBuildThatHasThem() throws Exception {
    ForegroundRunner other =
        new ForegroundRunner(ProcessLauncher.ofSystem(), (service, line) -> {});
    try (ServiceGroup services = other.start(BackgroundBuild.plan(directory))) {
      engine().stop();

      assertThat(health(services.addresses().get("echo"))).isEqualTo(200);
    }
  }

  @Test
  void showsWhatServicesPrinted() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    engine().stop();

    engine().logs(Optional.of("echo"), false, lines::add);

    assertThat(lines).anyMatch(line -> line.startsWith("echo | pid "));
  }

  @Test
  void followsWhatServicesPrintUntilTheyEnd() throws Exception {
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
  void saysWhereThereIsNoLog() {
    assertThatThrownBy(() -> engine().logs(Optional.empty(), false, lines::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("There is no log of service echo, ")
        .hasMessageEndingWith(
            "Start the services with nanoservice:start, or name the engine they run in, as"
                + " -Dnanoservice.engine=compose.");
  }

  /** The number of a service that ended long ago is another process's now. */
  @Test
  void stopsNoStranger() throws Exception {
    Process stranger = Jvm.start(SleepingBuild.class);
    long started = stranger.info().startInstant().orElseThrow().toEpochMilli();
    Path local = Files.createDirectories(directory.resolve("nanoservice-local"));
    new BackgroundState(
            "",
            local.resolve("addresses.json"),
            List.of(new BackgroundState.Identity(stranger.pid(), started - 60_000)),
            new TreeMap<>())
        .write(local);

    engine().stop();

    assertThat(stranger.isAlive()).isTrue();
    stranger.getOutputStream().close();
    assertThat(stranger.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(stranger.exitValue()).isZero();
  }

  @Test
  void servicesThatAreToStayOutliveTheirBuild() throws Exception {
    URI url = build(Lifetime.UNTIL_STOPPED);

    assertThat(health(url)).isEqualTo(200);
  }

  @Test
  void servicesOfABuildEndWithIt() throws Exception {
    build(Lifetime.THIS_PROCESS);

    assertThat(running()).isEmpty();
  }

  @Test
  void servicesThatABuildFindsEndWithItToo() throws Exception {
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
