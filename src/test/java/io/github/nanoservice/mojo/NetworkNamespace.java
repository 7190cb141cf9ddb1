package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/**
 * A network beyond this machine, for containers: a namespace of the kernel that the machine routes
 * to, with a server in it. Closed, nothing is left of it.
 */
final class NetworkNamespace implements AutoCloseable {
  /** RFC 2544 reserves it for tests; no other interface has it. */
  private static final String NEAR = "198.18.77.1";

  private static final String FAR = "198.18.77.2";
  private static final int PORT = 8000;

  private final String name;
  private final Process server;

  private NetworkNamespace(String name, Process server) {
    this.name = name;
    this.server = server;
  }

  /** Opens a namespace; the test is skipped unless this process may make one. */
  static NetworkNamespace open() throws IOException {
    String name = "nanoservice" + ProcessHandle.current().pid();
    String link = "ns" + ProcessHandle.current().pid();
    assumeTrue(run("ip", "netns", "add", name), "a network namespace needs root and iproute2");
    for (List<String> command :
        List.of(
            List.of("ip", "link", "add", link, "type", "veth", "peer", "far", "netns", name),
            List.of("ip", "address", "add", NEAR + "/30", "dev", link),
            List.of("ip", "link", "set", link, "up"),
            List.of("ip", "-netns", name, "address", "add", FAR + "/30", "dev", "far"),
            List.of("ip", "-netns", name, "link", "set", "far", "up"))) {
      assertThat(run(command.toArray(String[]::new))).as("%s", command).isTrue();
    }
    String python = System.getProperty("test.python", "python3");
    Process server =
        new ProcessBuilder(
                "ip", "netns", "exec", name, python, "-m", "http.server", Integer.toString(PORT))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new NetworkNamespace(name, server);
  }

  String address() {
    return FAR;
  }

  int port() {
    return PORT;
  }

  @Override
  public void close() {
    server.destroy();
    server.onExit().join();
    // The pair of interfaces goes with the namespace.
    run("ip", "netns", "delete", name);
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
