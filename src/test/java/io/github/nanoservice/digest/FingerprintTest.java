package io.github.nanoservice.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private record Settings(String name, List<String> functions, Optional<Duration> timeout) {}

  @Test
  void equalValuesHaveEqualFingerprints() {
    assertThat(Fingerprint.of(settings("a", List.of("f"))))
        .isEqualTo(Fingerprint.of(settings("a", new ArrayList<>(List.of("f")))))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void differentValuesHaveDifferentFingerprints() {
    List<Object> values =
        List.of(
            settings("a", List.of("f")),
            settings("b", List.of("f")),
            settings("a", List.of()),
            settings("a", List.of("f", "g")),
            settings("a", List.of("f, g")),
            settings("a", List.of("fg")),
            new Settings("a", List.of("f"), Optional.of(Duration.ofMillis(1))),
            new Settings("a", List.of("f"), Optional.of(Duration.ofMillis(2))),
            List.of("a", "f"),
            List.of("a", List.of("f")),
            Map.of("a", "f"),
            Path.of("a"),
            new byte[] {1},
            new byte[] {1, 0},
            1,
            true);

    assertThat(values.stream().map(Fingerprint::of).distinct()).hasSameSizeAs(values);
  }

  @Test
  void boundariesBetweenPartsCount() {
    List<byte[]> first = List.of(bytes("a\0"), bytes("b"));
    List<byte[]> second = List.of(bytes("a"), bytes("\0b"));

    assertThat(Fingerprint.of(first)).isNotEqualTo(Fingerprint.of(second));
  }

  @Test
  void sha256MatchesTheStandardsExample() {
    assertThat(Sha256.hex(bytes("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void unknownClassIsRejected() {
    assertThatThrownBy(() -> Fingerprint.of(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no fingerprint of java.lang.Object");
  }

  private static Settings settings(String name, List<String> functions) {
    return new Settings(name, functions, Optional.empty());
  }
}
