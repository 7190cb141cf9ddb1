package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The reference implementation: the interpreter of the build, its own files, and what
 * cpython_reference.py finds in any file.
 *
 * @param version as it reports itself, {@code 3.11.7}
 * @param folders its standard library, then its site-packages
 */
public record CPython(String version, List<Path> folders) {
  private static final String INTERPRETER = System.getProperty("python", "python3");
  private static final Path REFERENCE_SCRIPT =
      Path.of("src/test/python/cpython_reference.py").toAbsolutePath();

  private static final Path BINDING = Path.of("src/test/python/binding.py").toAbsolutePath();

  /**
   * From 3.14 on, {@code symtable} has tables for annotations (PEP 649) that the script does not
   * read; {@code ast} before 3.9 does not report where a decorated function ends.
   */
  private static final String JUDGES = "3\\.(?:9|1[0-3])\\..*";

  private static final String DESCRIPTION =
      """
      import platform, sysconfig
      paths = dict.fromkeys(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
      print(platform.python_version(), *paths, sep="\\n")
      """;

  /**
   * Finds the interpreter. Skips the test, with the reason, if no suitable interpreter exists.
   *
   * @param work a folder for intermediate files
   */
  public static CPython find(Path work) throws IOException, InterruptedException {
    Path answer = work.resolve("cpython.txt");
    try {
      run(new ProcessBuilder(INTERPRETER, "-c", DESCRIPTION), answer);
    } catch (IOException e) {
      abort("needs CPython to compare with; -Dpython=... names it: " + e.getMessage());
    }
    List<String> lines = Files.readAllLines(answer);
    if (!lines.get(0).matches(JUDGES)) {
      abort("needs CPython 3.9 to 3.13 to compare with, not " + lines.get(0));
    }
    return new CPython(
        lines.get(0), lines.stream().skip(1).map(Path::of).filter(Files::isDirectory).toList());
  }

  /** Returns whether a backslash at the margin keeps the open blocks, as from 3.10 on. */
  boolean readsBackslashes() {
    return !version.startsWith("3.9.");
  }

  /** Returns all Python files in its folders, sorted. */
  public List<Path> files() throws IOException {
    return files(folders);
  }

  /**
   * Returns all Python files of its standard library, including its {@code test} package, sorted.
   */
  List<Path> standardLibrary() throws IOException {
    return files(folders.subList(0, 1)).stream()
        .filter(file -> !file.toString().contains("site-packages"))
        .toList();
  }

  private static List<Path> files(List<Path> folders) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    for (Path folder : folders) {
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .filter(file -> file.toString().endsWith(".py") && Files.isRegularFile(file))
            .forEach(files::add);
      }
    }
    return List.copyOf(files);
  }

  /**
   * Runs the reference on files.
   *
   * @param work a folder for intermediate files
   * @return for each file the lines that cpython_reference.py prints
   */
  Map<Path, List<String>> modules(Collection<Path> files, Path work)
      throws IOException, InterruptedException {
    return ask(files, work);
  }

  /**
   * Determines which statements the functions in files need.
   *
   * @param work a folder for intermediate files
   * @return for each file the lines that cpython_reference.py prints
   */
  public Map<Path, List<String>> needs(Collection<Path> files, Path work)
      throws IOException, InterruptedException {
    return ask(files, work, "needs");
  }

  /**
   * Determines which calls Python can bind.
   *
   * @param calls in the format that binding.py reads
   * @param arguments arguments of the script
   * @param work a folder for intermediate files
   * @return for each call {@code binds} or {@code fails}
   */
  public List<String> binds(List<String> calls, Path work, String... arguments)
      throws IOException, InterruptedException {
    Path questions = work.resolve("calls.txt");
    Path answers = work.resolve("answers.txt");
    Files.write(questions, calls);
    List<String> command = new ArrayList<>(List.of(INTERPRETER, BINDING.toString()));
    command.addAll(List.of(arguments));
    run(new ProcessBuilder(command).redirectInput(questions.toFile()), answers);
    return Files.readAllLines(answers);
  }

  private static Map<Path, List<String>> ask(Collection<Path> files, Path work, String... arguments)
      throws IOException, InterruptedException {
    Path names = work.resolve("files.txt");
    Path answers = work.resolve("modules.txt");
    Files.write(names, files.stream().map(Path::toString).toList());
    List<String> command = new ArrayList<>(List.of(INTERPRETER, REFERENCE_SCRIPT.toString()));
    command.addAll(List.of(arguments));
    run(new ProcessBuilder(command).redirectInput(names.toFile()), answers);
    Map<Path, List<String>> modules = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    String text = Files.readString(answers, StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      if (line.startsWith("  ")) {
        current.add(line.substring(2));
      } else {
        current = new ArrayList<>();
        modules.put(Path.of(line), current);
      }
    }
    assertThat(modules).hasSameSizeAs(files);
    return modules;
  }

  /** Starts a script. Its standard error is that of this process. */
  Process start(Path script, String argument) throws IOException {
    return new ProcessBuilder(INTERPRETER, script.toAbsolutePath().toString(), argument)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void run(ProcessBuilder command, Path output)
      throws IOException, InterruptedException {
    Path errors = output.resolveSibling("errors.txt");
    Process process =
        command.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    if (!process.waitFor(1, TimeUnit.HOURS)) {
      process.destroyForcibly();
      fail("%s does not end", command.command());
    }
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
  }
}
