package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanoservice.engine.CallResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the caller of a service sees when something happens to the service, and that it passes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerFaultsTest {
  /** One function calls another, which does as it is told. */
  private static final String SOURCE =
      """
      import os


      def main(order):
          return work(order)


      def work(order):
          if order.startswith("wait"):
              gate = "/tmp/" + order
              os.mkfifo(gate)
              print("at", gate)
              with open(gate) as file:  # waits for one who writes
                  return file.read()
          if order == "fill the memory":
              return len(b"." * 1_000_000_000)
          return order + ": done"
      """;

  /** Tells a service how many milliseconds the call has. */
  private static final String TIMEOUT = "Nanoservice-Timeout-Ms";

  private ContainerBundle bundle;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Docker.assumePresent();
    Path sources = Files.createDirectories(directory.resolve("src/main/python"));
    Files.writeString(sources.resolve("orders.py"), SOURCE);
    bundle = ContainerBundle.generate(directory, sources, "128m");
    bundle.start();
  }

  @AfterAll
  void remove() {
    if (bundle != null) {
      bundle.close();
    }
  }

  @Test
  void aServiceIsKilledDuringACall() throws Exception {
    Future<CallResult> call = callAt("wait for the end");

    // All processes of the container but its first, which ends with them.
    Docker.succeeds("exec", bundle.container("work"), "python", "-c", "import os; os.kill(-1, 9)");

    assertProblem(call.get(), "ConnectionError", "service 'work' failed during the call");
    awaitAnswer();
  }

  @Test
  void aServiceIsPausedForLongerThanTheDeadline() throws Exception {
    awaitAnswer();
    Docker.run("pause", bundle.container("work"));
    try {
      assertProblem(
          bundle.call("[\"on\"]", TIMEOUT, "2000"),
          "TimeoutError",
          "service 'work' did not answer before the deadline");
    } finally {
      Docker.run("unpause", bundle.container("work"));
    }
    awaitAnswer();
  }

  @Test
  void aServiceRunsOutOfMemory() throws Exception {
    assertProblem(
        bundle.call("[\"fill the memory\"]"),
        "ConnectionError",
        "service 'work' failed during the call");
    awaitAnswer();
  }

  /** 1 MB of lists takes up to 140 MB of memory in Python, more than a container has. */
  @Test
  void messagesThatTakeMuchMemoryEndNoService() throws Exception {
    awaitAnswer();
    List<String> before = starts();
    String lists = "{\"args\":[[" + "[],".repeat(100_000) + "[]]]}";

    List<CompletableFuture<Integer>> calls =
        Stream.generate(() -> lists).limit(20).map(bundle::post).toList();

    // The function does not accept a list.
    assertThat(calls).extracting(CompletableFuture::join).containsAnyOf(500).isSubsetOf(500, 503);
    assertThat(bundle.post("{\"args\":[[" + "[],".repeat(2_000_000) + "[]]]}").join())
        .isEqualTo(413);
    awaitAnswer();
    assertThat(starts()).isEqualTo(before);
  }

  @Test
  void theNetworkOfAServiceIsDisconnected() throws Exception {
    awaitAnswer();
    String container = bundle.container("work");
    String network = bundle.project() + "_functions";
    Future<CallResult> call = callAt("wait for the network", TIMEOUT, "4000");

    Docker.run("network", "disconnect", network, container);

    assertProblem(call.get(), "TimeoutError", "service 'work' did not answer before the deadline");
    assertProblem(bundle.call("[\"on\"]"), "ConnectionError", "service 'work' cannot be reached: ");

    Docker.run("network", "connect", "--alias", "work", network, container);
    open("wait for the network", "nobody waits for this");
    awaitAnswer();
  }

  /** A running call is answered before its service ends, and the URL stays. */
  @Test
  void theEntryIsRestartedDuringACall() throws Exception {
    awaitAnswer();
    String container = bundle.container("main");
    Future<CallResult> call = callAt("wait for the restart");
    Future<Boolean> restart =
        CompletableFuture.supplyAsync(() -> Docker.succeeds("restart", container));
    awaiting().until(() -> !bundle.acceptsConnections());

    open("wait for the restart", "still answered");

    assertThat(call.get()).isEqualTo(new CallResult.Value("\"still answered\""));
    assertThat(restart.get()).isTrue();
    awaitAnswer();
  }

  @Test
  void servicesAreStartedTwice() throws Exception {
    List<String> before = bundle.left();

    assertThat(bundle.start()).containsOnlyKeys("main");

    assertThat(bundle.left()).containsExactlyInAnyOrderElementsOf(before);
    awaitAnswer();
  }

  private Future<CallResult> callAt(String order, String... headers) {
    Future<CallResult> call = CompletableFuture.supplyAsync(() -> called(order, headers));
    awaiting().until(() -> Docker.logs(bundle.container("work")).contains("at /tmp/" + order));
    return call;
  }

  /** Lets a call go on that waits. */
  private void open(String order, String text) {
    bundle.python("work", "open('/tmp/%s', 'w').write('%s')".formatted(order, text));
  }

  /** What a call gives, be it that nobody answers. */
  private CallResult called(String order, String... headers) {
    try {
      return bundle.call("[\"" + order + "\"]", headers);
    } catch (IOException e) {
      return new CallResult.Problem(0, "no answer", e.toString(), Optional.empty());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** When the main processes of both containers started. */
  private List<String> starts() {
    return Stream.of("main", "work")
        .map(bundle::container)
        .map(each -> Docker.run("inspect", "--format", "{{.State.StartedAt}}", each))
        .toList();
  }

  private void awaitAnswer() {
    awaiting()
        .untilAsserted(
            () -> assertThat(called("on")).isEqualTo(new CallResult.Value("\"on: done\"")));
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100));
  }

  private static void assertProblem(CallResult answer, String exception, String detail) {
    assertThat(answer).isInstanceOf(CallResult.Problem.class);
    CallResult.Problem problem = (CallResult.Problem) answer;
    assertThat(problem.title()).isEqualTo(exception);
    assertThat(problem.detail()).startsWith(detail);
  }
}
