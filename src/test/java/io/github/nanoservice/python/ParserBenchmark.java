package io.github.nanoservice.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures how fast the parser reads the interpreter's standard library in one thread, compared
 * with CPython's own {@code ast.parse} and {@code tokenize}: {@code mvn -q test -Pbenchmark}.
 *
 * <p>All three are measured in turn for several rounds, and the best time of each counts, because
 * other load on the machine can only increase a time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g"})
public class ParserBenchmark {
  private static final int ROUNDS = 5;

  /** The file that lists the paths of the files to read, one a line. */
  @Param("")
  public String files;

  private List<byte[]> sources;

  /** Reads the files, which is not measured. */
  @Setup
  public void load() throws IOException {
    sources = new ArrayList<>();
    for (String file : Files.readAllLines(Path.of(files))) {
      sources.add(Files.readAllBytes(Path.of(file)));
    }
  }

  /** Parses each file. */
  @Benchmark
  public void parse(Blackhole hole) {
    ModuleParser parser = new ModuleParser(Format.strict());
    for (byte[] source : sources) {
      hole.consume(parser.parse(source));
    }
  }

  /** Measures and prints the table of docs/decomposer.md. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    Path work = Files.createDirectories(Path.of("target/benchmark"));
    CPython cpython = CPython.find(work);
    List<Path> library = cpython.standardLibrary();
    Path list = work.resolve("library.txt");
    Files.write(list, library.stream().map(Path::toString).toList());
    long bytes = 0;
    for (Path file : library) {
      bytes += Files.size(file);
    }

    Map<String, Double> best = new LinkedHashMap<>();
    Process python = cpython.start(Path.of("src/test/python/speed.py"), list.toString());
    try (Writer commands = python.outputWriter(StandardCharsets.US_ASCII);
        BufferedReader times = python.inputReader(StandardCharsets.US_ASCII)) {
      for (int round = 0; round < ROUNDS; round++) {
        best.merge("the parser", parse(list), Math::min);
        for (String reader : List.of("ast.parse", "tokenize")) {
          commands.write(reader + "\n");
          commands.flush();
          best.merge(reader, Double.parseDouble(times.readLine()), Math::min);
        }
      }
    }
    print(cpython, library.size(), bytes, best);
  }

  /** Returns the seconds of the fastest of several passes, in a fresh JVM that has warmed up. */
  private static double parse(Path list) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(ParserBenchmark.class.getName() + ".decompose")
            .param("files", list.toString())
            .verbosity(VerboseMode.SILENT)
            .build();
    double nanoseconds =
        new Runner(options).runSingle().getPrimaryResult().getStatistics().getMin();
    return nanoseconds / TimeUnit.SECONDS.toNanos(1);
  }

  private static void print(CPython cpython, int files, long bytes, Map<String, Double> best) {
    System.out.printf(
        "The standard library of CPython %s: %,d files, %,d bytes.%n%n",
        cpython.version(), files, bytes);
    System.out.println("| | MB/s | times `ast.parse` |");
    System.out.println("|---|---:|---:|");
    best.forEach(
        (reader, seconds) ->
            System.out.printf(
                "| %s | %.1f | %.1f |%n",
                reader, bytes / 1e6 / seconds, best.get("ast.parse") / seconds));
  }
}
