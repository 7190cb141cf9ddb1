package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that {@code target} is on has no room left. */
class FullDiskTest {
  private static final Path GREETING = Path.of("src/it/greeting/src/main/python");

  @TempDir Path directory;

  @Test
  void aBundleThatDoesNotFitLeavesTheFormerOneAsItWas() throws Exception {
    Path sources = Files.createDirectories(directory.resolve("src/main/python"));
    Path module = sources.resolve("functions.py");
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("target"), 4096)) {
      Path target = disk.directory();
      Files.writeString(module, functions(2));
      assertThat(generate(sources, target)).isInstanceOf(BuildResult.Done.class);
      SortedMap<Path, String> before = files(target.resolve("nanoservices"));

      Files.writeString(module, functions(1000));
      assertThatThrownBy(() -> generate(sources, target))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot write the bundle in " + target.resolve("nanoservices"))
          .hasMessageContaining("which is unchanged: ")
          .hasMessageEndingWith("Check the disk space and the permissions, and generate again.");

      assertThat(files(target.resolve("nanoservices"))).isEqualTo(before);
      Files.writeString(module, functions(3));
      assertThat(generate(sources, target)).isInstanceOf(BuildResult.Done.class);
    }
  }

  @Test
  void servicesThatStartAreRemovedWhereNothingCanBeNotedOfThem() throws Exception {
    Docker.assumePresent();
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("target"), 4096);
        ContainerBundle bundle = ContainerBundle.generate(directory, GREETING, "128m")) {
      disk.fill();
      assertThatThrownBy(bundle::start)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(
              "Check that the directory can be written and that the disk has space.");
      assertThat(bundle.left()).isEmpty();
    }
  }

  private static BuildResult<BundleBuilder.Bundle> generate(Path sources, Path target)
      throws IOException {
    SourceRequest source =
        SourceRequest.builder(sources)
            .services(ServiceOptions.builder().entryPoints(List.of()).build())
            .build();
    return BundleBuilder.bundled()
        .generate(
            new BundleRequest(
                source,
                target.resolve("nanoservices"),
                RenderSettings.defaults("full-disk"),
                GivenSecrets.NONE));
  }

  private static String functions(int count) {
    return IntStream.range(0, count)
        .mapToObj("def f%d():\n    return 0\n\n\n"::formatted)
        .collect(Collectors.joining());
  }

  private static SortedMap<Path, String> files(Path root) throws IOException {
    SortedMap<Path, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
