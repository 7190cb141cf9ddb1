package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.LogLevel;
import io.github.nanoservice.manifest.MessageLimits;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.Certificates;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs real processes of a small Python script in place of services. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ForegroundRunnerTest {
  @TempDir Path temporary;

  private Path directory;
  private String python;
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
  private final List<String> passed = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    directory = Files.createDirectories(temporary.resolve("a spáce"));
    python = RealPython.assumePresent(directory);
  }

  private ServiceEntry service(String behaviour, OptionalInt published) throws IOException {
    Path script =
        Files.createDirectories(directory.resolve("bundle").resolve(behaviour)).resolve("main.py");
    try (InputStream source = ForegroundRunnerTest.class.getResourceAsStream("stand_in.py")) {
      Files.write(script, source.readAllBytes());
    }
    return TestServices.service(behaviour, published);
  }

  private LocalPlan plan(Duration startTimeout, Duration callTimeout, ServiceEntry... services) {
    return new LocalPlan(
        python,
        directory,
        directory,
        directory.resolve("bundle"),
        List.of(services),
        true,
        startTimeout,
        ServiceSettings.DEFAULTS.withCallTimeout(callTimeout),
        GivenSecrets.NONE,
        List.of(),
        PackageIndexes.DEFAULT,
        Optional.empty());
  }

  private ServiceGroup start(String... behaviours) throws Exception {
    ServiceEntry[] services = new ServiceEntry[behaviours.length];
    for (int i = 0; i < behaviours.length; i++) {
      services[i] = service(behaviours[i], OptionalInt.empty());
    }
    return start(plan(Duration.ofMinutes(1), Duration.ofMinutes(1), services));
  }

  private ServiceGroup start(LocalPlan plan) throws EngineException {
    return new ForegroundRunner(
            ProcessLauncher.ofSystem(), (service, line) -> printed.add(service + ": " + line))
        .start(plan);
  }

  /** Waits for a line with a prefix and returns the rest of it; each line is returned once. */
  private String awaitPrinted(String prefix) throws InterruptedException {
    while (passed.stream().noneMatch(line -> line.startsWith(prefix))) {
      String line = printed.poll(1, TimeUnit.MINUTES);
      assertThat(line).as("a line that starts with " + prefix).isNotNull();
      passed.add(line);
    }
    String found =
        passed.stream().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
    passed.remove(found);
    return found.substring(prefix.length());
  }

  private static void assertEnds(long pid) {
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).stream().toList())
        .allSatisfy(exit -> assertThat(exit).succeedsWithin(1, TimeUnit.MINUTES));
  }

  private static void assertNoDescendants() {
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::onExit).toList())
        .allSatisfy(exit -> assertThat(exit).succeedsWithin(1, TimeUnit.MINUTES));
  }

  private void assertNothingLeftBehind() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .extracting(Path::getFileName)
          .extracting(Path::toString)
          .containsExactly("bundle");
    }
  }

  @Test
  void callSendsArgumentsInTheQuery() throws Exception {
    try (ServiceGroup services = start("echo")) {
      assertThat(services.call(new CallRequest("echo", "[\"example\"]", "{}")))
          .isEqualTo(
              new CallResult.Value(
                  "{\"request\": \"GET /?args=%5B%22example%22%5D\",\"body\": \"\"}"));
      assertThat(services.call(new CallRequest("echo", "[1, \"ä\"]", "{\"a\": 2}")))
          .isEqualTo(
              new CallResult.Value(
                  "{\"request\": \"GET"
                      + " /?args=%5B1%2C%20%22%C3%A4%22%5D&kwargs=%7B%22a%22%3A%202%7D\",\"body\":"
                      + " \"\"}"));
    }
    assertNothingLeftBehind();
  }

  @Test
  void longArgumentsArePosted() throws Exception {
    // ?args=%5B%22...%22%5D has 18 bytes around the text.
    String longest = "x".repeat(3_500 - 18);
    try (ServiceGroup services = start("echo")) {
      assertThat(services.call(new CallRequest("echo", "[\"" + longest + "\"]", "{}")).toString())
          .contains("GET /?args=");
      assertThat(services.call(new CallRequest("echo", "[\"" + longest + "x\"]", "{}")).toString())
          .contains("POST /\"")
          .contains("{\\\"args\\\": [\\\"x")
          .contains("x\\\"], \\\"kwargs\\\": {}}");
    }
  }

  @Test
  void servicesReceiveAllAddresses() throws Exception {
    service("addresses", OptionalInt.empty());
    ServiceEntry group =
        new ServiceEntry(
            "money",
            "money",
            "addresses",
            List.of(
                TestServices.endpoint("discount", "/discount", OptionalInt.empty()),
                TestServices.endpoint("größe", "/größe", OptionalInt.empty())),
            List.of(),
            ServiceConfiguration.defaults("512m", "python:3.13-slim"));
    ServiceEntry echo = service("echo", OptionalInt.empty());
    try (ServiceGroup services =
        start(plan(Duration.ofMinutes(1), Duration.ofMinutes(1), group, echo))) {
      String discount = services.addresses().get("discount").toString();
      String size = services.addresses().get("größe").toString();
      String other = services.addresses().get("echo").toString();

      assertThat(discount).matches("http://127\\.0\\.0\\.1:\\d+/discount");
      assertThat(size).endsWith("/gr%C3%B6%C3%9Fe");
      assertThat(other).matches("http://127\\.0\\.0\\.1:\\d+/");
      assertThat(services.call(new CallRequest("discount", "[]", "{}")))
          .isEqualTo(
              new CallResult.Value(
                  "{\"discount\": \"%s\", \"echo\": \"%s\", \"gr\\u00f6\\u00dfe\": \"%s\"}"
                      .formatted(discount, other, size)));
    }
  }

  @Test
  void servicesReceiveTheirEnvironment() throws Exception {
    try (ServiceGroup services = start("environment")) {
      assertThat(services.call(new CallRequest("environment", "[]", "{}")).toString())
          .contains("\"NANOSERVICE_HOST\": \"127.0.0.1\"")
          .contains("\"NANOSERVICE_PORT\": \"0\"")
          .contains("\"NANOSERVICE_TIMEOUT_MS\": \"60000\"")
          .contains("\"NANOSERVICE_STOP_ON_EOF\": \"1\"")
          .contains("\"NANOSERVICE_AUTHENTICATION\": \"none\"")
          .contains("\"NANOSERVICE_ENTRY_POINTS\": \"\"")
          .contains("a sp\\u00e1ce\"");
    }
  }

  @Test
  void callCarriesTheTokenOfTheServices() throws Exception {
    Path file;
    try (ServiceGroup services = start("token")) {
      file = services.tokenFile();
      String token = Files.readString(file).strip();
      assertThat(services.call(new CallRequest("token", "[]", "{}")))
          .isEqualTo(new CallResult.Value("[\"Bearer %1$s\", \"%1$s\"]".formatted(token)));
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void servicesWithTlsAreCalledWithACertificate() throws Exception {
    Path issued = Certificates.of(directory.resolve("ca")).issue("tls", "ed25519", "IP:127.0.0.1");

    try (ServiceGroup services = start(tlsPlan(issued, service("echo", OptionalInt.empty())))) {
      assertThat(services.addresses().get("echo").getScheme()).isEqualTo("https");
      assertThat(services.call(new CallRequest("echo", "[]", "{}")))
          .isInstanceOf(CallResult.Value.class);
    }
  }

  @Test
  void certificateForOtherNamesIsReported() throws Exception {
    Path issued = Certificates.of(directory.resolve("ca")).issue("tls", "ed25519", "DNS:echo");
    LocalPlan plan = tlsPlan(issued, service("echo", OptionalInt.empty()));

    assertThatThrownBy(() -> start(plan))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("The certificate in tls.crt must be valid for 127.0.0.1");
  }

  private LocalPlan tlsPlan(Path issued, ServiceEntry service) throws Exception {
    ServiceSettings defaults = ServiceSettings.DEFAULTS;
    return new LocalPlan(
        python,
        directory,
        directory,
        directory.resolve("bundle"),
        List.of(service),
        true,
        Duration.ofMinutes(1),
        new ServiceSettings(
            Duration.ofMinutes(1),
            defaults.authentication(),
            defaults.errorDetails(),
            List.of(),
            List.of(),
            true,
            ServiceTimes.defaults(),
            MessageLimits.defaults(),
            LogLevel.INFO),
        new GivenSecrets(Optional.empty(), Optional.of(TlsFiles.read(issued))),
        List.of(),
        PackageIndexes.DEFAULT,
        Optional.empty());
  }

  @Test
  void raisedExceptionIsReturnedAsProblem() throws Exception {
    try (ServiceGroup services = start("raises")) {
      assertThat(services.call(new CallRequest("raises", "[]", "{}")))
          .isEqualTo(
              new CallResult.Problem(
                  500,
                  "ValueError",
                  "no such name: ä 😀",
                  Optional.of(
                      "Traceback (most recent call last):\n  ...\nValueError: no such name")));
    }
  }

  @Test
  void deeplyNestedProblemIsRead() throws Exception {
    try (ServiceGroup services = start("raises_deeply")) {
      assertThat(services.call(new CallRequest("raises_deeply", "[]", "{}")))
          .isEqualTo(
              new CallResult.Problem(
                  500,
                  "ValueError",
                  "deep",
                  Optional.of("Traceback (most recent call last):\n  ...")));
    }
  }

  @Test
  void otherErrorResponseIsReturnedAsDetail() throws Exception {
    try (ServiceGroup services = start("garbled")) {
      assertThat(services.call(new CallRequest("garbled", "[]", "{}")))
          .isEqualTo(
              new CallResult.Problem(
                  502, "HTTP status 502", "a proxy's page: {", Optional.empty()));
    }
  }

  @Test
  void outputOfServicesIsPassedOn() throws Exception {
    try (ServiceGroup services = start("echo")) {
      assertThat(services.addresses()).containsKey("echo");
      assertThat(awaitPrinted("echo: pid ")).matches("\\d+");
      assertThat(awaitPrinted("echo: to standard error")).isEqualTo(": ä");
    }
  }

  @Test
  void serviceThatEndsAtStartStopsAll() throws Exception {
    EngineException thrown =
        catchThrowableOfType(EngineException.class, () -> start("echo", "dies_at_start", "silent"));

    assertThat(thrown.origin()).isEqualTo(Origin.PROGRAM);
    assertThat(thrown)
        .hasMessageContaining("Service dies_at_start (")
        .hasMessageContaining("ended with exit code 1 before it listened")
        .hasMessageContaining("\n  no module named 'naught'\n");
    assertNoDescendants();
    assertNothingLeftBehind();
  }

  @Test
  void startTimeoutNamesTheService() {
    assertThatThrownBy(
            () ->
                start(
                    plan(
                        Duration.ofMillis(1_500),
                        Duration.ofMinutes(1),
                        service("silent", OptionalInt.empty()))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("1 of 1 services did not start within 1500 ms: silent.")
        .hasMessageContaining("-Dnanoservice.startTimeout");
    assertNoDescendants();
  }

  @Test
  void unhealthyServiceFailsStart() {
    assertThatThrownBy(() -> start("echo", "sick"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Service sick (")
        .hasMessageContaining("GET /healthz returned HTTP status 503");
  }

  @Test
  void portInUseIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServiceEntry entry = service("echo", OptionalInt.of(taken.getLocalPort()));
      EngineException thrown =
          catchThrowableOfType(
              EngineException.class,
              () -> start(plan(Duration.ofMinutes(1), Duration.ofMinutes(1), entry)));

      assertThat(thrown.origin()).isEqualTo(Origin.ENVIRONMENT);
      assertThat(thrown)
          .hasMessageStartingWith("Port " + taken.getLocalPort() + " of service echo is in use.")
          .hasMessageContaining("-Dnanoservice.port=NUMBER");
    }
  }

  @Test
  void entryPointListensOnItsPort() throws Exception {
    try (ServiceGroup services = startOnFreePort(3)) {
      int port = services.addresses().get("echo").getPort();
      assertThat(awaitPrinted("echo: asked for port ")).isEqualTo(Integer.toString(port));
    }
  }

  /** Between the choice of a port and the start of the service, another process may take it. */
  private ServiceGroup startOnFreePort(int attempts) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ServiceEntry entry = service("echo", OptionalInt.of(port));
    try {
      return start(plan(Duration.ofMinutes(1), Duration.ofMinutes(1), entry));
    } catch (EngineException e) {
      if (attempts == 1 || e.origin() != Origin.ENVIRONMENT) {
        throw e;
      }
      return startOnFreePort(attempts - 1);
    }
  }

  @Test
  void serviceThatEndsInACallIsReported() throws Exception {
    try (ServiceGroup services = start("dies_in_call")) {
      assertThatThrownBy(() -> services.call(new CallRequest("dies_in_call", "[]", "{}")))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("ended with exit code 9 during a call")
          .hasMessageContaining("\n  about to die\n");
    }
  }

  @Test
  void serviceThatHasEndedIsNotCalled() throws Exception {
    try (ServiceGroup services = start("dies_in_call")) {
      CallRequest call = new CallRequest("dies_in_call", "[]", "{}");
      assertThatThrownBy(() -> services.call(call)).hasMessageContaining("during a call");
      assertThatThrownBy(() -> services.call(call))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("ended by itself with exit code 9 before the call");
    }
  }

  @Test
  void callTimeoutIsReported() throws Exception {
    LocalPlan plan =
        plan(Duration.ofMinutes(1), Duration.ofMillis(10), service("slow", OptionalInt.empty()));
    try (ServiceGroup services = start(plan)) {
      assertThatThrownBy(() -> services.call(new CallRequest("slow", "[]", "{}")))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("'slow' did not respond within 10 ms")
          .hasMessageContaining("-Dnanoservice.callTimeout=MILLISECONDS");
    }
  }

  @Test
  void serviceThatIgnoresSigtermIsKilled() throws Exception {
    long pid;
    try (ServiceGroup services = start("stubborn")) {
      assertThat(services.addresses()).containsKey("stubborn");
      pid = Long.parseLong(awaitPrinted("stubborn: pid "));
    }
    assertEnds(pid);
  }

  @Test
  void processesOfAFunctionAreKilled() throws Exception {
    long child;
    try (ServiceGroup services = start("parent")) {
      assertThat(services.addresses()).containsKey("parent");
      child = Long.parseLong(awaitPrinted("parent: child "));
    }
    assertEnds(child);
  }

  @Test
  void awaitEndsWithTheFirstService() throws Exception {
    try (ServiceGroup services = start("echo", "dies_in_call")) {
      HttpClient.newHttpClient()
          .sendAsync(
              HttpRequest.newBuilder(services.addresses().get("dies_in_call")).build(),
              BodyHandlers.discarding());
      assertThatThrownBy(services::await)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("Service dies_in_call (")
          .hasMessageContaining("ended by itself with exit code 9; the others have been stopped");
    }
    assertNoDescendants();
  }

  /** Ctrl-C asks the JVM to end while it runs services. */
  @Test
  void interruptedBuildStopsItsServices() throws Exception {
    service("parent", OptionalInt.empty());
    Process build = Jvm.start(ForegroundBuild.class, python, directory.toString());
    OutputReader.read("build", build.getInputStream(), printed::add);
    long child = Long.parseLong(awaitPrinted("child "));
    long service = Long.parseLong(awaitPrinted("pid "));
    awaitPrinted("to standard error");

    build.toHandle().destroy();

    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertEnds(service);
    assertEnds(child);
    assertNothingLeftBehind();
  }
}
