package io.github.nanoservice.diagnostic;

/**
 * Text of others, such as the name of a file, as messages and pages show it. Characters that would
 * control the terminal or change the order of the text around them are replaced by their names in
 * angle brackets, such as {@code <U+202E>} (CVE-2021-42574).
 */
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private VisibleText() {}

  /** Returns a text on one line without control characters. */
  public static String of(String text) {
    return replaced(text, false);
  }

  /** Returns a line of a source, in which tabs stay tabs. */
  static String ofLine(String line) {
    return replaced(line, true);
  }

  private static String replaced(String text, boolean tabs) {
    if (text.codePoints().allMatch(c -> isVisible(c, tabs))) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c, tabs)) {
                visible.appendCodePoint(c);
              } else {
                visible.append(String.format("<U+%04X>", c));
              }
            });
    return visible.toString();
  }

  /** Joiners are part of words in some scripts, and of emoji. */
  private static boolean isVisible(int c, boolean tabs) {
    if (c == '\t') {
      return tabs;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }
}
