package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.bundle.WriteResult;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.digest.Sha256;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.Token;
import io.github.nanoservice.services.ServiceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleBuilderTest {
  private static final RuntimePackage RUNTIME =
      new RuntimePackage(
          new TreeMap<>(Map.of("nanoservice/__init__.py", "".getBytes(StandardCharsets.UTF_8))),
          List.of("Flask"),
          List.of("Flask==3.1.3"));

  @TempDir Path directory;

  @Test
  void tokenIsBesideTheBundleAndStays() throws IOException {
    source("greetings.py", "def main(): pass\n");
    generate();
    Path file = directory.resolve("nanoservices.secrets/token");
    String token = Files.readString(file);
    generate();

    assertThat(file).hasContent(token);
    try (Stream<Path> paths = Files.walk(bundle())) {
      assertThat(paths.filter(Files::isRegularFile))
          .noneMatch(path -> contentOf(path).contains(token.strip()));
    }
  }

  @Test
  void tokenOfTheUserIsWrittenWithoutAnotherBundle() throws IOException {
    source("greetings.py", "def main(): pass\n");
    generate();
    Token token = Token.random();
    BundleRequest request = request();
    GivenSecrets given = new GivenSecrets(Optional.of(token), Optional.empty());

    BuildResult<Bundle> result =
        generate(
            new BundleRequest(
                request.source(), request.outputDirectory(), request.settings(), given));

    assertThat(Token.of(Files.readString(directory.resolve("nanoservices.secrets/token"))))
        .contains(token);
    assertThat(((BuildResult.Done<Bundle>) result).value().files().written()).isZero();
  }

  @Test
  void bundleHasACopyOfTheComposeOverride() throws IOException {
    source("greetings.py", "def main(): pass\n");
    Path file = directory.resolve("src/docker-compose.override.yaml");
    Files.writeString(file, "services: {}\n");
    generated();
    assertThat(bundle().resolve("compose.override.yaml")).hasContent("services: {}\n");

    Files.writeString(file, "services:\n  main:\n    mem_limit: 1g\n");
    generated();
    assertThat(bundle().resolve("compose.override.yaml")).content().contains("mem_limit: 1g");

    Files.delete(file);
    generated();
    assertThat(bundle().resolve("compose.override.yaml")).doesNotExist();
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As sha256sum prints them: of the bytes, not of the decoded text. */
  @Test
  void billOfMaterialsHasTheHashesOfTheFilesOnDisk() throws IOException {
    Path file = Files.createDirectories(directory.resolve("src")).resolve("a.py");
    Files.write(
        file, "\uFEFF# coding: utf-8\r\ndef f(): return 'ä'\n".getBytes(StandardCharsets.UTF_8));

    generated();

    assertThat(Files.readString(bundle().resolve("f/bom.json")))
        .contains(Sha256.hex(Files.readAllBytes(file)));
  }

  /** A request with the defaults. */
  private BundleRequest request() {
    return request(source());
  }

  private BundleRequest request(SourceRequest.Builder source) {
    return request(source, RenderSettings.defaults("demo"));
  }

  private BundleRequest request(SourceRequest.Builder source, RenderSettings settings) {
    return new BundleRequest(source.build(), bundle(), settings, GivenSecrets.NONE);
  }

  private SourceRequest.Builder source() {
    return SourceRequest.builder(directory.resolve("src")).excluded(bundle());
  }

  private BuildResult<Bundle> generate() throws IOException {
    return generate(request());
  }

  private static BuildResult<Bundle> generate(BundleRequest request) throws IOException {
    return new BundleBuilder("plugin 1", () -> RUNTIME, InstalledDistributions.unknown())
        .generate(request);
  }

  private Bundle generated() throws IOException {
    return done(generate());
  }

  private static Bundle done(BuildResult<Bundle> result) {
    assertThat(result).isInstanceOf(BuildResult.Done.class);
    return ((BuildResult.Done<Bundle>) result).value();
  }

  private static List<Finding> refused(BuildResult<Bundle> result) {
    assertThat(result).isInstanceOf(BuildResult.Refused.class);
    return result.findings();
  }

  private Path bundle() {
    return directory.resolve("target");
  }

  private void source(String name, String text) throws IOException {
    Path file = directory.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void doesNothingWithoutASourceDirectory() throws IOException {
    assertThat(generate()).isEqualTo(new BuildResult.NoSources<Bundle>());
    assertThat(
            new SourceAnalyzer(RUNTIME, InstalledDistributions.unknown())
                .analyze(request().source()))
        .isEmpty();
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void warnsIfTheSourceDirectoryIsEmpty() throws IOException {
    Files.createDirectory(directory.resolve("src"));
    assertThat(generate().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message())
                  .isEqualTo("there is no .py file in " + directory.resolve("src"));
            });
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void refusesAFileAsSourceDirectory() throws IOException {
    Files.writeString(directory.resolve("src"), "def main(): pass");
    assertThat(refused(generate()))
        .extracting(Finding::message)
        .containsExactly(directory.resolve("src") + " is not a directory");
  }

  @Test
  void writesABundle() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    Bundle first = generated();
    assertThat(first.services()).isEqualTo(1);
    assertThat(first.files().unchanged()).isZero();
    assertThat(bundle().resolve("main/main.py")).content().contains("def main():\n    return 1\n");

    assertThat(generated().files())
        .isEqualTo(new WriteResult.Written(0, first.files().written(), 0));
  }

  @Test
  void doesNotReadItsOwnBundleAsSources() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    BundleRequest request = request(SourceRequest.builder(directory).excluded(bundle()));
    int written = done(generate(request)).files().written();

    assertThat(done(generate(request)).files()).isEqualTo(new WriteResult.Written(0, written, 0));
  }

  @Test
  void dataGoToEachServiceThatHasCodeOfTheirPackage() throws IOException {
    source("main.py", "def main():\n    return 1\n");
    source("shop/prices.py", "def price():\n    return 1\ndef tax():\n    return 1\n");
    source("rates.csv", "root");
    source("shop/prices.json", "{}");
    source("shop/html/order.html", "<html>");
    source("compose.override.yaml", "services: {}");
    generated();

    for (String service : List.of("main", "price", "tax")) {
      assertThat(bundle().resolve(service + "/modules/rates.csv")).hasContent("root");
      assertThat(bundle().resolve(service + "/modules/compose.override.yaml")).doesNotExist();
    }
    for (String path : List.of("modules/shop/prices.json", "modules/shop/html/order.html")) {
      assertThat(bundle().resolve("main").resolve(path)).doesNotExist();
      assertThat(bundle().resolve("tax").resolve(path)).exists();
      assertThat(
              Files.isSameFile(
                  bundle().resolve("price").resolve(path), bundle().resolve("tax").resolve(path)))
          .isTrue();
    }
    assertThat(bundle().resolve("tax/bom.json"))
        .content()
        .contains("data:shop/prices.json", Sha256.hex("{}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void followsChangesOfData() throws IOException {
    source("main.py", "def f():\n    return 1\ndef g():\n    return 1\n");
    source("old.csv", "1");
    source("rates.csv", "1");
    settle();

    Files.delete(directory.resolve("src/old.csv"));
    source("rates.csv", "2");
    assertThat(looksAgain("plugin 1", request())).isTrue();

    for (String service : List.of("f", "g")) {
      assertThat(bundle().resolve(service + "/modules/rates.csv")).hasContent("2");
      assertThat(bundle().resolve(service + "/modules/old.csv")).doesNotExist();
    }
    settle();
    assertThat(looksAgain("plugin 1", request())).isFalse();
  }

  /** A model of many megabytes is neither copied nor read again for each service. */
  @Test
  void newServiceSharesTheDataOfTheOthers() throws IOException {
    source("a.py", "def f():\n    return 1\n");
    source("model.bin", "weights");
    generated();
    source("b.py", "def g():\n    return 1\n");
    generated();
    assertThat(
            Files.isSameFile(
                bundle().resolve("f/modules/model.bin"), bundle().resolve("g/modules/model.bin")))
        .isTrue();
  }

  @Test
  void warnsIfAFileThatIsReadIsNotAmongTheSources() throws IOException {
    source(
        "a.py",
        """
        def main():
            return open("./shop/rates.csv").read() + open("gone.csv").read()
        """);
    source("shop/rates.csv", "1");
    assertThat(PrintedFindings.of(new Printer(""), generate().findings()))
        .isEqualTo(
            """
            a.py:2:46: NS322 the sources have no file "gone.csv", so that no service finds it
                    return open("./shop/rates.csv").read() + open("gone.csv").read()
                                                             ^^^^
              Put the file there, include it with <dataIncludes> (nanoservice.dataIncludes), or write an absolute path.
            """);
  }

  @Test
  void secretsAreNoData() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    BundleRequest request = request(SourceRequest.builder(directory).excluded(bundle()));
    generate(request);
    assertThat(directory.resolve("nanoservices.secrets/token")).exists();
    generate(request);
    assertThat(bundle().resolve("main/modules")).doesNotExist();
  }

  @Test
  void refusesPortsBeyondTheHighestOne() throws IOException {
    source("a.py", "def f():\n    return 1\ndef g():\n    return 1\n");
    BundleRequest request =
        request(
            source().services(ServiceOptions.builder().entryPoints(List.of("f", "g")).build()),
            RenderSettings.builder("demo").firstPort(65_535).build());

    assertThat(PrintedFindings.of(new Printer(""), refused(generate(request))))
        .isEqualTo(
            """
            <port>: NS306 from port 65535 on, the last entry point needs port 65536, but the highest port is 65535
              Set <port> (nanoservice.port) to 65534 or less.
            """);
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void reportsAnUnreadableModuleOnce() throws IOException {
    source("a.py", "from broken import f\ndef main():\n    return f()\n");
    Files.createSymbolicLink(directory.resolve("src/broken.py"), Path.of("missing.py"));

    assertThat(refused(generate())).extracting(Finding::rule).containsExactly(Rule.UNREADABLE_FILE);

    Files.delete(directory.resolve("src/a.py"));

    assertThat(refused(generate())).extracting(Finding::rule).doesNotContain(Rule.NO_FUNCTIONS);
  }

  @Test
  void removesServicesOfDeletedSources() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    generate();
    Files.delete(directory.resolve("src/a.py"));
    generate();
    assertThat(bundle().resolve("main")).doesNotExist();
  }

  @Test
  void reportsFileNamesAndContentsTogether() throws IOException {
    source("a.py", "def f(:\n");
    source("my-script.py", "");
    List<Finding> findings = refused(generate());
    assertThat(findings)
        .extracting(finding -> finding.rule().name())
        .contains("UNBALANCED_BRACKET", "UNIMPORTABLE_FILE");
    assertThat(
            new SourceAnalyzer(RUNTIME, InstalledDistributions.unknown())
                .analyze(request().source()))
        .hasValueSatisfying(checked -> assertThat(checked.findings()).isEqualTo(findings));
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void refusesToReplaceAFileOfTheUser() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    Files.writeString(bundle(), "mine");
    assertThat(PrintedFindings.of(new Printer(""), refused(generate())))
        .isEqualTo(
            """
            <outputDirectory>: NS306 %s is a file, but the bundle's directory has to go there
              Move it away, or run 'mvn clean', and generate again.
            """
                .formatted(bundle()));
    assertThat(bundle()).hasContent("mine");
  }

  @Test
  void repeatsItsFindingsIfNothingChanged() throws IOException {
    source("a.py", "def helper():\n    return 1\n");
    BuildResult<Bundle> again = settle();

    BuildResult<Bundle> unchanged =
        new BundleBuilder(
                "plugin 1",
                () -> {
                  throw new AssertionError("the sources were analyzed again");
                },
                InstalledDistributions.unknown())
            .generate(request());

    assertThat(unchanged).isEqualTo(again);
    assertThat(unchanged.findings()).extracting(Finding::rule).containsExactly(Rule.NO_ENTRY_POINT);
  }

  @Test
  void generatesAgainWithAnotherPlugin() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    assertThat(looksAgain("plugin 2", request())).isTrue();
  }

  @Test
  void generatesAgainIfAParameterChanged() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    List<String> main = List.of("main");
    Stream<ServiceOptions.Builder> services =
        Stream.of(
            ServiceOptions.builder().grouping(ServiceOptions.Grouping.ALL),
            ServiceOptions.builder().separateFunctions(main),
            ServiceOptions.builder().groups(Map.of("all", main)),
            ServiceOptions.builder().entryPoints(main),
            ServiceOptions.builder().serviceNaming(ServiceOptions.Naming.QUALIFIED),
            ServiceOptions.builder().pythonVersion("3.12"),
            ServiceOptions.builder().requirementNames(Map.of("a", "b")));
    Stream<RenderSettings> settings =
        Stream.of(
            RenderSettings.defaults("shop"),
            RenderSettings.builder("demo").firstPort(9000).build());
    List<BundleRequest> others =
        Stream.concat(
                services.map(options -> request(source().services(options.build()))),
                settings.map(each -> request(source(), each)))
            .toList();
    for (BundleRequest other : others) {
      settle();
      assertThat(looksAgain("plugin 1", request())).isFalse();
      assertThat(looksAgain("plugin 1", other)).describedAs(other.toString()).isTrue();
    }
  }

  @Test
  void generatesAgainIfSourcesChanged() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    Path file = directory.resolve("src/a.py");
    FileTime time = Files.getLastModifiedTime(file);
    source("a.py", "def main():\n    return 2\n");
    Files.setLastModifiedTime(file, time);
    assertThat(looksAgain("plugin 1", request())).isTrue();

    settle();
    source("b.py", "def helper():\n    return 1\n");
    assertThat(looksAgain("plugin 1", request())).isTrue();

    settle();
    Files.move(directory.resolve("src/b.py"), directory.resolve("src/c.py"));
    assertThat(looksAgain("plugin 1", request())).isTrue();

    settle();
    Files.delete(directory.resolve("src/c.py"));
    assertThat(looksAgain("plugin 1", request())).isTrue();

    settle();
    source("requirements.txt", "requests==2.32.0\n");
    assertThat(looksAgain("plugin 1", request())).isTrue();
  }

  @Test
  void restoresEditedFilesOfTheBundle() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    Files.writeString(bundle().resolve("main/main.py"), "edited");
    Files.delete(bundle().resolve("main/Dockerfile"));

    assertThat(generated().files().written()).isEqualTo(2);
    assertThat(bundle().resolve("main/main.py")).content().contains("def main():\n    return 1\n");
    assertThat(bundle().resolve("main/Dockerfile")).exists();
  }

  private boolean looksAgain(String plugin, BundleRequest request) throws IOException {
    AtomicBoolean looked = new AtomicBoolean();
    new BundleBuilder(
            plugin,
            () -> {
              looked.set(true);
              return RUNTIME;
            },
            InstalledDistributions.unknown())
        .generate(request);
    return looked.get();
  }

  /** Generates twice, so that the bundle is older than the record of the second time. */
  private BuildResult<Bundle> settle() throws IOException {
    generate();
    try (Stream<Path> paths = Files.walk(bundle())) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    return generate();
  }
}
