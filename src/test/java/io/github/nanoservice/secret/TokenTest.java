package io.github.nanoservice.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static final String TEXT = "0123456789abcdef0123456789abcdef";

  @Test
  void randomTokensDifferAndAreLegal() {
    Set<Token> tokens = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Token token = Token.random();
      assertThat(Token.of(token.text())).contains(token);
      tokens.add(token);
    }
    assertThat(tokens).hasSize(1000);
  }

  /** 43 characters of base64 hold 258 bits. */
  @Test
  void randomTokenHas256Bits() {
    assertThat(Token.random().text()).hasSize(43);
  }

  @Test
  void blanksAroundATokenAreIgnored() {
    assertThat(Token.of(" " + TEXT + "\r\n").orElseThrow().authorization())
        .isEqualTo("Bearer " + TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef 0123456789abcdef",
        "0123456789abcdef0123456789abcdef\r\nHost: evil",
        "0123456789abcdef0123456789abcdeä",
      })
  void otherTextsAreNoTokens(String text) {
    assertThat(Token.of(text)).isEmpty();
  }

  @Test
  void textOfAValueDoesNotContainTheToken() {
    Token token = Token.of(TEXT).orElseThrow();
    Secrets secrets = new GivenSecrets(Optional.of(token), Optional.empty()).complete();

    assertThat(token).hasToString("Token[hidden]");
    assertThat(secrets.toString()).doesNotContain(TEXT);
  }

  @Test
  void tokensWithOneTextAreEqual() {
    assertThat(Token.of(TEXT)).isEqualTo(Token.of(TEXT + "\n"));
    assertThat(Token.of(TEXT)).isNotEqualTo(Token.of(TEXT.replace('f', 'e')));
  }
}
