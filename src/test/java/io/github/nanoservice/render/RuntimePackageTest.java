package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuntimePackageTest {
  private static final Path RUNTIME = Path.of("src/main/resources/io/github/nanoservice/runtime");

  @Test
  void indexListsEveryModuleOfTheRuntime() throws IOException {
    try (Stream<Path> paths = Files.walk(RUNTIME.resolve("nanoservice"))) {
      List<String> modules =
          paths
              .map(path -> RUNTIME.relativize(path).toString().replace('\\', '/'))
              .filter(path -> path.endsWith(".py"))
              .sorted()
              .toList();

      assertThat(Files.readAllLines(RUNTIME.resolve(RuntimePackage.INDEX)))
          .as("lines of " + RuntimePackage.INDEX + "; add a new module there, in order")
          .isEqualTo(modules);
      assertThat(RuntimePackage.bundled().files().keySet()).containsExactlyElementsOf(modules);
    }
  }

  @Test
  void requirementsHaveNoComments() {
    assertThat(RuntimePackage.bundled().requirements())
        .isNotEmpty()
        .allMatch(line -> line.matches("[A-Za-z][^#]*[^\\s#]"));
  }

  /** Otherwise pip would install nothing of them in an image. */
  @Test
  void constraintsHaveHashes() {
    assertThat(RuntimePackage.bundled().constraints())
        .isNotEmpty()
        .allMatch(
            line -> line.matches("[^#]*[^\\s#](?: --hash=sha256:[0-9a-f]{64})+(?:  # via .*)?"));
  }

  @Test
  void constraintsNameEveryRequirement() {
    RuntimePackage bundled = RuntimePackage.bundled();
    for (String requirement : bundled.requirements()) {
      String name = requirement.replaceFirst("[<>=!].*", "");
      assertThat(bundled.constraints()).as(name).anyMatch(line -> line.startsWith(name + "=="));
    }
  }
}
