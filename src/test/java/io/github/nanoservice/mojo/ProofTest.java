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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A decomposed program means what it meant: programs with tests run as they are and as services,
 * and the package {@code proof} of the Python tests compares all that a caller can see.
 */
class ProofTest {
  private static final Path PROGRAMS =
      Path.of(System.getProperty("proof.programs", "src/test/programs"));

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

    assertThat(refused).isEmpty();
    assertThat(same(PROGRAMS, bundle)).isTrue();
    assertThat(same("--self-calls", PROGRAMS, bundle)).isTrue();
  }

  @Test
  void programsInTheExtendedFormat() throws IOException, InterruptedException {
    Path folder = PROGRAMS.resolve("extended");
    List<String> counting =
        List.of("counting.hit", "counting.hits", "counting.forget", "counting.twice");
    Path bundle = generate(folder, EXTENDED, Map.of("counters", counting));

    assertThat(refused).isEmpty();
    assertThat(same(folder, bundle)).isTrue();
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
