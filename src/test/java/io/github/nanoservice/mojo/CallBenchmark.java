package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.ServiceOptions.Grouping;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generates what the package {@code bench} of the Python tests measures, and has it print the
 * tables of {@code docs/performance.md} and draw its pictures.
 */
public final class CallBenchmark {
  private static final Path SOURCES = Path.of("src", "test", "bench");
  private static final String WAYS = "ways.py";
  private static final Path RUNTIME =
      Path.of("src", "main", "resources", "io", "github", "nanoservice", "runtime");
  private static final Path PICTURES = Path.of("docs", "pictures");
  private static final String PYTHON = System.getProperty("test.python", "python3");

  private CallBenchmark() {}

  /** Takes the options of {@code python -m bench}, as {@code --rounds 3}. */
  public static void main(String[] options) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("bench");
    Path echo = server(SOURCES.resolve("echo"), Grouping.FUNCTION, directory.resolve("echo"));
    Path source = SOURCES.resolve("group");
    Path group = server(source, Grouping.ALL, directory.resolve("group"));
    Path unsliced = withStatement(source, directory.resolve("unsliced"));
    Path carried = server(unsliced, Grouping.ALL, directory.resolve("carried"));
    List<String> command =
        List.of(
            PYTHON,
            "-m",
            "bench",
            echo.toString(),
            source.resolve(WAYS).toAbsolutePath().toString(),
            group.toString(),
            carried.toString(),
            PICTURES.toAbsolutePath().toString());
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).inheritIO();
    builder.command().addAll(List.of(options));
    Path harness = Path.of("src", "test", "python").toAbsolutePath();
    builder
        .environment()
        .put("PYTHONPATH", harness + File.pathSeparator + RUNTIME.toAbsolutePath());
    int exitCode = builder.start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("the benchmark ended with exit code " + exitCode);
    }
  }

  /** Generates a bundle of one service, and returns its server. */
  private static Path server(Path sources, Grouping grouping, Path bundle) throws IOException {
    SourceRequest source =
        SourceRequest.builder(sources.toAbsolutePath())
            .services(ServiceOptions.builder().grouping(grouping).entryPoints(List.of()).build())
            .build();
    BundleRequest request =
        new BundleRequest(source, bundle, RenderSettings.defaults("bench"), GivenSecrets.NONE);
    BuildResult<BundleBuilder.Bundle> result = BundleBuilder.bundled().generate(request);
    if (!(result instanceof BuildResult.Done)) {
      throw new IllegalStateException("no bundle was generated from " + sources + ": " + result);
    }
    try (Stream<Path> files = Files.walk(bundle, 2)) {
      return files.filter(file -> file.endsWith("main.py")).findFirst().orElseThrow();
    }
  }

  /** Copies sources, with a statement because of which the module is carried whole. */
  private static Path withStatement(Path sources, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".py")).toList()) {
        Path target = copy.resolve(sources.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(copy.resolve(WAYS), "\nassert WAYS\n", StandardOpenOption.APPEND);
    return copy;
  }
}
