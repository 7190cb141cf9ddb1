package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.bundle.WriteResult;
import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.ServiceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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

  private SourceRequest request() {
    return new SourceRequest(
        directory.resolve("src"),
        List.of(bundle()),
        Format.strict(),
        ServiceOptions.Grouping.FUNCTION,
        List.of(),
        Map.of(),
        Optional.empty(),
        ServiceOptions.Naming.SIMPLE,
        "3.13",
        Map.of(),
        CheckLevel.ERROR);
  }

  private BundleBuilder.Result generate() throws IOException {
    return new BundleBuilder("plugin 1", () -> RUNTIME)
        .generate(new BundleRequest(request(), bundle(), RenderSettings.defaults("demo")));
  }

  private Path bundle() {
    return directory.resolve("target");
  }

  private void source(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("src")).resolve(name), text);
  }

  @Test
  void leavesAProjectWithoutSourcesInPeace() throws IOException {
    assertThat(generate()).isEqualTo(new BundleBuilder.Result.NoSources());
    assertThat(SourceAnalyzer.check(request(), SourceAnalyzer.scan(request()), RUNTIME)).isEmpty();
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void warnsOfAnEmptySourceDirectory() throws IOException {
    Files.createDirectory(directory.resolve("src"));
    assertThat(((BundleBuilder.Result.Generated) generate()).findings())
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
  void refusesASourceDirectoryThatIsAFile() throws IOException {
    Files.writeString(directory.resolve("src"), "def main(): pass");
    assertThat(((BundleBuilder.Result.Refused) generate()).findings())
        .extracting(Finding::message)
        .containsExactly(directory.resolve("src") + " is no directory");
  }

  @Test
  void writesABundle() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    BundleBuilder.Result.Generated first = (BundleBuilder.Result.Generated) generate();
    assertThat(first.services()).isEqualTo(1);
    assertThat(first.files().unchanged()).isZero();
    assertThat(bundle().resolve("main/main.py")).content().contains("def main():\n    return 1\n");

    BundleBuilder.Result.Generated second = (BundleBuilder.Result.Generated) generate();
    assertThat(second.files()).isEqualTo(new WriteResult.Written(0, first.files().written(), 0));
  }

  @Test
  void doesNotTakeItsOwnBundleForSources() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    SourceRequest request =
        new SourceRequest(
            directory,
            List.of(bundle()),
            Format.strict(),
            ServiceOptions.Grouping.FUNCTION,
            List.of(),
            Map.of(),
            Optional.empty(),
            ServiceOptions.Naming.SIMPLE,
            "3.13",
            Map.of(),
            CheckLevel.ERROR);
    BundleRequest whole = new BundleRequest(request, bundle(), RenderSettings.defaults("demo"));
    BundleBuilder generator = new BundleBuilder("plugin 1", () -> RUNTIME);
    int written = ((BundleBuilder.Result.Generated) generator.generate(whole)).files().written();

    assertThat(((BundleBuilder.Result.Generated) generator.generate(whole)).files())
        .isEqualTo(new WriteResult.Written(0, written, 0));
  }

  @Test
  void refusesPortsThatAreNone() throws IOException {
    source("a.py", "def f():\n    return 1\ndef g():\n    return 1\n");
    SourceRequest request =
        new SourceRequest(
            directory.resolve("src"),
            List.of(bundle()),
            Format.strict(),
            ServiceOptions.Grouping.FUNCTION,
            List.of(),
            Map.of(),
            Optional.of(List.of("f", "g")),
            ServiceOptions.Naming.SIMPLE,
            "3.13",
            Map.of(),
            CheckLevel.ERROR);
    RenderSettings settings =
        new RenderSettings(
            "demo", "1.0", "python:3.13-slim", 65_535, Duration.ofSeconds(30), "512m", 4096);

    BundleBuilder.Result result =
        new BundleBuilder("plugin 1", () -> RUNTIME)
            .generate(new BundleRequest(request, bundle(), settings));

    assertThat(
            PrintedFindings.of(new Printer(""), ((BundleBuilder.Result.Refused) result).findings()))
        .isEqualTo(
            """
            <port>: NS306 from port 65535 on the entry points go up to 65536, but 65535 is the last port there is
              Write 65534 or less.
            """);
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void saysOnceThatAModuleCannotBeRead() throws IOException {
    source("a.py", "from broken import f\ndef main():\n    return f()\n");
    Files.createSymbolicLink(directory.resolve("src/broken.py"), Path.of("missing.py"));

    assertThat(((BundleBuilder.Result.Refused) generate()).findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.UNREADABLE_FILE);

    Files.delete(directory.resolve("src/a.py"));

    assertThat(((BundleBuilder.Result.Refused) generate()).findings())
        .extracting(Finding::rule)
        .doesNotContain(Rule.NO_FUNCTIONS);
  }

  @Test
  void removesWhatSourcesHaveLeftWhenAllAreGone() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    generate();
    Files.delete(directory.resolve("src/a.py"));
    generate();
    assertThat(bundle().resolve("main")).doesNotExist();
  }

  @Test
  void reportsFilesAndTheirContentsTogetherAndWritesNothing() throws IOException {
    source("a.py", "def f(): pass\ndef f(): pass\n");
    source("my-script.py", "");
    List<Finding> findings = ((BundleBuilder.Result.Refused) generate()).findings();
    assertThat(findings)
        .extracting(finding -> finding.rule().name())
        .contains("DUPLICATE_FUNCTION", "MODULE_NAME");
    assertThat(SourceAnalyzer.check(request(), SourceAnalyzer.scan(request()), RUNTIME))
        .hasValueSatisfying(checked -> assertThat(checked.findings()).isEqualTo(findings));
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void saysWhatIsInTheWayOfTheBundle() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    Files.writeString(bundle(), "mine");
    assertThat(((BundleBuilder.Result.Blocked) generate()).reasons())
        .singleElement()
        .asString()
        .contains(bundle().toString());
    assertThat(bundle()).hasContent("mine");
  }

  @Test
  void saysTheSameAgainOfWhatHasNotChanged() throws IOException {
    source("a.py", "def helper():\n    return 1\n");
    BundleBuilder.Result again = settle();

    BundleBuilder.Result unchanged =
        new BundleBuilder(
                "plugin 1",
                () -> {
                  throw new AssertionError("everything was done again");
                })
            .generate(whole(request()));

    assertThat(unchanged).isEqualTo(again);
    assertThat(((BundleBuilder.Result.Generated) unchanged).findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.NO_ENTRY_POINT);
  }

  @Test
  void noticesAnotherPlugin() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    assertThat(looksAgain("plugin 2", whole(request()))).isTrue();
  }

  @Test
  void noticesAChangedParameter() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    SourceRequest request = request();
    RenderSettings settings = RenderSettings.defaults("demo");
    ServiceOptions.Grouping all = ServiceOptions.Grouping.ALL;
    ServiceOptions.Grouping none = ServiceOptions.Grouping.FUNCTION;
    List<String> main = List.of("main");
    Map<String, List<String>> groups = Map.of("all", main);
    ServiceOptions.Naming simple = ServiceOptions.Naming.SIMPLE;
    ServiceOptions.Naming qualified = ServiceOptions.Naming.QUALIFIED;
    for (BundleRequest other :
        List.of(
            request(all, List.of(), Map.of(), Optional.empty(), simple, "3.13", Map.of()),
            request(none, main, Map.of(), Optional.empty(), simple, "3.13", Map.of()),
            request(none, List.of(), groups, Optional.empty(), simple, "3.13", Map.of()),
            request(none, List.of(), Map.of(), Optional.of(main), simple, "3.13", Map.of()),
            request(none, List.of(), Map.of(), Optional.empty(), qualified, "3.13", Map.of()),
            request(none, List.of(), Map.of(), Optional.empty(), simple, "3.12", Map.of()),
            request(none, List.of(), Map.of(), Optional.empty(), simple, "3.13", Map.of("a", "b")),
            new BundleRequest(request, bundle(), RenderSettings.defaults("shop")),
            new BundleRequest(
                request,
                bundle(),
                new RenderSettings(
                    settings.project(),
                    settings.version(),
                    settings.baseImage(),
                    settings.firstPort() + 1,
                    settings.callTimeout(),
                    settings.memoryLimit(),
                    settings.pidsLimit())))) {
      settle();
      assertThat(looksAgain("plugin 1", whole(request))).isFalse();
      assertThat(looksAgain("plugin 1", other)).describedAs(other.toString()).isTrue();
    }
  }

  @Test
  void noticesChangedSources() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    Path file = directory.resolve("src/a.py");
    FileTime time = Files.getLastModifiedTime(file);
    source("a.py", "def main():\n    return 2\n");
    Files.setLastModifiedTime(file, time);
    assertThat(looksAgain("plugin 1", whole(request()))).isTrue();

    settle();
    source("b.py", "def helper():\n    return 1\n");
    assertThat(looksAgain("plugin 1", whole(request()))).isTrue();

    settle();
    Files.move(directory.resolve("src/b.py"), directory.resolve("src/c.py"));
    assertThat(looksAgain("plugin 1", whole(request()))).isTrue();

    settle();
    Files.delete(directory.resolve("src/c.py"));
    assertThat(looksAgain("plugin 1", whole(request()))).isTrue();

    settle();
    source("requirements.txt", "requests==2.32.0\n");
    assertThat(looksAgain("plugin 1", whole(request()))).isTrue();
  }

  @Test
  void putsBackWhatSomebodyChangedInTheBundle() throws IOException {
    source("a.py", "def main():\n    return 1\n");
    settle();
    Files.writeString(bundle().resolve("main/main.py"), "edited");
    Files.delete(bundle().resolve("main/Dockerfile"));

    assertThat(((BundleBuilder.Result.Generated) generate()).files().written()).isEqualTo(2);
    assertThat(bundle().resolve("main/main.py")).content().contains("def main():\n    return 1\n");
    assertThat(bundle().resolve("main/Dockerfile")).exists();
  }

  private BundleRequest request(
      ServiceOptions.Grouping grouping,
      List<String> alone,
      Map<String, List<String>> groups,
      Optional<List<String>> entryPoints,
      ServiceOptions.Naming naming,
      String pythonVersion,
      Map<String, String> distributions) {
    return whole(
        new SourceRequest(
            directory.resolve("src"),
            List.of(bundle()),
            Format.strict(),
            grouping,
            alone,
            groups,
            entryPoints,
            naming,
            pythonVersion,
            distributions,
            CheckLevel.ERROR));
  }

  private BundleRequest whole(SourceRequest request) {
    return new BundleRequest(request, bundle(), RenderSettings.defaults("demo"));
  }

  private boolean looksAgain(String plugin, BundleRequest request) throws IOException {
    AtomicBoolean looked = new AtomicBoolean();
    new BundleBuilder(
            plugin,
            () -> {
              looked.set(true);
              return RUNTIME;
            })
        .generate(request);
    return looked.get();
  }

  /** Generates twice, with a bundle that is older than the record of the second time. */
  private BundleBuilder.Result settle() throws IOException {
    generate();
    try (Stream<Path> paths = Files.walk(bundle())) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    return generate();
  }
}
