package io.github.nanoservice.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ManifestReader;
import io.github.nanoservice.render.Rendering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Builds of one project at the same time, in threads of one Maven and in several of them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ConcurrentBuildsTest {
  private static final int ROUNDS = 25;

  @TempDir Path target;

  @Test
  void buildsInThreadsDoNotInterfere() throws Exception {
    Path bundle = target.resolve("nanoservices");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Void>> builds = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      Callable<Void> build =
          () -> {
            build(bundle, name);
            return null;
          };
      builds.add(threads.submit(build));
    }
    threads.shutdown();
    for (Future<Void> build : builds) {
      build.get(5, TimeUnit.MINUTES);
    }

    assertWhole(bundle);
  }

  @Test
  void buildsInProcessesDoNotInterfere() throws Exception {
    Path bundle = target.resolve("nanoservices");
    List<Process> builds = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      builds.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  ConcurrentBuildsTest.class.getName(),
                  bundle.toString(),
                  name)
              .inheritIO()
              .start());
    }
    for (Process build : builds) {
      assertThat(build.onExit()).succeedsWithin(5, TimeUnit.MINUTES);
      assertThat(build.exitValue()).isZero();
    }

    assertWhole(bundle);
  }

  /** The main method of a process that writes different bundles repeatedly. */
  public static void main(String[] arguments) throws IOException {
    build(Path.of(arguments[0]), arguments[1]);
  }

  private static void build(Path bundle, String name) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Rendering rendering = Renderings.of(name + round, "main", name, name + round % 3);
      WriteResult result = new BundleWriter(bundle).write(rendering, Renderings.build(rendering));
      if (!(result instanceof WriteResult.Written)) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  /** Checks that the directory contains exactly the files of the manifest. */
  private static void assertWhole(Path bundle) throws IOException {
    ManifestReader.Result result = new ManifestReader().read(bundle);
    Manifest manifest = ((ManifestReader.Result.Found) result).manifest();
    String name = manifest.services().get(1).name();
    String last = name + (ROUNDS - 1);
    String third = name + (ROUNDS - 1) % 3;

    assertThat(manifest).isEqualTo(Renderings.of(last, "main", name, third).manifest());
    for (String path : manifest.files().keySet()) {
      assertThat(bundle.resolve(path)).exists();
    }
    assertThat(bundle.resolve("main/main.py")).hasContent("main: " + last);
    assertThat(bundle.toFile().list())
        .containsExactlyInAnyOrder("compose.yaml", "nanoservices.json", "main", name, third);
  }
}
