package io.github.nanoservice.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavadocTextTest {

  /** CVE-2021-42574: such characters show a line in another order than it has. */
  @ParameterizedTest
  @ValueSource(ints = {0x202e, 0x2066, 0x200b, 0x2028, 0x85, 0xd800})
  void invisibleCharactersAreEscaped(int character) {
    String text = JavadocText.escaped("a" + Character.toString(character) + "b");

    assertThat(text).isEqualTo("a&#92;u%04xb".formatted(character));
  }
}
