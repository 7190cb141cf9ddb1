package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.pip.PrivateIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images whose packages come from an index with a password: where the password is not. */
class ContainerIndexTest {
  private static final Path GREETING = Path.of("src/it/greeting/src/main/python");

  private static final List<String> PASSWORDS =
      List.of(
          PrivateIndex.PASSWORD,
          URLEncoder.encode(PrivateIndex.PASSWORD, StandardCharsets.UTF_8).replace("+", "%20"));

  @TempDir private Path directory;
  private String baseImage;
  private final List<AutoCloseable> opened = new ArrayList<>();

  /**
   * An image that has the requirements of each service, and whose pip may ask indexes. Each run has
   * another one, because the engine keeps what it has built from the same image.
   */
  @BeforeEach
  void prepare() throws IOException {
    Docker.assumePresent();
    Path context = Files.createDirectories(directory.resolve("base"));
    ContainerBundle plain = ContainerBundle.generate(context, GREETING, "128m");
    Path service = context.resolve("target/nanoservices/main");
    baseImage = plain.project() + "-base";
    Path dockerfile =
        Files.writeString(
            directory.resolve("Dockerfile"),
            """
            FROM %s
            RUN ["python", "-c", "open('/unique', 'w').write('%s')"]
            COPY requirements.txt constraints.txt /tmp/
            RUN python -m pip install --requirement /tmp/requirements.txt --constraint /tmp/constraints.txt
            RUN if [ -e /etc/pip.conf ]; then sed -i -e /no-index/d -e /find-links/d /etc/pip.conf; fi
            """
                .formatted(Docker.BASE_IMAGE, baseImage));
    opened.add(() -> Docker.succeeds("image", "rm", "--force", baseImage));
    Docker.run("build", "--tag", baseImage, "--file", dockerfile.toString(), service.toString());
  }

  @AfterEach
  void remove() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void passwordReachesPipAndNothingElse() throws Exception {
    PrivateIndex index = PrivateIndex.start(gateway());
    opened.add(index);
    List<String> output = Collections.synchronizedList(new ArrayList<>());
    ContainerBundle bundle = bundle(index, output);
    opened.add(bundle);

    bundle.engine().build();
    bundle.start();

    assertThat(bundle.call("[]")).isEqualTo(new CallResult.Value("\"cheers\""));
    assertThat(index.paths()).contains("/absent_friend-1.0-py3-none-any.whl");
    assertThat(output).isNotEmpty().noneMatch(ContainerIndexTest::hasPassword);
    String image = Docker.run("inspect", "--format", "{{.Image}}", bundle.container("main"));
    assertThat(
            List.of(
                Docker.run("image", "inspect", image),
                Docker.run("history", "--no-trunc", image),
                Docker.run("inspect", bundle.container("main")),
                bundle.python("main", "import os; print(os.environ)")))
        .noneMatch(ContainerIndexTest::hasPassword);
    Docker.run("save", "--output", directory.resolve("image.tar").toString(), image);
    assertThat(filesWith(List.of("TOAST = 'cheers'"))).hasSize(1);
    assertThat(filesWith(PASSWORDS)).isEmpty();
  }

  /** The address at which a container, and so the build of an image, reaches this machine. */
  private static InetAddress gateway() throws IOException {
    String format = "{{(index .IPAM.Config 0).Gateway}}";
    return InetAddress.getByName(Docker.run("network", "inspect", "--format", format, "bridge"));
  }

  private ContainerBundle bundle(PrivateIndex index, List<String> output) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("src"));
    Files.writeString(sources.resolve("requirements.txt"), "absent-friend\n");
    Files.writeString(
        sources.resolve("toasts.py"),
        "import absent_friend\n\n\ndef main():\n    return absent_friend.TOAST\n");
    PackageIndexes indexes =
        new PackageIndexes(
            false,
            Optional.of(index.withCredentials()),
            List.of(),
            List.of(gateway().getHostAddress()));
    return ContainerBundle.generate(directory, sources, baseImage, indexes, output::add);
  }

  private static boolean hasPassword(String text) {
    return PASSWORDS.stream().anyMatch(text::contains);
  }

  /** The files with one of some texts; an engine writes the layers of an image uncompressed. */
  private List<Path> filesWith(List<String> texts) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (texts.stream().anyMatch(content::contains)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
