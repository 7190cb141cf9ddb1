package io.github.nanoservice.python;

import java.text.Normalizer;
import java.util.stream.IntStream;

/** The syntax of Python names. */
public final class Identifier {

  private Identifier() {}

  /** Returns whether a text has the form of a name (PEP 3131). Keywords have this form too. */
  public static boolean isName(String text) {
    return TokenPatterns.UNICODE_NAME.matcher(text).matches();
  }

  /** Returns a name in the form in which Python compares names (PEP 3131). */
  public static String normalized(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC);
  }

  /** Returns whether a text is a keyword, which cannot be used as a name. */
  public static boolean isKeyword(String text) {
    return IntStream.range(0, TokenType.keywords())
        .anyMatch(number -> TokenType.keyword(number).text().equals(text));
  }
}
