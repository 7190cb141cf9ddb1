package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuntimePackageTest {
  private static final Path RESOURCES =
      Path.of("src/main/resources/io/github/nanoservice/runtime/nanoservice");

  @Test
  void everyRuntimeModuleIsInTheBundle() throws IOException {
    try (Stream<Path> paths = Files.walk(RESOURCES)) {
      List<String> modules =
          paths
              .map(path -> RESOURCES.relativize(path).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(".py"))
              .sorted()
              .toList();
      assertThat(RuntimePackage.MODULES).isEqualTo(modules);
    }
    assertThat(RuntimePackage.bundled().files())
        .containsKey("nanoservice/__init__.py")
        .hasSameSizeAs(RuntimePackage.MODULES);
  }

  @Test
  void requirementsHaveNoComments() {
    assertThat(RuntimePackage.bundled().requirements())
        .isNotEmpty()
        .allMatch(line -> line.matches("[A-Za-z][^#]*[^\\s#]"));
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
