package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.NamePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of single functions in containers: access to the network, packages, memory. */
class ContainerSettingsTest {
  private static final String PROGRAM =
      """
      import os
      import socket
      import subprocess


      def main(address, port):
          return {"inside": inside(address, port), "outside": outside(address, port), "tool": tool(), "greeting": greeting()}


      def inside(address, port):
          try:
              socket.create_connection((address, port), timeout=3).close()
          except OSError:
              return "not reached"
          return "reached"


      def outside(address, port):
          try:
              socket.create_connection((address, port), timeout=3).close()
          except OSError:
              return "not reached"
          return "reached"


      def tool():
          return subprocess.run(["nanoservice-tool"], stdout=subprocess.PIPE, text=True).stdout.strip()


      def greeting():
          return os.environ["GREETING"]
      """;

  /** Debian's package, in a repository of the image's own: the test needs no network. */
  private static final String IMAGE =
      """
      FROM %s
      RUN mkdir -p /repository/tool/DEBIAN /repository/tool/usr/bin \\
       && cd /repository \\
       && printf 'Package: nanoservice-tool\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: test\\nDescription: test\\n' > tool/DEBIAN/control \\
       && printf '#!/bin/sh\\necho tool 1.0\\n' > tool/usr/bin/nanoservice-tool \\
       && chmod 755 tool/usr/bin/nanoservice-tool \\
       && dpkg-deb --build tool tool.deb \\
       && { cat tool/DEBIAN/control; echo "Filename: ./tool.deb"; echo "Size: $(stat -c %%s tool.deb)"; echo "SHA256: $(sha256sum tool.deb | cut -d ' ' -f 1)"; } > Packages \\
       && rm -rf tool /etc/apt/sources.list.d/* \\
       && echo 'deb [trusted=yes] file:/repository ./' > /etc/apt/sources.list
      """;

  @TempDir private Path directory;
  private String baseImage = "";
  private ContainerBundle bundle;

  @BeforeEach
  void start() throws Exception {
    Docker.assumePresent();
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Files.writeString(sources.resolve("main.py"), PROGRAM);
    Path context = Files.createDirectories(directory.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), IMAGE.formatted(Docker.BASE_IMAGE));
    baseImage = "nanoservice-test-" + ProcessHandle.current().pid();
    Docker.run("build", "--tag", baseImage, context.toString());
    bundle =
        ContainerBundle.generate(
            directory,
            sources,
            baseImage,
            List.of(
                settings("outside", Optional.of("200m"), true, List.of(), Map.of()),
                settings("tool", Optional.empty(), false, List.of("nanoservice-tool"), Map.of()),
                settings(
                    "greeting", Optional.empty(), false, List.of(), Map.of("GREETING", "hello"))));
    bundle.start();
  }

  private static FunctionSettings settings(
      String name,
      Optional<String> memory,
      boolean network,
      List<String> systemPackages,
      Map<String, String> environment) {
    return new FunctionSettings(
        new NamePattern(name),
        Optional.empty(),
        memory,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        environment,
        Map.of(),
        Optional.of(network),
        Optional.empty(),
        systemPackages,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @AfterEach
  void remove() {
    if (bundle != null) {
      bundle.close();
    }
    if (!baseImage.isEmpty()) {
      Docker.succeeds("image", "rm", "--force", baseImage);
    }
  }

  @Test
  void settingsOfAFunctionReachItsContainerOnly() throws Exception {
    try (NetworkNamespace outside = NetworkNamespace.open()) {
      String args = "[\"%s\", %d]".formatted(outside.address(), outside.port());
      await()
          .until(
              () -> JsonNode.parse(value(bundle.call(args))).get("outside").text(),
              "reached"::equals);
      JsonNode answer = JsonNode.parse(value(bundle.call(args)));

      assertThat(answer.get("inside").text()).isEqualTo("not reached");
      assertThat(answer.get("tool").text()).isEqualTo("tool 1.0");
      assertThat(answer.get("greeting").text()).isEqualTo("hello");
    }
    assertThat(memory("outside")).isEqualTo(200L << 20);
    assertThat(memory("inside")).isEqualTo(128L << 20);
    assertThat(bundle.python("inside", "import shutil; print(shutil.which('nanoservice-tool'))"))
        .isEqualTo("None");
    assertThat(bundle.python("inside", "import os; print('GREETING' in os.environ)"))
        .isEqualTo("False");
  }

  private long memory(String service) {
    return Long.parseLong(
        Docker.run("inspect", bundle.container(service), "--format", "{{.HostConfig.Memory}}"));
  }

  private static String value(CallResult result) throws IOException {
    assertThat(result).isInstanceOf(CallResult.Value.class);
    return ((CallResult.Value) result).json();
  }
}
