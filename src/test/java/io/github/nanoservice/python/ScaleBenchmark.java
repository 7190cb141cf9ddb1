package io.github.nanoservice.python;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Parses extremely large inputs and prints the table of docs/decomposer.md: {@code mvn -q test
 * -Pscale}.
 *
 * <p>Time is the processor time of the whole JVM, after it has warmed up on a tenth of the input.
 * The time per byte of that tenth is printed too, to show whether the time is linear. The best of
 * several rounds counts.
 *
 * <p>Memory is the smallest heap ({@code -Xmx}) in which a JVM parses the input and keeps the
 * result, minus the heap that an empty file needs. It includes the bytes of the input. It is found
 * by bisection, with a new JVM for each try.
 */
final class ScaleBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final int MEBIBYTE = 1 << 20;
  private static final int LARGEST_HEAP = 4096;

  /** A try that takes longer mostly collects garbage: its heap is too small. */
  private static final int LONGEST_TRY_SECONDS = 60;

  /** Processor time has a resolution of 10 ms. */
  private static final double SHORTEST_MEASUREMENT_SECONDS = 1;

  private static final int WARMING_SECONDS = 10;

  private static final int ROUNDS = 5;

  private ScaleBenchmark() {}

  /**
   * Without arguments, prints the table. With the name of an input, prints its times. With a
   * directory, only parses its files.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      printTable();
    } else if (arguments[0].equals("times")) {
      printTimes(ScaleInput.valueOf(arguments[1]));
    } else {
      parse(Path.of(arguments[1]));
    }
  }

  private static void printTable() throws IOException, InterruptedException {
    Path work = Path.of("target/scale");
    int empty = smallestHeap(write(work.resolve("empty"), List.of(new byte[0])), 1);
    System.out.println("| input | bytes | seconds | ns per byte | of a tenth | memory / input |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    for (ScaleInput input : ScaleInput.values()) {
      List<byte[]> files = input.files(input.fullSize());
      int step = (int) Math.max(1, bytes(files) / MEBIBYTE / 5);
      long heap = smallestHeap(write(work.resolve(input.name()), files), step) - empty;
      String times = output(child(3072, "times", input.name()));
      System.out.printf(
          "| %s | %,d | %s | %.1f |%n",
          input.label(), bytes(files), times, (double) heap * MEBIBYTE / bytes(files));
    }
  }

  private static String output(ProcessBuilder command) throws IOException {
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static long bytes(List<byte[]> files) {
    return files.stream().mapToLong(file -> file.length).sum();
  }

  private static Path write(Path directory, List<byte[]> files) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < files.size(); i++) {
      Files.write(directory.resolve(i + ".py"), files.get(i));
    }
    return directory;
  }

  /** Returns the heap in mebibytes, as a multiple of {@code step}. */
  private static int smallestHeap(Path directory, int step)
      throws IOException, InterruptedException {
    int tooSmall = 0;
    int enough = LARGEST_HEAP / step;
    while (enough - tooSmall > 1) {
      int middle = (tooSmall + enough) / 2;
      Process process =
          child(middle * step, "decompose", directory.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(LONGEST_TRY_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (ended && process.exitValue() == 0) {
        enough = middle;
      } else {
        tooSmall = middle;
      }
    }
    return enough * step;
  }

  private static ProcessBuilder child(int heap, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ScaleBenchmark.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static List<Module> parse(Path directory) throws IOException {
    List<Module> modules = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        modules.add(new ModuleParser(Format.strict()).parse(Files.readAllBytes(file)));
      }
    }
    return modules;
  }

  private static void printTimes(ScaleInput input) {
    List<byte[]> tenth = input.files(input.fullSize() / 10);
    long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARMING_SECONDS);
    while (System.nanoTime() < warm) {
      seconds(tenth);
    }
    List<byte[]> files = input.files(input.fullSize());
    double secondsOfTenth = seconds(tenth);
    double seconds = seconds(files);
    for (int round = 1; round < ROUNDS; round++) {
      secondsOfTenth = Math.min(secondsOfTenth, seconds(tenth));
      seconds = Math.min(seconds, seconds(files));
    }
    System.out.printf(
        "%.2f | %.1f | %.1f",
        seconds, seconds * 1e9 / bytes(files), secondsOfTenth * 1e9 / bytes(tenth));
  }

  /** Returns the seconds of one pass, averaged over as many passes as a measurement needs. */
  private static double seconds(List<byte[]> files) {
    double start = SYSTEM.getProcessCpuTime() / 1e9;
    for (int passes = 1; ; passes++) {
      for (byte[] file : files) {
        new ModuleParser(Format.strict()).parse(file);
      }
      double seconds = SYSTEM.getProcessCpuTime() / 1e9 - start;
      if (seconds >= SHORTEST_MEASUREMENT_SECONDS) {
        return seconds / passes;
      }
    }
  }
}
