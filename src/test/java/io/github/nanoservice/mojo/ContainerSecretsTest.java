package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token in real containers: who can read it, and where it is not. */
class ContainerSecretsTest {
  private static final Path GREETING = Path.of("src/it/greeting/src/main/python");

  private static final String READ_TOKEN =
      "import os; print(os.getuid(), open(os.environ['NANOSERVICE_TOKEN_FILE']).read().strip())";

  private ContainerBundle bundle;
  private Path work;

  @BeforeEach
  void generate(@TempDir Path directory) throws IOException {
    Docker.assumePresent();
    bundle = ContainerBundle.generate(directory, GREETING, "128m");
    work = directory.resolve("target");
  }

  @AfterEach
  void remove() {
    if (bundle != null) {
      bundle.close();
    }
  }

  @Test
  void servicesReadTheTokenThatNothingElseContains() throws Exception {
    String token =
        Files.readString(bundle.engine().start(Lifetime.UNTIL_STOPPED).tokenFile()).strip();

    for (String service : bundle.services()) {
      assertThat(bundle.python(service, READ_TOKEN)).isEqualTo("10001 " + token);
      String container = bundle.container(service);
      String image = Docker.run("inspect", "--format", "{{.Image}}", container);
      assertThat(
              List.of(
                  Docker.run("inspect", container),
                  Docker.run("image", "inspect", image),
                  Docker.run("history", "--no-trunc", image),
                  Docker.run("run", "--rm", "--entrypoint", "env", image),
                  Docker.logs(container)))
          .noneMatch(text -> text.contains(token));
    }
    assertThat(filesWith(token)).containsExactly(work.resolve("nanoservice-compose/secrets/token"));

    bundle.engine().stop();
    assertThat(filesWith(token)).isEmpty();
  }

  @Test
  void anotherStartKeepsTheTokenUntilServicesStop() throws Exception {
    Path file = bundle.engine().start(Lifetime.UNTIL_STOPPED).tokenFile();
    String first = Files.readString(file).strip();
    bundle.engine().start(Lifetime.UNTIL_STOPPED);
    assertThat(file).content().contains(first);

    bundle.engine().stop();
    bundle.engine().start(Lifetime.UNTIL_STOPPED);

    String second = Files.readString(file).strip();
    assertThat(second).isNotEqualTo(first);
    assertThat(bundle.python("main", READ_TOKEN)).endsWith(second);
  }

  @Test
  void servicesStartedByHandHaveATokenToo() throws Exception {
    Path bundleDirectory = work.resolve("nanoservices");
    String token = Files.readString(work.resolve("nanoservices.secrets/token")).strip();
    assertThat(filesWith(token)).containsExactly(work.resolve("nanoservices.secrets/token"));

    Docker.run(
        "compose",
        "--project-name",
        bundle.project(),
        "--file",
        bundleDirectory.resolve("compose.yaml").toString(),
        "up",
        "--build",
        "--detach");

    await().until(bundle::acceptsConnections);
    for (String service : bundle.services()) {
      assertThat(bundle.python(service, READ_TOKEN)).isEqualTo("10001 " + token);
    }
  }

  private List<Path> filesWith(String token) throws IOException {
    try (Stream<Path> paths = Files.walk(work.getParent())) {
      return paths
          .filter(Files::isRegularFile)
          .filter(file -> contentOf(file).contains(token))
          .toList();
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
