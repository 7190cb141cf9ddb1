package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.Jvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages and leftovers of builds that start or stop services and fail. */
class ContainerStartTest {
  private static final Path GREETING = Path.of("src/it/greeting/src/main/python");

  @TempDir Path directory;

  @BeforeEach
  void requireEngine() {
    Docker.assumePresent();
  }

  @Test
  void servicesAreBuiltStartedCalledAndStopped() throws Exception {
    try (ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      bundle.engine().build();
      assertThat(bundle.start())
          .isEqualTo(Map.of("main", URI.create("http://127.0.0.1:" + bundle.port() + "/")));
      assertThat(bundle.call("[]")).isEqualTo(new CallResult.Value("\"Hello, Example\""));

      bundle.engine().stop();
      assertThat(bundle.left()).isEmpty();
      bundle.engine().stop();
    }
  }

  @Test
  void aServiceHasTheModulesThatItsFunctionNeeds() throws Exception {
    Path sources = Path.of("src/it/extended/src/main/python");
    try (ContainerBundle bundle = ContainerBundle.generateExtended(directory, sources)) {
      bundle.start();

      assertThat(bundle.call("[]"))
          .isEqualTo(
              new CallResult.Value(
                  "[{\"Emma\":\"7.49\",\"Persuasion\":\"7.56\",\"a first edition\":\"no a first edition left\"},[[\"gross\"],[\"gross\"],[\"gross\"]]]"));
    }
  }

  @Test
  void requirementsAreInstalledByTheirHashes() throws Exception {
    requirementsAreInstalled(hashed("requests", "Flask", "h11"));
  }

  @Test
  void runtimeNeedsNoHashesBesideThoseOfTheProgram() throws Exception {
    requirementsAreInstalled(hashed("requests"));
  }

  private void requirementsAreInstalled(String requirements) throws Exception {
    Path sources = Files.createDirectories(directory.resolve("src/main/python"));
    Files.writeString(sources.resolve("requirements.txt"), requirements);
    Files.writeString(
        sources.resolve("versions.py"),
        """
        import requests


        def main():
            return requests.__title__
        """);
    try (ContainerBundle bundle = ContainerBundle.generate(directory, sources, "128m")) {
      bundle.start();
      assertThat(bundle.call("[]")).isEqualTo(new CallResult.Value("\"requests\""));
    }
  }

  @Test
  void servicesAreStoppedThatWereNeverStarted() throws Exception {
    try (ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      bundle.engine().stop();
      assertThat(bundle.left()).isEmpty();
    }
  }

  @Test
  void aServiceFailsToStart() throws Exception {
    Path sources = Files.createDirectories(directory.resolve("src/main/python"));
    Files.writeString(
        sources.resolve("broken.py"),
        """
        from os import there_is_no_such_name


        def broken():
            return there_is_no_such_name


        def main():
            return broken()
        """);
    try (ContainerBundle bundle = ContainerBundle.generate(directory, sources, "128m")) {
      assertThatThrownBy(bundle::start)
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("Service broken ended with exit code 1 before it responded")
          .hasMessageContaining("\n  ImportError: cannot import name 'there_is_no_such_name'");
      assertThat(bundle.left()).isEmpty();
    }
  }

  @Test
  void thePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ContainerBundle bundle =
            ContainerBundle.generate(directory, GREETING, "128m", taken.getLocalPort())) {
      assertThatThrownBy(bundle::start)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("a port is already in use")
          .hasMessageContaining(":" + taken.getLocalPort());
      assertThat(bundle.left()).isEmpty();
    }
  }

  @Test
  void twoCheckoutsOfAProjectAreStartedAtTheSameTime() throws Exception {
    try (ContainerBundle one = ContainerBundle.generate(directory.resolve("1"), GREETING, "128m");
        ContainerBundle two = ContainerBundle.generate(directory.resolve("2"), GREETING, "128m")) {
      CompletableFuture.allOf(starting(one), starting(two)).join();

      assertThat(one.call("[]")).isEqualTo(new CallResult.Value("\"Hello, Example\""));
      assertThat(two.call("[]")).isEqualTo(new CallResult.Value("\"Hello, Example\""));
      one.engine().stop();
      assertThat(one.left()).isEmpty();
      assertThat(two.call("[]")).isEqualTo(new CallResult.Value("\"Hello, Example\""));
    }
  }

  /** Sends SIGINT to the process group, as Ctrl-C in a terminal does. */
  @Test
  void theBuildIsEndedWhileServicesStart() throws Exception {
    try (ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      bundle.engine().build();
      Process build = Jvm.start(StartingBuild.class, directory.toString(), GREETING.toString());
      await().atMost(Duration.ofMinutes(1)).until(() -> hasContainers(bundle));

      for (ProcessHandle started : build.descendants().toList()) {
        interrupt(started.pid());
      }
      build.toHandle().destroy();

      assertThat(build.onExit()).succeedsWithin(2, TimeUnit.MINUTES);
      assertThat(bundle.left()).isEmpty();
    }
  }

  /** Lines of requirements, with the version and hash that the pip of the base image finds. */
  private static String hashed(String... distributions) {
    String script =
        """
        import hashlib, pathlib, subprocess, sys
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", "/tmp/wheels"]
        subprocess.run(pip + "%s".split(), check=True, stdout=subprocess.DEVNULL)
        for wheel in pathlib.Path("/tmp/wheels").iterdir():
            name, version = wheel.name.split("-")[:2]
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            print(f"{name}=={version} --hash=sha256:{digest}")
        """
            .formatted(String.join(" ", distributions));
    return Docker.run("run", "--rm", Docker.BASE_IMAGE, "python", "-c", script) + "\n";
  }

  private static CompletableFuture<Void> starting(ContainerBundle bundle) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            bundle.start();
          } catch (EngineException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean hasContainers(ContainerBundle bundle) {
    return bundle.left().stream().anyMatch(each -> each.startsWith("container"));
  }

  private static void interrupt(long process) throws IOException, InterruptedException {
    // One that has ended by now needs none.
    new ProcessBuilder(List.of("kill", "-INT", Long.toString(process))).start().waitFor();
  }
}
