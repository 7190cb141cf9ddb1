package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Removal of containers, with a program in place of Compose that reports its arguments. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ContainerLifetimeTest {
  private static final String COMPOSE =
      """
      import signal, socket, sys
      port, hang, *arguments = sys.argv[1:]
      with socket.create_connection(("127.0.0.1", int(port))) as test:
          test.sendall((" ".join(arguments) + "\\n").encode())
      if hang in arguments:
          signal.pause()
      """;

  @TempDir Path directory;

  private String python;
  private ServerSocket server;

  @BeforeEach
  void prepare() throws IOException {
    python = RealPython.assumePresent(directory);
    Files.writeString(directory.resolve("compose.py"), COMPOSE);
    Files.writeString(directory.resolve("nanoservices.json"), "{}");
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(60_000);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Process start(Lifetime lifetime, String hang) throws IOException {
    return Jvm.start(
        ContainerBuild.class,
        directory.toString(),
        lifetime.name(),
        python,
        directory.resolve("compose.py").toString(),
        Integer.toString(server.getLocalPort()),
        hang);
  }

  /** Returns the next command that the program receives. */
  private String command() throws IOException {
    try (Socket program = server.accept();
        BufferedReader line =
            new BufferedReader(
                new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      return line.readLine().replace("--project-name shop ", "").split(" ")[0];
    }
  }

  /** Returns the different commands up to the last one; how often "ps" runs depends on the load. */
  private Set<String> commandsUntil(String last) throws IOException {
    Set<String> commands = new LinkedHashSet<>();
    while (!commands.contains(last)) {
      commands.add(command());
    }
    return commands;
  }

  @Test
  void interruptedStartRemovesItsContainers() throws Exception {
    Process build = start(Lifetime.UNTIL_STOPPED, "up");
    assertThat(commandsUntil("up")).containsExactly("version", "ps", "build", "up");

    build.toHandle().destroy();

    assertThat(command()).isEqualTo("down");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
  }

  @Test
  void servicesOfABuildEndWithIt() throws Exception {
    Process build = start(Lifetime.THIS_PROCESS, "nothing");

    assertThat(commandsUntil("down"))
        .containsExactly("version", "ps", "build", "up", "exec", "down");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(directory.resolve("nanoservice-compose/started")).doesNotExist();
  }

  @Test
  void detachedServicesAreNotRemoved() throws Exception {
    Process build = start(Lifetime.UNTIL_STOPPED, "nothing");

    assertThat(commandsUntil("exec")).containsExactly("version", "ps", "build", "up", "exec");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    try (Socket end = new Socket(server.getInetAddress(), server.getLocalPort())) {
      end.getOutputStream().write("end\n".getBytes(StandardCharsets.UTF_8));
      assertThat(commandsUntil("end")).isSubsetOf("ps", "end");
    }
    assertThat(directory.resolve("nanoservice-compose/started")).exists();
  }
}
