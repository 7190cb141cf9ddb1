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

  /** Compiles every Python file of a bundle. */
  void compile(Map<String, byte[]> files) {
    write(files);
    List<String> modules = files.keySet().stream().filter(path -> path.endsWith(".py")).toList();
    run(directory, Stream.concat(Stream.of("-m", "py_compile"), modules.stream()).toList());
  }

  /**
   * Runs the {@code main.py} of some services, one after the other, and returns what they print.
   */
  String serve(Map<String, byte[]> files, String... services) {
    write(files);
    String each =
        """
        import runpy, sys
        for service in sys.argv[1:]:
            sys.path[0] = service
            runpy.run_path(service + "/main.py", run_name="__main__")
        """;
    return run(
            directory,
            Stream.concat(Stream.of("-W", "error", "-c", each), Stream.of(services)).toList())
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
