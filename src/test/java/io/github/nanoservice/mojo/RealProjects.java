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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Projects of others, which pip fetches: their sources, bundles, and the steps of the harness. */
final class RealProjects {
  private static final Path FOLDER = Path.of("src", "test", "projects");
  private static final Path HARNESS = Path.of("src", "test", "python");
  private static final Path WORK = Path.of(System.getProperty("projects.work", "target/projects"));
  private static final Set<String> CHOSEN =
      Set.of(System.getProperty("projects", "python-slugify").split(","));

  private static final String PYTHON = System.getProperty("python", "python3");
  private static final int NOT_SERVED = 75;

  private final Path file;
  private final JsonNode entries;

  private RealProjects(Path file, JsonNode entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Reads a file of entries. */
  static RealProjects in(String file) {
    try {
      Path path = FOLDER.resolve(file);
      return new RealProjects(path, JsonNode.parse(Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the entries that the property {@code projects} selects. */
  Stream<String> chosen() {
    return entries.members().keySet().stream()
        .filter(name -> CHOSEN.contains("all") || CHOSEN.contains(name));
  }

  boolean has(String name) {
    return entries.members().containsKey(name);
  }

  JsonNode entry(String name) {
    return entries.get(name);
  }

  /** The modules that an entry may lack: those of extras that no service installs. */
  List<String> optionalImports(String name) {
    JsonNode entry = entries.get(name);
    return entry.members().containsKey("optional")
        ? entry.get("optional").list(JsonNode::text)
        : List.of();
  }

  /** The directory of a bundle of an entry. */
  static Path bundle(String name, String kind) {
    return WORK.resolve(name).resolve(kind).toAbsolutePath();
  }

  /** Fetches the sources of an entry; the test is skipped if pip cannot get them. */
  void gather(String name) throws IOException, InterruptedException {
    require(name, python(PYTHON, "gather", file, name, WORK));
  }

  /** Installs what a bundle requires; the test is skipped if pip cannot get it. */
  void install(String name, Path bundle) throws IOException, InterruptedException {
    require(name, python(PYTHON, "install", bundle, WORK));
  }

  /** Compares the answers of services with plain calls; returns the exit code. */
  int compare(String name) throws IOException, InterruptedException {
    return python(interpreter(), "compare", file, name, WORK);
  }

  /** Starts every service; returns the exit code. */
  int load(String name) throws IOException, InterruptedException {
    return python(interpreter(), "load", name, WORK);
  }

  private static String interpreter() {
    return WORK.resolve("venv").resolve("bin").resolve("python").toAbsolutePath().toString();
  }

  /** Generates a bundle as a POM with these options does; returns the errors. */
  static List<String> refusals(String name, Path bundle, ServiceOptions options) {
    SourceRequest source =
        SourceRequest.builder(WORK.resolve(name).resolve("sources").toAbsolutePath())
            .format(Format.extended(List.of()))
            .services(options)
            .build();
    BundleRequest request =
        new BundleRequest(source, bundle, RenderSettings.defaults(name), GivenSecrets.NONE);
    try {
      return BundleBuilder.bundled().generate(request)
              instanceof BuildResult.Refused<Bundle> refusal
          ? refusal.findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(Finding::toString)
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
