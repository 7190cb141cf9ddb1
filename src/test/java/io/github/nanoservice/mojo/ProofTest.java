package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.MbppCorpus;
import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A decomposed program means what it meant: programs with tests run as they are and as services,
 * and the package {@code proof} of the Python tests compares all that a caller can see.
 */
class ProofTest {
  private static final Path PROGRAMS =
      Path.of(System.getProperty("proof.programs", "src/test/programs"));

  private static final Path GROUPED = PROGRAMS.resolve("grouped");
  private static final Path HARNESS = Path.of("src", "test", "python");
  private static final String PYTHON = System.getProperty("test.python", "python3");

  private static final Format EXTENDED = Format.extended(List.of("warnings.filterwarnings"));

  @TempDir Path directory;

  private final List<String> refused = new ArrayList<>();

  @Test
  void programsThatManyPeopleWrote() throws IOException, InterruptedException {
    Path folder = problems();
    Path bundle = generate(folder, EXTENDED, Map.of());

    assertThat(refused).isEmpty();
    assertThat(same(folder, bundle)).isTrue();
    assertThat(same("--self-calls", folder, bundle)).isTrue();
  }

  @Test
  void programsMadeToBeHard() throws IOException, InterruptedException {
    Path bundle = generate(PROGRAMS, Format.strict(), Map.of());
    Path folder = copied(PROGRAMS);

    assertThat(refused).isEmpty();
    assertThat(same(folder, bundle)).isTrue();
    assertThat(same("--self-calls", folder, bundle)).isTrue();
  }

  @Test
  void programsInTheExtendedFormat() throws IOException, InterruptedException {
    Path folder = PROGRAMS.resolve("extended");
    List<String> counting =
        List.of("counting.hit", "counting.hits", "counting.forget", "counting.twice");
    Path bundle = generate(folder, EXTENDED, Map.of("counters", counting));

    assertThat(refused).isEmpty();
    assertThat(same(copied(folder), bundle)).isTrue();
  }

  /** How the functions of a program are put into services. */
  private enum Way {
    FUNCTION,
    MODULE,
    ALL,
    /** By function, except the groups that {@code groups.json} names. */
    GROUPS
  }

  @ParameterizedTest
  @EnumSource
  void programsInEachWayOfGrouping(Way way) throws IOException, InterruptedException {
    JsonNode groups = JsonNode.parse(Files.readString(GROUPED.resolve("groups.json")));
    List<Object> paths = new ArrayList<>();
    for (Map.Entry<String, JsonNode> program : groups.members().entrySet()) {
      Path folder = copied(GROUPED.resolve(program.getKey()));
      Path bundle = directory.resolve("bundles").resolve(program.getKey());
      SourceRequest source =
          SourceRequest.builder(folder)
              .excluded(folder.resolve("test_" + program.getKey() + ".py"))
              .format(Format.extended(List.of()))
              .services(options(way, program.getValue()))
              .build();
      BundleRequest request =
          new BundleRequest(source, bundle, RenderSettings.defaults("proof"), GivenSecrets.NONE);
      if (BundleBuilder.bundled().generate(request)
          instanceof BuildResult.Refused<Bundle> refusal) {
        refused.add(program.getKey() + ": " + refusal.findings());
      }
      paths.addAll(List.of(folder, bundle));
    }

    assertThat(refused).isEmpty();
    assertThat(same(paths.toArray())).isTrue();
  }

  private static ServiceOptions options(Way way, JsonNode groups) {
    ServiceOptions.Builder options = ServiceOptions.builder().entryPoints(List.of());
    if (way == Way.GROUPS) {
      Map<String, List<String>> functions = new TreeMap<>();
      groups.members().forEach((name, names) -> functions.put(name, names.list(JsonNode::text)));
      return options.groups(functions).build();
    }
    return options.grouping(ServiceOptions.Grouping.valueOf(way.name())).build();
  }

  /** Copies a folder, since a program runs in its own and may write there. */
  private Path copied(Path folder) throws IOException {
    Path copy = directory.resolve("programs").resolve(folder.getFileName());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(folder.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return copy;
  }

  private Path problems() throws IOException, InterruptedException {
    Path corpus = MbppCorpus.file();
    Path folder = directory.resolve("mbpp");
    assertThat(python("proof.mbpp", corpus, folder)).isZero();
    return folder;
  }

  /** Prints the comparison of all programs in a folder; whether nothing differs but by a rule. */
  private static boolean same(Object... arguments) throws IOException, InterruptedException {
    return python("proof", arguments) == 0;
  }

  /** Generates one bundle of all programs in a folder that are in the format. */
  private Path generate(Path folder, Format format, Map<String, List<String>> groups)
      throws IOException {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    int depth = format.extended() ? Integer.MAX_VALUE : 1;
    try (Stream<Path> files = Files.walk(folder, depth)) {
      for (Path file : files.filter(ProofTest::isProgram).toList()) {
        Path copy = sources.resolve(folder.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path bundle = directory.resolve("bundle");
    SourceRequest source =
        SourceRequest.builder(sources)
            .format(format)
            .services(
                ServiceOptions.builder()
                    .groups(groups)
                    .entryPoints(List.of())
                    .serviceNaming(ServiceOptions.Naming.QUALIFIED)
                    .build())
            .build();
    BundleRequest request =
        new BundleRequest(source, bundle, RenderSettings.defaults("proof"), GivenSecrets.NONE);
    BundleBuilder builder = BundleBuilder.bundled();
    if (builder.generate(request) instanceof BuildResult.Refused<Bundle> refusal) {
      for (Finding finding : refusal.findings()) {
        if (finding.severity() == Severity.ERROR
            && finding.location() instanceof Location.InSource place) {
          refused.add(place.path() + ": " + finding.message());
          Files.deleteIfExists(sources.resolve(place.path()));
        }
      }
      assertThat(builder.generate(request)).isInstanceOf(BuildResult.Done.class);
    }
    return bundle;
  }

  private static boolean isProgram(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".py") && !name.startsWith("test_");
  }

  private static int python(String module, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-m", module));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", HARNESS.toAbsolutePath().toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    // Sets of strings have the same order in every run, and so has the report.
    builder.environment().put("PYTHONHASHSEED", "0");
    Process process = builder.start();
    process.getInputStream().transferTo(System.out);
    return process.waitFor();
  }
}
