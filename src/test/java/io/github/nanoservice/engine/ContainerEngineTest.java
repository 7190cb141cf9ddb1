package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.engine.FakeLauncher.Ended;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compose commands and what is made of their results, with all processes replaced. */
class ContainerEngineTest {
  private static final Ended FINE = new Ended(0, "", "");
  private static final Ended GONE =
      new Ended(
          1,
          "",
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");

  @TempDir Path directory;

  private final List<String> progress = new ArrayList<>();
  private final FakeLauncher launcher = new FakeLauncher(this::run);
  private Set<String> programs = Set.of("docker compose");
  private String version = "Docker Compose version v2.26.1";

  /** What the next of each command come to; fine where nothing is left. */
  private final Map<String, List<Ended>> results = new HashMap<>();

  @BeforeEach
  void writeBundle() throws IOException {
    Files.createDirectories(directory.resolve("bundle"));
    Files.writeString(directory.resolve("bundle/compose.yaml"), "services: {}");
    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{}");
    script("ps", FINE, running("main", 49153), running("main", 49153));
  }

  private Ended run(Command command) throws IOException {
    String line = String.join(" ", command.arguments());
    Optional<String> program = programs.stream().filter(line::startsWith).findFirst();
    if (program.isEmpty() && !line.startsWith("docker ")) {
      throw new IOException("error=2, No such file or directory");
    }
    if (program.isEmpty()) {
      return new Ended(1, "", "docker: 'compose' is not a docker command.");
    }
    if (line.endsWith(" version")) {
      return new Ended(0, version, "");
    }
    List<Ended> next = results.getOrDefault(subcommand(line), List.of());
    return next.isEmpty() ? FINE : next.remove(0);
  }

  private static String subcommand(String line) {
    return line.replaceFirst(".*--project-name \\S+( --file \\S+)* ", "").split(" ")[0];
  }

  private void script(String subcommand, Ended... next) {
    results.put(subcommand, new ArrayList<>(List.of(next)));
  }

  private static Ended running(String service, int port) {
    return new Ended(
        0,
        "{\"Service\": \"%s\", \"State\": \"running\", \"ExitCode\": 0, \"Publishers\": [{\"PublishedPort\": %d}]}"
            .formatted(service, port),
        "");
  }

  private List<String> subcommands() {
    return launcher.commands().stream()
        .filter(line -> !line.endsWith(" version"))
        .map(ContainerEngineTest::subcommand)
        .toList();
  }

  private ContainerEngine engine() {
    return engine(Optional.empty(), Duration.ofMinutes(1));
  }

  private ContainerEngine engine(Optional<List<String>> program, Duration startTimeout) {
    return new ContainerEngine(
        launcher,
        progress::add,
        new ContainerPlan(
            program,
            new ProjectName("shop"),
            directory.resolve("bundle"),
            ContainerPlan.overrideIn(directory),
            directory,
            List.of(
                TestServices.service("main", OptionalInt.of(8081)),
                TestServices.service("tax", OptionalInt.empty())),
            startTimeout));
  }

  @Test
  void buildsTheProjectWithTheUsersFileOnTop() throws Exception {
    Files.writeString(directory.resolve("compose.override.yaml"), "services: {}");
    script("build", new Ended(0, "#1 building", ""));

    engine().build();

    assertThat(launcher.commands())
        .containsExactly(
            "docker compose version",
            "docker compose --project-name shop --file %1$s/bundle/compose.yaml --file %1$s/compose.override.yaml build"
                .formatted(directory));
    assertThat(progress)
        .containsExactly("Building the images of 2 services as project shop", "#1 building");
  }

  @Test
  void takesTheFirstProgramThereIs() throws Exception {
    programs = Set.of("docker-compose", "podman compose");

    engine().build();

    assertThat(launcher.commands().get(2)).startsWith("docker-compose --project-name shop ");
  }

  @Test
  void doesNotTakeComposeOfTheFirstVersion() {
    programs = Set.of("docker-compose");
    version = "docker-compose version 1.29.2, build 5becea4c";

    assertThatThrownBy(engine()::build)
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "No compose program found: tried 'docker compose', 'docker-compose' and 'podman compose'. Install Docker with its compose plugin (version 2 or later), name another program with -Dnanoservice.compose=COMMAND, or run the services without containers with -Dnanoservice.engine=local.");
  }

