package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.pip.Wheel;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.requirements.RequirementFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real pip makes of an index whose files have been replaced, without a network. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuntimeHashesRealTest {
  @TempDir private Path directory;

  @Test
  void replacedFilesOfTheRuntimeAreNotInstalled() throws Exception {
    String python = RealPython.assumePresent(directory);
    Path index = Files.createDirectories(directory.resolve("index"));
    List<String> releases =
        RequirementFiles.of(List.of(), RuntimePackage.bundled().constraints()).tested();
    for (String release : releases) {
      replace(release, index);
    }
    List<String> unchecked = releases.stream().map(RequirementFiles::withoutHashes).toList();

    assertThat(install(python, unchecked)).contains("Successfully installed");
    assertThat(install(python, releases))
        .contains("DO NOT MATCH THE HASHES")
        .doesNotContain("Successfully installed");
  }

  /** Puts a wheel of the same name and version into a directory. */
  private static void replace(String release, Path index) throws IOException {
    Requirement requirement = Requirement.of(release).orElseThrow();
    Wheel wheel = Wheel.of(requirement.key(), requirement.release().orElseThrow(), "BAD = True\n");
    Files.write(index.resolve(wheel.file()), wheel.content());
  }

  /** Returns what pip prints. */
  private String install(String python, List<String> lines) throws Exception {
    Path file = Files.write(directory.resolve("requirements.txt"), lines);
    Process pip =
        new ProcessBuilder(
                python,
                "-m",
                "pip",
                "--isolated",
                "install",
                "--no-index",
                "--find-links",
                directory.resolve("index").toString(),
                "--target",
                directory.resolve("installed").toString(),
                "--upgrade",
                "--requirement",
                file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
