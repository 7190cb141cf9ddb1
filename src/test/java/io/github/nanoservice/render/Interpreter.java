package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the machine's {@code python3} on files in memory. */
final class Interpreter {
  private final Path directory;

  Interpreter(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs the {@code main.py} of some services, one after the other, and returns what they print.
   */
  String serve(Map<String, byte[]> files, String... services) {
    String each =
        """
        import runpy
        for service in sys.argv[1:]:
            sys.path[0] = service
            runpy.run_path(service + "/main.py", run_name="__main__")
        """;
    return run(files, each, services);
  }

  /** Runs a script that can import what is in the wheel of a bundle; returns what it prints. */
  String run(Map<String, byte[]> files, String script, String... arguments) {
    write(files);
    String all =
        "import glob, sys\nsys.path[1:1] = glob.glob('**/*.whl', recursive=True)\n" + script;
    return run(
            directory,
            Stream.concat(Stream.of("-W", "error", "-c", all), Stream.of(arguments)).toList())
        .strip()
        .replace("\r\n", "\n");
  }

  private void write(Map<String, byte[]> files) {
    files.forEach(
        (path, content) -> {
          try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static String run(Path directory, List<String> arguments) {
    List<String> command = Stream.concat(Stream.of("python3"), arguments.stream()).toList();
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.redirectErrorStream(true).environment().put("PYTHONIOENCODING", "utf-8");
      Process process = start(builder);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      assumeTrue(false, "python3 is not on this machine: " + e.getMessage());
      throw new AssertionError(e);
    }
  }
}
