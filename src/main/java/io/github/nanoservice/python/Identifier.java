package io.github.nanoservice.python;

import java.util.stream.IntStream;

/** What may stand as a name in Python. */
public final class Identifier {

  private Identifier() {}

  /** Whether a text has the form of a name (PEP 3131); keywords have it too. */
  public static boolean isName(String text) {
    return TokenPatterns.UNICODE_NAME.matcher(text).matches();
  }

  /** Whether a text is a keyword, which is no name of anything. */
  public static boolean isKeyword(String text) {
    return IntStream.range(0, TokenType.keywords())
        .anyMatch(number -> TokenType.keyword(number).text().equals(text));
  }
}
