package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "main, true, false",
    "größe, true, false",
    "_1, true, false",
    "match, true, false",
    "class, true, true",
    "None, true, true",
    "yield, true, true",
    "2nd, false, false",
    "my-script, false, false",
    "'', false, false",
  })
  void namesAndKeywordsAreDistinguished(String text, boolean name, boolean keyword) {
    assertThat(Identifier.isName(text)).isEqualTo(name);
    assertThat(Identifier.isKeyword(text)).isEqualTo(keyword);
  }
}
