package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanoservice.engine.CallResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container engine itself is restarted, which stops all that runs on it. */
class EngineRestartTest {
  private static final Path GREETING = Path.of("src/it/greeting/src/main/python");

  private static final String CONTROL = System.getProperty("nanoservice.test.engine", "");

  @TempDir Path directory;

  @BeforeEach
  void requireControl() {
    Docker.assume(
        !CONTROL.isEmpty(),
        "needs to stop and start the container engine: -Dnanoservice.test.engine names a command"
            + " that takes 'down' and 'up'");
    Docker.assumePresent();
    Docker.assume(
        Docker.run("ps", "--quiet").isEmpty(), "needs a container engine that runs nothing else");
  }

  @Test
  void servicesThatRunComeBackWithTheEngine() throws Exception {
    try (ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      bundle.start();

      restartEngine();

      awaitGreeting(bundle);
    }
  }

  @Test
  void servicesThatStartAreStartedOnceTheEngineIsBack() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      bundle.engine().build();
      Future<SortedMap<String, URI>> urls = thread.submit(bundle::start);
      await().atMost(Duration.ofMinutes(1)).until(() -> !bundle.left().isEmpty());

      restartEngine();

      assertThat(urls.get(2, TimeUnit.MINUTES))
          .isEqualTo(Map.of("main", URI.create("http://127.0.0.1:" + bundle.port() + "/")));
      awaitGreeting(bundle);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void awaitGreeting(ContainerBundle bundle) {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () ->
                assertThat(bundle.call("[]"))
                    .isEqualTo(new CallResult.Value("\"Hello, Example\"")));
  }

  private static void restartEngine() throws Exception {
    List<ProcessHandle> engine =
        ProcessHandle.allProcesses().filter(EngineRestartTest::isEngine).toList();
    assertThat(engine).as("processes named dockerd").isNotEmpty();
    control("down");
    assertThat(engine)
        .allSatisfy(each -> assertThat(each.onExit()).succeedsWithin(1, TimeUnit.MINUTES));
    control("up");
    await().atMost(Duration.ofMinutes(1)).until(Docker::answers);
  }

  private static boolean isEngine(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/dockerd")).isPresent();
  }

  private static void control(String order) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(CONTROL, order).inheritIO().start();
    assertThat(process.waitFor()).as("%s %s", CONTROL, order).isZero();
  }
}