  @Test
  void takesNoOtherProgramThanTheNamedOne() {
    assertThatThrownBy(
            engine(Optional.of(List.of("nerdctl", "compose")), Duration.ofMinutes(1))::build)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "No compose program found: tried 'nerdctl compose' (parameter nanoservice.compose). Install ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? | the container engine does not answer | Start it
          permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock | this user may not use the container engine | Add the user to the engine's group
          Error starting userland proxy: listen tcp4 127.0.0.1:8081: bind: address already in use | a port to publish is in use | -Dnanoservice.port=NUMBER
          Bind for 127.0.0.1:8081 failed: port is already allocated | a port to publish is in use | -Dnanoservice.port=NUMBER
          failed to solve: python:3.99-slim: failed to resolve source metadata for docker.io/library/python:3.99-slim | an image could not be had | Check the parameter nanoservice.baseImage
          write /var/lib/docker/tmp/x: no space left on device | the disk is full | docker system prune
          """)
  void tellsWhatTheMachineLacks(String said, String reason, String advice) {
    script("build", new Ended(17, "", "#1 doing\n" + said + "\n"));

    assertThatThrownBy(engine()::build)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "'docker compose build' failed, because %s:%n  %s%n".formatted(reason, said))
        .hasMessageContaining(advice)
        .hasMessageEndingWith(
            ", or run the services without containers with -Dnanoservice.engine=local.");
  }

  @Test
  void tellsWhatItCannotExplainInTheProgramsWords() {
    script("build", new Ended(17, "", "#5 NewConnectionError: Connection refused"));

    assertThatThrownBy(engine()::build)
        .hasMessage(
            "'docker compose build' failed with exit code 17 and said:%n  #5 NewConnectionError: Connection refused%nMend what it names and run the goal again."
                .formatted());
  }

  @Test
  void startsWhatWasBuiltAndAsksAllFromInsideOne() throws Exception {
    assertThat(engine().start(Lifetime.UNTIL_STOPPED))
        .isEqualTo(Map.of("main", URI.create("http://127.0.0.1:49153/")));

    assertThat(subcommands()).containsExactly("ps", "build", "up", "exec", "ps");
    assertThat(launcher.commands())
        .anyMatch(line -> line.endsWith("compose.yaml up --detach --remove-orphans"))
        .anyMatch(
            line ->
                line.matches(
                    ".* exec -T main python -I nanoservice/server/health.py \\d+ main:5000 tax:5000"));
  }

  @Test
  void buildsNothingThatIsBuiltButWhatHasChanged() throws Exception {
    engine().build();
    engine().start(Lifetime.UNTIL_STOPPED);
    assertThat(subcommands()).containsExactly("build", "ps", "up", "exec", "ps");

    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{\"changed\": true}");
    engine().start(Lifetime.UNTIL_STOPPED);
    assertThat(subcommands()).endsWith("ps", "build", "up", "exec", "ps");
  }

  @Test
  void tellsTheLastLinesOfAServiceThatEndsAndTakesAllDown() {
    script("exec", new Ended(1, "tax:5000\n", ""));
    script(
        "ps",
        FINE,
        new Ended(0, "[{\"Service\": \"tax\", \"State\": \"restarting\", \"ExitCode\": 3}]", ""));
    script("logs", new Ended(0, "ModuleNotFoundError: ledger\n", ""));

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "Service tax ended with exit code 3 before it answered; everything started was removed.%nIts last output:\n  ModuleNotFoundError: ledger%nMend what it names and run the goal again."
                .formatted());
    assertThat(launcher.commands().get(launcher.commands().size() - 1))
        .endsWith(" down --volumes --remove-orphans");
  }

  @Test
  void tellsWhichServicesDidNotAnswerInTime() {
    script("exec", new Ended(1, "tax:5000\n", ""));
    script("logs", new Ended(0, "thinking\n", ""));

    assertThatThrownBy(
            () -> engine(Optional.empty(), Duration.ofNanos(1)).start(Lifetime.UNTIL_STOPPED))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "1 of 2 services did not answer within 0 ms: tax; everything started was removed.")
        .hasMessageContaining("Last output of tax:\n  thinking")
        .hasMessageEndingWith("Give them more time with -Dnanoservice.startTimeout=MILLISECONDS.");
    assertThat(subcommands()).endsWith("logs", "down");
  }

  @Test
  void beginsAgainWhereTheEngineIsRestartedUnderneath() throws Exception {
    script("up", GONE);
    script("exec", GONE, FINE);
    script("ps", FINE, GONE, running("main", 8081));

    assertThat(engine().start(Lifetime.UNTIL_STOPPED)).containsKey("main");
    assertThat(subcommands())
        .containsExactly("ps", "build", "up", "up", "exec", "ps", "up", "exec", "ps");
  }

  @Test
  void triesAStartOnceMoreThatFailsInWaysOfAnEngineThatStops() throws Exception {
    Ended stopping =
        new Ended(1, "", "failed to update store for object type: open : no such file");
    script("up", stopping, GONE);
    script("ps", FINE, running("main", 8081));

    assertThat(engine().start(Lifetime.UNTIL_STOPPED)).containsKey("main");
    assertThat(subcommands()).containsExactly("ps", "build", "up", "up", "up", "exec", "ps");

    script("up", stopping, stopping);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("failed to update store");
  }

  @Test
  void startsNothingWhereTheEngineDoesNotAnswer() {
    script("ps", GONE);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageStartingWith("'docker compose ps' failed, because the container engine does");
    assertThat(subcommands()).containsExactly("ps");
  }

  @Test
  void takesDownWhatAFailingStartLeaves() {
    script("up", new Ended(1, "", "Bind for 127.0.0.1:8081 failed: port is already allocated"));
    script("down", GONE);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("a port to publish is in use");
    assertThat(subcommands()).containsExactly("ps", "build", "up", "down", "down");
  }

  @Test
  void saysWhatCouldNotBeTakenDown() {
    Ended strange = new Ended(1, "", "strange");
    script("up", strange, strange);
    script("down", new Ended(1, "", "stranger"));

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("strange");
    assertThat(progress.get(progress.size() - 1))
        .startsWith("What was started could not be removed; do so with nanoservice:stop. ")
        .contains("stranger");
  }

  @Test
  void stopsWithoutAStart() throws Exception {
    engine().stop();

    assertThat(launcher.commands())
        .containsExactly(
            "docker compose version",
            "docker compose --project-name shop --file %s/bundle/compose.yaml down --volumes --remove-orphans"
                .formatted(directory));
  }

  @Test
  void stopsByTheProjectsNameWhereTheBundleIsGone() throws Exception {
    Files.delete(directory.resolve("bundle/compose.yaml"));

    engine().stop();

    assertThat(launcher.commands())
        .contains("docker compose --project-name shop down --volumes --remove-orphans");
  }

  @Test
  void hasNothingToStopWhereNothingWasStartedAndNoEngineIs() throws Exception {
    script("down", GONE);
    engine().stop();

    programs = Set.of();
    engine().stop();
  }

  @Test
  void doesNotPassOverServicesThatMayStillRun() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    script("down", GONE);
    assertThatThrownBy(engine()::stop)
        .hasMessageStartingWith("'docker compose down' failed, because the container engine does");

    programs = Set.of();
    assertThatThrownBy(engine()::stop).hasMessageStartingWith("No compose program found");
  }

  @Test
  void showsTheLogsOfOneService() throws Exception {
    script("logs", new Ended(0, "\u001b[2Ktax-1  | hello\n", ""));
    List<String> lines = new ArrayList<>();

    engine().logs(Optional.of("tax"), true, lines::add);

    assertThat(lines).containsExactly("tax-1  | hello");
    assertThat(launcher.commands().get(1)).endsWith("compose.yaml logs --no-color --follow tax");
  }

  @Test
  void saysWhereNoServiceHasRun() {
    assertThatThrownBy(() -> engine().logs(Optional.empty(), false, line -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("No service has run as project ")
        .hasMessageEndingWith("name the engine they run in, as -Dnanoservice.engine=local.");
  }

  @Test
  void namesTheServicesThereAre() {
    assertThatThrownBy(() -> engine().logs(Optional.of("taxes"), false, line -> {}))
        .hasMessage(
            "There is no service 'taxes' (parameter nanoservice.service). Name one of: main, tax.");
  }
}
