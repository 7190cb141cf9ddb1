package io.github.nanoservice.javaclient;

import java.util.ArrayList;
import java.util.List;

/** Converts docstrings to Javadoc. */
final class JavadocText {
  /** The text before a line. */
  private static final String MARGIN = "   *";

  private JavadocText() {}

  /** Returns the lines of a comment, each without its leading star. */
  static List<String> of(String docstring) {
    List<String> lines = new ArrayList<>();
    boolean paragraph = false;
    for (String line : docstring.split("\n", -1)) {
      if (line.isBlank()) {
        paragraph = true;
        lines.add("");
      } else {
        lines.addAll(wrapped((paragraph ? "<p>" : "") + escaped(line.strip())));
        paragraph = false;
      }
    }
    return lines;
  }

  /** Breaks a line that is too long between words. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && !Code.fits(MARGIN + line + " " + word)) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * Escapes tags, entities, inline tags, the end of the comment, Unicode escapes (JLS §3.3) and
   * control characters.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<', '>', '&', '@', '{', '}', '*', '\\', '/' ->
                    escaped.append("&#").append(c).append(';');
                default -> {
                  if (isInvisible(c)) {
                    escaped.append("&#92;u%04x".formatted(c));
                  } else {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }

  /**
   * Controls and format characters can show a line in another order than it has (CVE-2021-42574).
   */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
