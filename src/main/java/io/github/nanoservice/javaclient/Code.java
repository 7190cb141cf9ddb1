package io.github.nanoservice.javaclient;

import java.util.List;

/** Formats Java source. */
final class Code {
  private static final int WIDTH = 100;
  private static final String CONTINUATION = "    ";

  private Code() {}

  /** Returns whether a line is short enough. */
  static boolean fits(String line) {
    return line.length() <= WIDTH;
  }

  /**
   * Joins the parameters or arguments of a method, on several lines if one would be too long.
   *
   * @param indent the spaces before the first line
   * @param before the text up to the opening parenthesis, inclusive
   * @param parts the parameters or arguments
   * @param after the text from the closing parenthesis on
   * @return the lines; the first has no indent
   */
  static String wrap(int indent, String before, List<String> parts, String after) {
    String line = before + String.join(", ", parts) + after;
    if (parts.isEmpty() || fits(" ".repeat(indent) + line)) {
      return line;
    }
    String margin = "\n" + " ".repeat(indent) + CONTINUATION;
    String second = String.join(", ", parts) + after;
    boolean fits = fits(" ".repeat(indent) + CONTINUATION + second);
    return before + margin + (fits ? second : String.join("," + margin, parts) + after);
  }

  /** Returns a string literal in ASCII. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
              } else if (c < ' ' || c > '~') {
                literal.append("\\u%04x".formatted(c));
              } else {
                literal.append((char) c);
              }
            });
    return literal.append('"').toString();
  }
}
