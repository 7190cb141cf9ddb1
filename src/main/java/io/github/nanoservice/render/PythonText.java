package io.github.nanoservice.render;

/** Writes text as Python string literals. */
final class PythonText {
  private PythonText() {}

  /** Returns a string literal in double quotes. */
  static String literal(String text) {
    return '"' + escaped(text) + '"';
  }

  /**
   * Returns the text between the quotes of a literal or a docstring. Letters of all scripts stay
   * readable. Quotes, backslashes, line breaks and invisible characters are escaped.
   */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (visible(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              }
            });
    return out.toString();
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
