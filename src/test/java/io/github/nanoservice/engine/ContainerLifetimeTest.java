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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who takes containers down, with a program in place of Compose that tells what it is asked for.
 */
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

  /** What the program is asked for next, without the name of the project. */
  private String asked() throws IOException {
    try (Socket program = server.accept();
        BufferedReader line =
            new BufferedReader(
                new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      return line.readLine().replace("--project-name shop ", "").split(" ")[0];
    }
  }

  private List<String> asked(int count) throws IOException {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      asked.add(asked());
    }
    return asked;
  }

  @Test
  void aBuildThatIsToldToEndTakesDownWhatItIsStarting() throws Exception {
    Process build = start(Lifetime.UNTIL_STOPPED, "up");
    assertThat(asked(4)).containsExactly("version", "ps", "build", "up");

    build.toHandle().destroy();

    assertThat(asked()).isEqualTo("down");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
  }

  @Test
  void servicesOfABuildEndWithIt() throws Exception {
    Process build = start(Lifetime.THIS_PROCESS, "nothing");

    assertThat(asked(7))
        .containsExactlyInAnyOrder("version", "ps", "build", "up", "exec", "ps", "down");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(directory.resolve("nanoservice-compose/started")).doesNotExist();
  }

  @Test
  void servicesThatAreToStayStay() throws Exception {
    Process build = start(Lifetime.UNTIL_STOPPED, "nothing");

    assertThat(asked(6)).containsExactlyInAnyOrder("version", "ps", "build", "up", "exec", "ps");
    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(directory.resolve("nanoservice-compose/started")).exists();
  }
}
