package io.github.nanoservice.javaclient;

import java.util.ArrayList;
import java.util.List;

/** Python's docstrings as Javadoc. */
final class JavadocText {
  /** What stands before a line. */
  private static final String MARGIN = "   *";

  private JavadocText() {}

  /** The lines of a text, as they stand in a comment behind its star. */
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

  /** Breaks a line between words where it would be too long. */
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
   * No tag, entity, inline tag, end of the comment, Unicode escape (JLS §3.3) or control character
   * is in it.
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
                  if (Character.isISOControl(c)) {
                    escaped.append("&#92;u%04x".formatted(c));
                  } else {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
