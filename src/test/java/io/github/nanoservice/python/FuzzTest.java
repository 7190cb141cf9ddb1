package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No damaged file makes the parser fail, hang, overflow its stack or report a position outside the
 * text. If CPython accepts a damaged file, both find the same in it.
 *
 * <p>The number of an edit is its seed, so a failure names everything that is needed to reproduce
 * it. {@code mvn test -Pfuzz} makes a million edits.
 */
class FuzzTest {
  private static final int EDITS = Integer.getInteger("fuzz.edits", 6000);
  private static final int BATCH = 1000;

  /**
   * Small files, so that a million edits take minutes. Their number matters more than their size.
   */
  private static final int LARGEST_FILE = 16_000;

  /** CPython reads one of this number of edits, because it takes some milliseconds for each. */
  private static final int SHOWN = Math.max(20, EDITS / 20_000);

  /** A recursion that grows with the input overflows this stack quickly. */
  private static final int STACK_BYTES = 256 * 1024;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(null, task, "fuzz", STACK_BYTES));

  private volatile int current;

  @AfterEach
  void stop() {
    worker.shutdownNow();
  }

  @Test
  void editedGoldenCasesAreHandled() throws Exception {
    decomposeDamaged(goldenCases());
  }

  @Test
  void editedLibraryFilesAreHandled(@TempDir Path work) throws Exception {
    decomposeDamaged(smallFiles(CPython.find(work)));
  }

  @Test
  void editedFilesAgreeWithCPython(@TempDir Path work) throws Exception {
    CPython cpython = CPython.find(work);
    assumeThat(cpython.readsBackslashes()).as("CPython 3.10 or later").isTrue();
    List<byte[]> files = smallFiles(cpython);
    files.addAll(goldenCases());
    Map<Path, byte[]> shown = new LinkedHashMap<>();
    for (int i = 0; i < EDITS; i += SHOWN) {
      Path file = work.resolve("edit-" + i + ".py");
      shown.put(file, damaged(files, i));
      Files.write(file, shown.get(file));
    }
    ReferenceComparison comparison = new ReferenceComparison();
    cpython
        .modules(shown.keySet(), work)
        .forEach(
            (file, found) -> comparison.add(file.getFileName().toString(), shown.get(file), found));
    System.out.printf("CPython %s, damaged: %s%n", cpython.version(), comparison.summary());
    assertThat(comparison.differences()).isEmpty();
  }

  private static List<byte[]> goldenCases() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name : GoldenTest.cases()) {
      files.add(Files.readAllBytes(GoldenTest.FOLDER.resolve(name + ".py")));
    }
    return files;
  }

  private static List<byte[]> smallFiles(CPython cpython) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path file : cpython.files()) {
      if (Files.size(file) <= LARGEST_FILE) {
        files.add(Files.readAllBytes(file));
      }
    }
    return files;
  }

  private void decomposeDamaged(List<byte[]> files)
      throws InterruptedException, ExecutionException {
    for (int first = 0; first < EDITS / 2; first += BATCH) {
      int start = first;
      Future<?> batch =
          worker.submit(
              () -> {
                for (int i = start; i < start + BATCH; i++) {
                  current = i;
                  parse(damaged(files, i), i);
                }
              });
      try {
        batch.get(5, TimeUnit.MINUTES);
      } catch (TimeoutException e) {
        throw new AssertionError("the decomposer hangs at edit " + current, e);
      }
    }
  }

  private static byte[] damaged(List<byte[]> files, int edit) {
    byte[] file = files.get(edit % files.size());
    return new RandomEdits(edit).edit(file, files.get((int) (edit * 31L % files.size())));
  }

  private static void parse(byte[] bytes, int edit) {
    Module module;
    try {
      module = new ModuleParser(Format.strict()).parse(bytes);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("edit " + edit + " makes the decomposer fail", e);
    }
    int last = 0;
    for (Violation violation : module.violations()) {
      requireInside(module.source(), violation.span(), edit);
      assertThat(violation.span().start())
          .as("order of violations, edit %d", edit)
          .isGreaterThanOrEqualTo(last);
      last = violation.span().start();
    }
    module.functions().forEach(function -> requireInside(module.source(), function.span(), edit));
  }

  private static void requireInside(Source source, Span span, int edit) {
    int length = source.text().length();
    boolean inside = 0 <= span.start() && span.start() <= span.end() && span.end() <= length;
    assertThat(inside).as("%s lies in a text of length %d, edit %d", span, length, edit).isTrue();
    assertThat(source.position(span.end()).column()).isPositive();
  }
}
