package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCodeTest {
  @TempDir Path directory;

  @Test
  void differsIfATemplateDiffers() throws IOException {
    Path template =
        Files.createDirectory(directory.resolve("templates")).resolve("main.py.mustache");
    Files.writeString(template, "one");
    String first = PluginCode.fingerprint(directory);
    assertThat(PluginCode.fingerprint(directory)).isEqualTo(first);

    Files.writeString(template, "two");
    assertThat(PluginCode.fingerprint(directory)).isNotEqualTo(first);

    Files.writeString(template, "one");
    Files.move(template, template.resolveSibling("other.mustache"));
    assertThat(PluginCode.fingerprint(directory)).isNotEqualTo(first);
  }

  @Test
  void differsIfTheJarDiffers() throws IOException {
    Path jar = Files.writeString(directory.resolve("plugin.jar"), "one");
    String first = PluginCode.fingerprint(jar);

    assertThat(PluginCode.fingerprint(Files.writeString(jar, "two"))).isNotEqualTo(first);
  }

  @Test
  void findsTheCodeOfThisPlugin() throws IOException {
    assertThat(PluginCode.fingerprint()).isEqualTo(PluginCode.fingerprint()).isNotEmpty();
  }
}
