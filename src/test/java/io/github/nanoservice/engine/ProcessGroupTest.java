package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes end with the build that started them. */
class ProcessGroupTest {
  private static final String ENDED =
      "The build was told to end, and what it had started was stopped. Run the goal again.";

  /** As venv does, which has pip installed by a process of its own; this one will not end. */
  private static final String PROGRAM =
      """
      import os, signal, socket, subprocess, sys
      deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); signal.pause()"
      child = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
      child.stdout.readline()
      with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
          test.sendall(f"{os.getpid()}\\n{child.pid}\\n".encode())
      signal.pause()
      """;

  @TempDir Path directory;

  @Test
  void programsEndWithTheBuildAndSoDoesWhatTheyStarted() throws Exception {
    String python = RealPython.assumePresent(directory);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(60_000);
      String port = Integer.toString(server.getLocalPort());
      Process build = Jvm.start(InstallingBuild.class, python, "-c", PROGRAM, port);
      long program;
      long child;
      try (Socket said = server.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(said.getInputStream(), StandardCharsets.UTF_8))) {
        program = Long.parseLong(lines.readLine());
        child = Long.parseLong(lines.readLine());
      }

      build.toHandle().destroy();

      assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
      assertEnds(program);
      assertEnds(child);
    }
  }

  @Test
  void nothingIsStartedOnceTheBuildWasToldToEnd() throws Exception {
    Process build = Jvm.start(EndingBuild.class, directory.toString());

    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(ENDED + "\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void servicesAreGivenMoreTimeToEndThanTheyGiveTheirCalls() throws IOException {
    try (InputStream server =
        getClass()
            .getResourceAsStream("/io/github/nanoservice/runtime/nanoservice/server/server.py")) {
      String source = new String(server.readAllBytes(), StandardCharsets.UTF_8);
      Matcher timeout = Pattern.compile("STOP_TIMEOUT = ([0-9.]+)").matcher(source);

      assertThat(timeout.find()).isTrue();
      assertThat(ProcessGroup.STOP_GRACE_MS)
          .isGreaterThan((long) (1_000 * Double.parseDouble(timeout.group(1))));
    }
  }

  private static void assertEnds(long pid) {
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).stream().toList())
        .allSatisfy(exit -> assertThat(exit).succeedsWithin(1, TimeUnit.MINUTES));
  }
}
