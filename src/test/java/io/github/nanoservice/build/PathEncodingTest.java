package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.Jvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PathEncodingTest {
  private static final PathEncoding ASCII = new PathEncoding("ANSI_X3.4-1968");
  private static final PathEncoding UTF8 = new PathEncoding("UTF-8");

  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void buildInTheLocaleCBlamesTheLocaleAndNotTheFile() throws Exception {
    Files.writeString(directory.resolve("m\u00f6dul.py"), "def f(): pass\n");
    Process build = Jvm.start(ScanningBuild.class, Map.of("LC_ALL", "C"), directory.toString());

    String printed = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(build.waitFor()).isZero();
    assertThat(printed)
        .contains(
            "NS208 this file has a name that the locale of this build (ANSI_X3.4-1968) cannot")
        .contains("LC_ALL=C.UTF-8")
        .contains("\"ruleId\": \"NS208\"")
        .doesNotContain("NS209 ");
  }

  @Test
  void nameThatIsNotInUtf8IsAFaultOfTheFile() {
    assertThat(UTF8.fault("m\uFFFDdul.py")).contains("has a name that is not in UTF-8");
    assertThat(UTF8.fault("m\u00f6dul.py")).isEmpty();
  }

  @Test
  void pathOfAParameterIsAFaultOfTheLocaleToo() {
    assertThat(ASCII.message(new InvalidPathException("src/gr\u00f6\u00dfe", "Malformed input")))
        .isEqualTo(
            "The locale of this build (ANSI_X3.4-1968) cannot represent the path \"src/gr\u00f6\u00dfe\"."
                + " Run Maven in a locale with UTF-8, for example with LC_ALL=C.UTF-8 in its"
                + " environment.");
    assertThat(UTF8.message(new InvalidPathException("a\0b", "Nul character not allowed")))
        .endsWith("Nul character not allowed. Correct the parameter that contains it.");
  }
}
