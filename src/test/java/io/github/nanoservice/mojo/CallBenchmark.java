package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Generates what the package {@code bench} of the Python tests measures, and has it print the
 * tables of {@code docs/performance.md} and draw its pictures.
 */
public final class CallBenchmark {
  private static final Path SOURCES = Path.of("src", "test", "bench");
  private static final Path RUNTIME =
      Path.of("src", "main", "resources", "io", "github", "nanoservice", "runtime");
  private static final Path PICTURES = Path.of("docs", "pictures");
  private static final String PYTHON = System.getProperty("test.python", "python3");

  private CallBenchmark() {}

  /** Takes the options of {@code python -m bench}, as {@code --rounds 3}. */
  public static void main(String[] options) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("bench");
    Path bundle = generate(directory.resolve("services"), Map.of());
    Path grouped = generate(directory.resolve("group"), Map.of("both", List.of("inner", "outer")));
    List<String> command =
        List.of(
            PYTHON,
            "-m",
            "bench",
            bundle.toString(),
            grouped.resolve("both").resolve("main.py").toString(),
            SOURCES.resolve("calls.py").toAbsolutePath().toString(),
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

  private static Path generate(Path bundle, Map<String, List<String>> groups) throws IOException {
    SourceRequest source =
        SourceRequest.builder(SOURCES.toAbsolutePath())
            .services(ServiceOptions.builder().groups(groups).entryPoints(List.of()).build())
            .build();
    BundleRequest request =
        new BundleRequest(source, bundle, RenderSettings.defaults("bench"), GivenSecrets.NONE);
    BuildResult<BundleBuilder.Bundle> result = BundleBuilder.bundled().generate(request);
    if (!(result instanceof BuildResult.Done)) {
      throw new IllegalStateException("no bundle was generated from " + SOURCES + ": " + result);
    }
    return bundle;
  }
}
