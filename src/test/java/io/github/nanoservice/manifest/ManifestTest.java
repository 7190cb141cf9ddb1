package io.github.nanoservice.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.bundle.Renderings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final Manifest MANIFEST = Renderings.of("1", "main", "Tax").manifest();

  @TempDir Path bundle;

  @Test
  void jsonListsServicesAndFiles() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("nanoservices.json")) {
      assertThat(new String(MANIFEST.json(), StandardCharsets.UTF_8))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void writtenManifestIsReadBack() throws IOException {
    assertThat(read(new String(MANIFEST.json(), StandardCharsets.UTF_8)))
        .isEqualTo(new ManifestReader.Result.Found(MANIFEST));
  }

  @Test
  void largeManifestIsReadBack() throws IOException {
    ServiceEntry service = MANIFEST.services().get(0);
    Manifest large =
        new Manifest(
            List.of(
                new ServiceEntry(
                    service.name(),
                    service.dnsLabel(),
                    service.directory(),
                    service.endpoints(),
                    Collections.nCopies(400, "x".repeat(10_000)),
                    service.configuration())),
            MANIFEST.files());

    assertThat(read(new String(large.json(), StandardCharsets.UTF_8)))
        .isEqualTo(new ManifestReader.Result.Found(large));
  }

  @Test
  void settingsOfAServiceAreReadAsTheyWereWritten() throws IOException {
    ServiceEntry entry =
        new ServiceEntry(
            "main",
            "main",
            "main",
            MANIFEST.services().get(0).endpoints(),
            List.of(),
            new ServiceConfiguration(
                Optional.of(Duration.ofSeconds(5)),
                "1g",
                Optional.of("0.5"),
                2,
                3,
                new TreeMap<>(Map.of("LOG", "größe \"\n")),
                List.of("PASSWORD"),
                true,
                "python:3.12-slim",
                List.of("libgomp1"),
                new TreeMap<>(Map.of("main", "text/csv; charset=utf-8")),
                List.of("main")));
    Manifest manifest = new Manifest(List.of(entry), MANIFEST.files());
    assertThat(read(new String(manifest.json(), StandardCharsets.UTF_8)))
        .isEqualTo(new ManifestReader.Result.Found(manifest));
  }

  @Test
  void unknownMembersAreIgnoredAndMissingOnesGetDefaults() throws IOException {
    String json =
        """
        {"version": 1, "later": {"a": [1]}, "files": {},
         "services": [{"name": "f", "directory": "f", "endpoints": [{"name": "f", "new": 1}]}]}
        """;
    EndpointEntry endpoint =
        new EndpointEntry(
            "f",
            EndpointEntry.Kind.FUNCTION,
            "f",
            "/",
            OptionalInt.empty(),
            "",
            "",
            new EndpointEntry.Lines(1, 1),
            false,
            false,
            "(...)",
            List.of(),
            List.of());

    assertThat(read(json))
        .isInstanceOfSatisfying(
            ManifestReader.Result.Found.class,
            found ->
                assertThat(found.manifest().services())
                    .containsExactly(
                        new ServiceEntry(
                            "f",
                            "f",
                            "f",
                            List.of(endpoint),
                            List.of(),
                            ServiceConfiguration.defaults("", ""))));
  }

  @Test
  void directoryWithoutManifestIsReportedAsMissing() throws IOException {
    assertThat(new ManifestReader().read(bundle)).isEqualTo(new ManifestReader.Result.Missing());
    assertThat(new ManifestReader().read(bundle.resolve("not there")))
        .isEqualTo(new ManifestReader.Result.Missing());
  }

  @Test
  void invalidManifestIsBrokenWithAReason() throws IOException {
    assertThat(read("")).isEqualTo(broken("it is not JSON at line 1, column 1"));
    assertThat(read("[]")).isEqualTo(broken("the document is not an object"));
    assertThat(read("{\"version\": 1, \"files\": {\"a/../b\": \"\"}}"))
        .isEqualTo(broken("it lists the path a/../b, which is not inside the bundle"));
    assertThat(read("[".repeat(1_000_000)))
        .isEqualTo(broken("it is not JSON at line 1, column 1000001"));
    assertThat(read("{\"version\": 1, \"files\": {}, \"services\": [{\"name\": 1}]}"))
        .isEqualTo(broken("services[0].name is not a string"));
    assertThat(read(services("{\"name\": \"f\", \"directory\": \"f\"}")))
        .isEqualTo(broken("services[0] has no endpoints"));
    assertThat(read(endpoint("\"path\": \"//example.org/f\"")))
        .isEqualTo(broken("it lists the path //example.org/f, which is not that of a function"));
    assertThat(read(endpoint("\"path\": \"http://example.org\"")))
        .isEqualTo(broken("it lists the path http://example.org, which is not that of a function"));
    assertThat(read(endpoint("\"published\": 65536")))
        .isEqualTo(broken("services[0].endpoints[0].published is not a port"));
    assertThat(read("{\"version\": 7}")).isEqualTo(broken("its version is 7, not 1"));
    Files.delete(bundle.resolve(Manifest.FILE_NAME));
    Files.createDirectory(bundle.resolve(Manifest.FILE_NAME));
    assertThat(new ManifestReader().read(bundle)).isEqualTo(broken("it is not a file"));
  }

  private static String services(String service) {
    return "{\"version\": 1, \"files\": {}, \"services\": [" + service + "]}";
  }

  private static String endpoint(String member) {
    return services(
        "{\"name\": \"f\", \"directory\": \"f\", \"endpoints\": [{\"name\": \"f\", "
            + member
            + "}]}");
  }

  @Test
  void randomDamageNeverThrows() throws IOException {
    byte[] json = MANIFEST.json();
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = json.clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(bundle.resolve(Manifest.FILE_NAME), damaged);
      assertThat(new ManifestReader().read(bundle)).isNotNull();
    }
  }

  private ManifestReader.Result read(String json) throws IOException {
    Files.writeString(bundle.resolve(Manifest.FILE_NAME), json);
    return new ManifestReader().read(bundle);
  }

  private static ManifestReader.Result broken(String reason) {
    return new ManifestReader.Result.Broken(reason);
  }
}
