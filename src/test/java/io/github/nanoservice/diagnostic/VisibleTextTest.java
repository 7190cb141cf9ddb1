package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 9, 0xA, 0xD, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029,
        0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xD800,
        0xE0001
      })
  void controlsAreShownByTheirNames(int character) {
    assertThat(VisibleText.of("a" + Character.toString(character) + "b"))
        .isEqualTo("a<U+%04X>b".formatted(character));
  }

  @Test
  void textOfAllScriptsIsUnchanged() {
    String text = "größe 名前 \uD83D\uDC69\u200D\uD83D\uDCBB שלום می\u200Cخواهم e\u0301";

    assertThat(VisibleText.of(text)).isSameAs(text);
  }

  @Test
  void tabsOfASourceLineStayTabs() {
    assertThat(VisibleText.ofLine("\tx\r")).isEqualTo("\tx<U+000D>");
  }
}
