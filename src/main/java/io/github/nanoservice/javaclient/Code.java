package io.github.nanoservice.javaclient;

import java.util.List;

/** Pieces of Java source. */
final class Code {
  private static final int WIDTH = 100;
  private static final String CONTINUED = "    ";

  private Code() {}

  /** Whether a line is short enough. */
  static boolean fits(String line) {
    return line.length() <= WIDTH;
  }

  /**
   * Joins what stands in parentheses, on lines of their own where one would be too long.
   *
   * @param indent spaces before the first line
   * @param before up to the opening parenthesis, inclusive
   * @param parts what a comma is between
   * @param after from the closing parenthesis on
   * @return the lines, the first without its indent
   */
  static String wrapped(int indent, String before, List<String> parts, String after) {
    String line = before + String.join(", ", parts) + after;
    if (parts.isEmpty() || fits(" ".repeat(indent) + line)) {
      return line;
    }
    String margin = "\n" + " ".repeat(indent) + CONTINUED;
    String second = String.join(", ", parts) + after;
    boolean fits = fits(" ".repeat(indent) + CONTINUED + second);
    return before + margin + (fits ? second : String.join("," + margin, parts) + after);
  }

  /** A string literal in ASCII. */
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
