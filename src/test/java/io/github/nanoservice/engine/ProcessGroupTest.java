package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Processes end with the build that started them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ProcessGroupTest {
  private static final String INTERRUPTED =
      "The build was interrupted, and everything it had started has been stopped. Run the goal"
          + " again.";

  /** Starts a child that ignores SIGTERM. venv starts a child for pip, too. */
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
  void interruptedBuildKillsDescendants() throws Exception {
    String python = RealPython.assumePresent(directory);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(60_000);
      String port = Integer.toString(server.getLocalPort());
      Process build = Jvm.start(ProgramBuild.class, python, "-c", PROGRAM, port);
      long program;
      long child;
      try (Socket connection = server.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
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
  void endingBuildStartsNothing() throws Exception {
    Process build = Jvm.start(StartInShutdownBuild.class, directory.toString());

    assertThat(build.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
    assertThat(new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(INTERRUPTED + "\n");
    assertThat(directory).isEmptyDirectory();
  }

  private static void assertEnds(long pid) {
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).stream().toList())
        .allSatisfy(exit -> assertThat(exit).succeedsWithin(1, TimeUnit.MINUTES));
  }
}
