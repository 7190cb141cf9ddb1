package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.diagnostic.Finding;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real projects run as they are: each is fetched with pip, is accepted without an edit with nothing
 * but its entry points set, and its functions answer as plain Python does.
 *
 * <p>The ordinary build takes a sample; {@code mvn test -Pprojects} takes all. A project that pip
 * cannot get is skipped by name.
 */
class RealProjectsTest {
  private static final Path ENTRIES = Path.of("src", "test", "projects", "entries.json");
  private static final Path HARNESS = Path.of("src", "test", "python");
  private static final Path WORK = Path.of(System.getProperty("projects.work", "target/projects"));
  private static final Set<String> CHOSEN =
      Set.of(System.getProperty("projects", "python-slugify").split(","));

  private static final String PYTHON = System.getProperty("python", "python3");
  private static final int NOT_SERVED = 75;

  private static Stream<String> projects() throws IOException {
    return entries().members().keySet().stream()
        .filter(name -> CHOSEN.contains("all") || CHOSEN.contains(name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("projects")
  void answersAsPlainPython(String name) throws IOException, InterruptedException {
    Path bundle = WORK.resolve(name).resolve("bundle").toAbsolutePath();
    require(name, python(PYTHON, "gather", ENTRIES, name, WORK));

    assertThat(refusals(name, bundle)).isEmpty();

    require(name, python(PYTHON, "install", bundle, WORK));
    Path interpreter = WORK.resolve("venv").resolve("bin").resolve("python").toAbsolutePath();
    assertThat(python(interpreter.toString(), "compare", ENTRIES, name, WORK)).isZero();
  }

  /** Generates the bundle as a POM does that sets entry points and the format. */
  private static List<String> refusals(String name, Path bundle) throws IOException {
    SourceRequest source =
        SourceRequest.builder(WORK.resolve(name).resolve("sources").toAbsolutePath())
            .format(Format.extended(List.of()))
            .services(
                ServiceOptions.builder()
                    .entryPoints(functions(name))
                    .grouping(grouping(name))
                    .build())
            .build();
    BundleRequest request =
        new BundleRequest(source, bundle, RenderSettings.defaults(name), GivenSecrets.NONE);
    return BundleBuilder.bundled().generate(request) instanceof BuildResult.Refused<Bundle> refusal
        ? refusal.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::toString)
            .toList()
        : List.of();
  }

  /** The functions that an entry calls, by their dotted names. */
  private static List<String> functions(String name) throws IOException {
    return entries().get(name).get("calls").list(JsonNode::text).stream()
        .map(call -> call.substring(0, call.indexOf('(')))
        .distinct()
        .toList();
  }

  /**
   * One service for each function, unless functions of a module pass objects that cannot be sent.
   */
  private static ServiceOptions.Grouping grouping(String name) throws IOException {
    return entries().get(name).members().containsKey("grouping")
        ? ServiceOptions.Grouping.MODULE
        : ServiceOptions.Grouping.FUNCTION;
  }

  private static JsonNode entries() throws IOException {
    return JsonNode.parse(Files.readString(ENTRIES));
  }

  /** Also prints the name, which Surefire writes to its report only. */
  private static void require(String name, int status) {
    boolean served = status != NOT_SERVED;
    if (!served) {
      System.out.println("Skipped: " + name + "; pip has no package index with what it needs");
    }
    assumeTrue(served, name);
    assertThat(status).isZero();
  }

  private static int python(String interpreter, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter, "-m", "projects"));
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
