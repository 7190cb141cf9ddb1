package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.json.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The program of src/it/ranking in 22 containers: what it answers, and what a container may do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersTest {
  private static final Path RANKING = Path.of("src/it/ranking");

  private static final String PYTHON = System.getProperty("test.python", "python3");

  /** Shows what the processes of a container are, and what its file system lets them write. */
  private static final String INSIDE =
      """
      import json, os
      from pathlib import Path


      def status(process):
          try:
              lines = Path("/proc", process, "status").read_text().splitlines()
          except (FileNotFoundError, ProcessLookupError):  # a health check that has ended
              return {}
          return dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)


      def written(path):
          try:
              Path(path).write_text("")
              return "yes"
          except OSError as error:
              return error.strerror


      print(json.dumps({
          "processes": [
              each
              for each in filter(None, map(status, filter(str.isdigit, os.listdir("/proc"))))
              # The engine's own, as root for a moment, on its way to become a health check.
              if not each["Name"].startswith("runc:[")
          ],
          "written": {path: written(path) for path in ["/file", "/service/main.py", "/tmp/file"]},
      }))
      """;

  private ContainerBundle bundle;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Docker.assumePresent();
    Path sources = directory.resolve("src/main/python");
    copy(RANKING.resolve("src/main/python"), sources);
    // The program reads a file, which no image has.
    Files.writeString(
        sources.resolve("compose.override.yaml"),
        """
        services:
          read_rows:
            volumes:
              - %s:/service/src/main/data:ro
        """
            .formatted(RANKING.resolve("src/main/data").toAbsolutePath()));
    bundle = ContainerBundle.generate(directory, sources, "128m");
    bundle.engine().build();
    bundle.start();
  }

  @AfterAll
  void remove() {
    if (bundle != null) {
      bundle.close();
    }
  }

  @Test
  void theProgramAnswersAsItDoesUnderPlainPython() throws Exception {
    CallResult answer = bundle.call("[]");

    assertThat(answer).isInstanceOf(CallResult.Value.class);
    assertThat(JsonNode.parse(((CallResult.Value) answer).json()))
        .isEqualTo(JsonNode.parse(plain()));
  }

  @Test
  void noProcessIsRootOrCanBecomeIt() {
    for (Map.Entry<String, Map<?, ?>> container : inside().entrySet()) {
      List<?> processes = (List<?>) container.getValue().get("processes");
      // The first one, the service and the one that asks.
      assertThat(processes).as(container.getKey()).hasSizeGreaterThanOrEqualTo(3);
      for (Object process : processes) {
        Map<?, ?> status = (Map<?, ?>) process;
        // Real, effective, saved and file system user.
        assertThat(status.get("Uid")).isEqualTo("10001\t10001\t10001\t10001");
        assertThat(status.get("Gid")).isEqualTo("10001\t10001\t10001\t10001");
        assertThat(List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
            .allSatisfy(set -> assertThat(status.get(set)).isEqualTo("0000000000000000"));
        assertThat(status.get("NoNewPrivs")).isEqualTo("1");
      }
    }
  }

  @Test
  void nothingCanBeWrittenButTemporaryFiles() {
    assertThat(inside().values())
        .allSatisfy(
            container ->
                assertThat(container.get("written"))
                    .isEqualTo(
                        Map.of(
                            "/file", "Read-only file system",
                            "/service/main.py", "Read-only file system",
                            "/tmp/file", "yes")));
  }

  @Test
  void memoryAndProcessesAreBounded() {
    assertThat(
            inspected(
                "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.PidsLimit}}"))
        .hasSize(bundle.services().size())
        .containsOnly("%d %<d 512".formatted(128L << 20));
  }

  @Test
  void onlyTheEntryPointIsPublishedAndOnlyToThisMachine() throws Exception {
    assertThat(inspected("{{.Name}} {{json .HostConfig.PortBindings}}"))
        .hasSize(bundle.services().size())
        .filteredOn(bindings -> !bindings.endsWith(" {}"))
        .singleElement()
        .asString()
        .contains("main-1", "\"HostIp\":\"127.0.0.1\"", "\"" + bundle.port() + "\"");

    assertThat(answers(InetAddress.getByName("127.0.0.1"), bundle.port())).isTrue();
    assertThat(publicAddresses())
        .isNotEmpty()
        .allSatisfy(address -> assertThat(answers(address, bundle.port())).isFalse());
  }

  /** The container of another project stands for whoever is outside. */
  @Test
  void nobodyOutsideReachesAService() {
    String addresses =
        inspected("{{range .NetworkSettings.Networks}}\"{{.IPAddress}}\",{{end}}").stream()
            .collect(Collectors.joining());
    String script =
        """
        import socket
        from concurrent.futures import ThreadPoolExecutor


        def reached(address):
            try:
                socket.create_connection((address, 5000), timeout=3).close()
            except OSError:
                return None
            return address


        with ThreadPoolExecutor(64) as pool:
            print(*filter(None, pool.map(reached, [%s])))
        """
            .formatted(addresses);

    assertThat(Docker.run("run", "--rm", Docker.BASE_IMAGE, "python", "-c", script)).isEmpty();
    // Where nothing is in between, the same script reaches them.
    assertThat(bundle.python("main", script).split(" "))
        .hasSizeGreaterThan(bundle.services().size());
  }

  /** The container of another project stands for what is outside. */
  @Test
  void onlyTheEntryPointIsOnANetworkThatLeadsOutside() {
    String functions = bundle.project() + "_functions";
    assertThat(Docker.run("network", "inspect", functions, "--format", "{{.Internal}}"))
        .isEqualTo("true");
    assertThat(inspected("{{range $name, $_ := .NetworkSettings.Networks}}{{$name}},{{end}}"))
        .hasSize(bundle.services().size())
        .filteredOn(networks -> !networks.equals(functions + ","))
        .containsExactly(functions + "," + bundle.project() + "_outside,");

    String other =
        Docker.run("run", "--detach", "--rm", Docker.BASE_IMAGE, "python", "-m", "http.server");
    try {
      String script =
          """
          import socket
          try:
              socket.create_connection(("%s", 8000), timeout=3).close()
          except OSError:
              print("not reached")
          else:
              print("reached")
          """
              .formatted(
                  Docker.run("inspect", other, "--format", "{{.NetworkSettings.IPAddress}}"));
      await().until(() -> Docker.run("exec", other, "python", "-c", script).equals("reached"));
      assertThat(bundle.python("read_rows", script)).isEqualTo("not reached");
    } finally {
      Docker.run("rm", "--force", other);
    }
  }

  /**
   * A container refuses at once what it sends to itself. If a process chooses an interface and the
   * refusal comes through another one, the process does not see it and its connection times out.
   */
  @Test
  void noContainerReachesTheMetadataServiceOfACloud() {
    String script =
        """
        import socket


        def outcome(address, interface):
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            try:
                with socket.socket(family) as probe:
                    probe.settimeout(3)
                    if interface:
                        probe.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
                    probe.connect((address, 9))
            except ConnectionRefusedError:
                return "refused"
            except TimeoutError:
                return "timed out"
            except OSError:
                return "no route"
            return "reached"


        interfaces = [name for _, name in socket.if_nameindex() if name.startswith("eth")]
        assert interfaces
        for address in "169.254.169.254", "169.254.170.2", "fd00:ec2::254":
            chosen = {outcome(address, each) for each in interfaces}
            print(address, outcome(address, None), *chosen - {"refused", "timed out", "no route"})
        """;
    String closed =
        """
        169.254.169.254 refused
        169.254.170.2 refused
        fd00:ec2::254 no route""";

    for (String service : bundle.services()) {
      assertThat(bundle.python(service, script)).as(service).isEqualTo(closed);
    }
    // A restart gives a container a new network namespace.
    Docker.run("restart", bundle.container("main"));
    assertThat(bundle.python("main", script)).isEqualTo(closed);
    await().until(bundle::acceptsConnections);
  }

  @Test
  void imagesShareAllLayersButTheLast() {
    List<List<String>> images =
        imagesInspected("{{join .RootFS.Layers \" \"}}").stream()
            .map(layers -> List.of(layers.split(" ")))
            .toList();

    assertThat(images).hasSize(bundle.services().size());
    assertThat(images.stream().map(layers -> layers.subList(0, layers.size() - 1)).distinct())
        .hasSize(1);
    assertThat(images).extracting(layers -> layers.get(layers.size() - 1)).doesNotHaveDuplicates();
  }

  @Test
  void logsAreLinesOfJson() throws Exception {
    bundle.call("[]");

    for (String service : bundle.services()) {
      List<String> lines = Docker.logs(bundle.container(service)).lines().toList();
      assertThat(lines)
          .as(service)
          .hasSizeGreaterThan(1)
          .allSatisfy(line -> assertThat(JsonNode.parse(line).members()).isNotEmpty());
      assertThat(JsonNode.parse(lines.get(0)).get("event").text()).isEqualTo("listening");
    }
    List<String> shown = new ArrayList<>();
    bundle.engine().logs(Optional.of("best_of"), false, shown::add);
    assertThat(shown).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("best_of"));
  }

  /** Docker kills after the time given and has 137 for the exit code then. */
  @Test
  void aServiceEndsByItselfWhenItIsToldTo() {
    String container = bundle.container("form");

    Docker.run("stop", "--time", "5", container);

    assertThat(Docker.run("inspect", container, "--format", "{{.State.ExitCode}}")).isEqualTo("0");
    Docker.run("start", container);
  }

  /** What is to be seen inside of each container, by service. */
  private Map<String, Map<?, ?>> inside() {
    Map<String, Map<?, ?>> seen = new LinkedHashMap<>();
    for (String service : bundle.services()) {
      seen.put(service, new Gson().fromJson(bundle.python(service, INSIDE), Map.class));
    }
    return seen;
  }

  private List<String> inspected(String format) {
    List<String> command = new ArrayList<>(List.of("inspect", "--format", format));
    bundle.services().forEach(service -> command.add(bundle.container(service)));
    return Docker.lines(command.toArray(String[]::new));
  }

  private List<String> imagesInspected(String format) {
    List<String> command = new ArrayList<>(List.of("image", "inspect", "--format", format));
    command.addAll(new TreeSet<>(inspected("{{.Image}}")));
    return Docker.lines(command.toArray(String[]::new));
  }

  private static String plain() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, "src/main/python/main.py")
            .directory(RANKING.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static List<InetAddress> publicAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 3_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
  }
}
