package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.engine.FakeLauncher.Ended;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.naming.ProjectName;
import io.github.nanoservice.pip.PackageIndex;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compose commands and the handling of their results; all processes are fakes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ContainerEngineTest {
  private static final Ended FINE = new Ended(0, "", "");
  private static final Ended GONE =
      new Ended(
          1,
          "",
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon"
              + " running?");

  /** Long enough for a fake process to end on a busy machine; no pause between two attempts. */
  private static final ContainerEngine.Polling POLLING =
      new ContainerEngine.Polling(Duration.ofMinutes(1), Duration.ZERO);

  @TempDir Path directory;

  private final List<String> progress = new ArrayList<>();
  private final FakeLauncher launcher = new FakeLauncher(this::run);
  private GivenSecrets given = GivenSecrets.NONE;
  private PackageIndexes indexes = PackageIndexes.DEFAULT;
  private Set<String> programs = Set.of("docker compose");
  private String version = "Docker Compose version v2.26.1";

  /** The next results of each command; {@link #FINE} if none is left. */
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
            directory,
            List.of(
                TestServices.service("main", OptionalInt.of(8081)),
                TestServices.service("tax", OptionalInt.empty())),
            startTimeout,
            given,
            indexes),
        POLLING);
  }

  @Test
  void buildMergesTheOverrideFile() throws Exception {
    Files.writeString(directory.resolve("bundle/compose.override.yaml"), "services: {}");
    script("build", new Ended(0, "#1 building", ""));

    engine().build();

    assertThat(launcher.commands())
        .containsExactly(
            "docker compose version",
            "docker compose --project-name shop --file %1$s/bundle/compose.yaml --file %1$s/bundle/compose.override.yaml build"
                .formatted(directory));
    assertThat(progress)
        .containsExactly("Building the images of 2 services as project shop", "#1 building");
  }

  /** Other users of the machine see the arguments of processes, and a killed build leaves files. */
  @Test
  void credentialsReachTheImageBuildByTheEnvironment() throws Exception {
    PackageIndex index = PackageIndex.withCredentials("https://a.org/simple", "ada", "s3cret");
    indexes = PackageIndexes.DEFAULT.with(Optional.of(index), List.of());
    script("build", new Ended(0, "Looking in indexes: " + index.url(), ""));

    engine().build();

    assertThat(launcher.commands()).noneMatch(command -> command.contains("s3cret"));
    assertThat(launcher.environments().get(1))
        .containsEntry("NANOSERVICE_PIP_CONFIG", "[global]\nindex-url = " + index.url() + "\n");
    assertThat(progress).contains("Looking in indexes: https://ada:****@a.org/simple");
    assertThat(directory).isDirectoryNotContaining(file -> contains(file, "s3cret"));
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void firstAvailableProgramIsUsed() throws Exception {
    programs = Set.of("docker-compose", "podman compose");

    engine().build();

    assertThat(launcher.commands().get(2)).startsWith("docker-compose --project-name shop ");
  }

  @Test
  void composeV1IsNotUsed() {
    programs = Set.of("docker-compose");
    version = "docker-compose version 1.29.2, build 5becea4c";

    assertThatThrownBy(engine()::build)
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "No compose program found: tried 'docker compose', 'docker-compose' and 'podman"
                + " compose'. Install Docker with its compose plugin (version 2 or later), name"
                + " another program with -Dnanoservice.composeCommand=COMMAND, or run the services"
                + " without containers with -Dnanoservice.engine=local.");
  }

  @Test
  void onlyTheNamedProgramIsUsed() {
    assertThatThrownBy(
            engine(Optional.of(List.of("nerdctl", "compose")), Duration.ofMinutes(1))::build)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "No compose program found: tried 'nerdctl compose' (parameter"
                + " nanoservice.composeCommand). Install ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? | the container engine does not respond | Start it
          permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock | this user is not allowed to use the container engine | Add the user to the engine's group
          Error starting userland proxy: listen tcp4 127.0.0.1:8081: bind: address already in use | a port is already in use | -Dnanoservice.port=NUMBER
          Bind for 127.0.0.1:8081 failed: port is already allocated | a port is already in use | -Dnanoservice.port=NUMBER
          failed to solve: python:3.99-slim: failed to resolve source metadata for docker.io/library/python:3.99-slim | an image could not be pulled | Check the parameter nanoservice.baseImage
          write /var/lib/docker/tmp/x: no space left on device | the disk is full | docker system prune
          """)
  void knownFailureIsExplained(String line, String reason, String advice) {
    script("build", new Ended(17, "", "#1 doing\n" + line + "\n"));

    assertThatThrownBy(engine()::build)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "'docker compose build' failed, because %s:%n  %s%n".formatted(reason, line))
        .hasMessageContaining(advice)
        .hasMessageEndingWith(
            ", or run the services without containers with -Dnanoservice.engine=local.");
  }

  @Test
  void unknownFailureShowsTheOutput() {
    script("build", new Ended(17, "", "#5 NewConnectionError: Connection refused"));

    assertThatThrownBy(engine()::build)
        .hasMessage(
            "'docker compose build' failed with exit code 17:%n  #5 NewConnectionError: Connection refused%nFix the problem shown above and run the goal again."
                .formatted());
  }

  @Test
  void startBuildsAndProbesFromOneContainer() throws Exception {
    assertThat(engine().start(Lifetime.UNTIL_STOPPED).addresses())
        .isEqualTo(Map.of("main", URI.create("http://127.0.0.1:49153/")));

    assertThat(subcommands()).containsExactly("ps", "build", "up", "exec", "ps");
    assertThat(launcher.commands())
        .anyMatch(line -> line.endsWith("compose.yaml up --detach --remove-orphans"))
        .anyMatch(
            line ->
                line.matches(
                    "(?s).* exec -T main python -I -c \"\"\"Waits until .* \\d+ main:5000 tax:5000"));
  }

  @Test
  void startMakesATokenThatStopDeletes() throws Exception {
    Path token = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();

    assertThat(Token.of(Files.readString(token))).isPresent();
    assertThat(launcher.environments())
        .allMatch(
            variables ->
                variables.get("NANOSERVICE_SECRETS") == null
                    || variables.get("NANOSERVICE_SECRETS").equals(token.getParent().toString()))
        .anyMatch(variables -> variables.containsKey("NANOSERVICE_SECRETS"));

    engine().stop();
    assertThat(token.getParent()).doesNotExist();
  }

  @Test
  void noProcessOrMessageContainsTheToken() throws Exception {
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String token = Files.readString(file).strip();

    assertThat(launcher.commands()).noneMatch(line -> line.contains(token));
    assertThat(launcher.environments())
        .noneMatch(variables -> variables.toString().contains(token));
    assertThat(progress).noneMatch(line -> line.contains(token));
  }

  @Test
  void eachStartMakesANewToken() throws Exception {
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String first = Files.readString(file);
    engine().stop();
    engine().start(Lifetime.UNTIL_STOPPED);

    assertThat(file).content().isNotEqualTo(first);
  }

  @Test
  void containersThatExistKeepTheirToken() throws Exception {
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String first = Files.readString(file);
    script("ps", new Ended(0, "4f66ad9a\n", ""), running("main", 49153));
    engine().start(Lifetime.UNTIL_STOPPED);

    assertThat(file).hasContent(first);
    assertThat(launcher.commands()).noneMatch(line -> line.contains("--force-recreate"));
  }

  /** Compose compares configurations, and these do not contain the content of a secret. */
  @Test
  void anotherTokenReplacesContainersThatExist() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    Token token = Token.random();
    given = new GivenSecrets(Optional.of(token), Optional.empty());
    script("ps", new Ended(0, "4f66ad9a\n", ""), running("main", 49153));
    Path file = engine().start(Lifetime.UNTIL_STOPPED).tokenFile();

    assertThat(Token.of(Files.readString(file))).contains(token);
    assertThat(launcher.commands())
        .anyMatch(line -> line.endsWith("up --detach --remove-orphans --force-recreate"));
  }

  @Test
  void onlyChangedBundleIsBuiltAgain() throws Exception {
    engine().build();
    engine().start(Lifetime.UNTIL_STOPPED);
    assertThat(subcommands()).containsExactly("build", "ps", "up", "exec", "ps");

    Files.writeString(directory.resolve("bundle/nanoservices.json"), "{\"changed\": true}");
    engine().start(Lifetime.UNTIL_STOPPED);
    assertThat(subcommands()).endsWith("ps", "build", "up", "exec", "ps");
  }

  @Test
  void endedServiceFailsStartWithItsLastOutput() {
    script("exec", new Ended(1, "tax:5000\n", ""));
    script(
        "ps",
        FINE,
        new Ended(0, "[{\"Service\": \"tax\", \"State\": \"restarting\", \"ExitCode\": 3}]", ""));
    script("logs", new Ended(0, "ModuleNotFoundError: ledger\n", ""));

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "Service tax ended with exit code 3 before it responded; everything that was started has been removed.%nIts last output:\n  ModuleNotFoundError: ledger%nFix the problem shown above and run the goal again."
                .formatted());
    assertThat(launcher.commands().get(launcher.commands().size() - 1))
        .endsWith(" down --volumes --remove-orphans");
  }

  @Test
  void startTimeoutNamesUnresponsiveServices() {
    script("exec", new Ended(1, "tax:5000\n", ""));
    script("logs", new Ended(0, "thinking\n", ""));

    assertThatThrownBy(
            () -> engine(Optional.empty(), Duration.ofNanos(1)).start(Lifetime.UNTIL_STOPPED))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "1 of 2 services did not respond within 0 ms: tax; everything that was started has been"
                + " removed.")
        .hasMessageContaining("Last output of tax:\n  thinking")
        .hasMessageEndingWith("Allow more time with -Dnanoservice.startTimeout=MILLISECONDS.");
    assertThat(subcommands()).endsWith("logs", "down");
  }

  @Test
  void restartOfTheEngineStartsOver() throws Exception {
    script("up", GONE);
    script("exec", GONE, FINE);
    script("ps", FINE, GONE, running("main", 8081));

    assertThat(engine().start(Lifetime.UNTIL_STOPPED).addresses()).containsKey("main");
    assertThat(subcommands())
        .containsExactly("ps", "build", "up", "up", "exec", "ps", "up", "exec", "ps");
  }

  @Test
  void unknownFailureOfUpIsRetriedOnce() throws Exception {
    Ended stopping =
        new Ended(1, "", "failed to update store for object type: open : no such file");
    script("up", stopping, GONE);
    script("ps", FINE, running("main", 8081));

    assertThat(engine().start(Lifetime.UNTIL_STOPPED).addresses()).containsKey("main");
    assertThat(subcommands()).containsExactly("ps", "build", "up", "up", "up", "exec", "ps");

    script("up", stopping, stopping);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("failed to update store");
  }

  @Test
  void unresponsiveEngineFailsStartAtOnce() {
    script("ps", GONE);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageStartingWith("'docker compose ps' failed, because the container engine does");
    assertThat(subcommands()).containsExactly("ps");
  }

  @Test
  void failedStartIsRemoved() {
    script("up", new Ended(1, "", "Bind for 127.0.0.1:8081 failed: port is already allocated"));
    script("down", GONE);

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("a port is already in use");
    assertThat(subcommands()).containsExactly("ps", "build", "up", "down", "down");
  }

  @Test
  void failedRemovalIsReported() {
    Ended strange = new Ended(1, "", "strange");
    script("up", strange, strange);
    script("down", new Ended(1, "", "stranger"));

    assertThatThrownBy(() -> engine().start(Lifetime.UNTIL_STOPPED))
        .hasMessageContaining("strange");
    assertThat(progress.get(progress.size() - 1))
        .startsWith("Could not remove what was started. Run nanoservice:stop to remove it. ")
        .contains("stranger");
  }

  @Test
  void stopWorksWithoutAStart() throws Exception {
    engine().stop();

    assertThat(launcher.commands())
        .containsExactly(
            "docker compose version",
            "docker compose --project-name shop --file %s/bundle/compose.yaml down --volumes --remove-orphans"
                .formatted(directory));
  }

  @Test
  void stopWithoutBundleUsesTheProjectName() throws Exception {
    Files.delete(directory.resolve("bundle/compose.yaml"));

    engine().stop();

    assertThat(launcher.commands())
        .contains("docker compose --project-name shop down --volumes --remove-orphans");
  }

  @Test
  void stopWithoutEngineAndStartDoesNothing() throws Exception {
    script("down", GONE);
    engine().stop();

    programs = Set.of();
    engine().stop();
  }

  @Test
  void stopFailsIfServicesMayBeRunning() throws Exception {
    engine().start(Lifetime.UNTIL_STOPPED);
    script("down", GONE);
    assertThatThrownBy(engine()::stop)
        .hasMessageStartingWith("'docker compose down' failed, because the container engine does");

    programs = Set.of();
    assertThatThrownBy(engine()::stop).hasMessageStartingWith("No compose program found");
  }

  @Test
  void logsShowOneService() throws Exception {
    script("logs", new Ended(0, "\u001b[2Ktax-1  | hello\n", ""));
    List<String> lines = new ArrayList<>();

    engine().logs(Optional.of("tax"), true, lines::add);

    assertThat(lines).containsExactly("tax-1  | hello");
    assertThat(launcher.commands().get(1)).endsWith("compose.yaml logs --no-color --follow tax");
  }

  @Test
  void logsWithoutServicesAreReported() {
    assertThatThrownBy(() -> engine().logs(Optional.empty(), false, line -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("No service of project shop has run. ")
        .hasMessageEndingWith(
            "name the engine that runs them, for example -Dnanoservice.engine=local.");
  }

  @Test
  void unknownServiceNamesTheKnownOnes() {
    assertThatThrownBy(() -> engine().logs(Optional.of("taxes"), false, line -> {}))
        .hasMessage(
            "There is no service 'taxes' (parameter nanoservice.service). Name one of: main, tax.");
  }
}
