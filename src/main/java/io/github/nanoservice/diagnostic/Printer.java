package io.github.nanoservice.diagnostic;

/**
 * Shows findings to people, in the form that compilers use and editors follow: {@code
 * path:line:column: CODE message}, the source line, a caret below it, and what to do.
 */
public final class Printer {
  private static final String INDENT = "    ";
  private final String root;

  /**
   * Takes what to put before each path, so that it leads from where the reader stands.
   *
   * @param root the source directory with a trailing {@code /}, or nothing
   */
  public Printer(String root) {
    this.root = root;
  }

  /** One finding, without a line feed at its end. */
  public String print(Finding finding) {
    return heading(finding.place())
        + finding.rule().code()
        + " "
        + finding.message()
        + "\n"
        + excerpt(finding.place())
        + "  "
        + finding.advice();
  }

  private String heading(Location place) {
    if (place instanceof Location.InSource in) {
      return root + in.path() + ":" + in.start().line() + ":" + in.start().column() + ": ";
    }
    if (place instanceof Location.InFile in) {
      return root + in.path() + ": ";
    }
    return place instanceof Location.InParameter in ? "<" + in.name() + ">: " : "";
  }

  private static String excerpt(Location place) {
    if (!(place instanceof Location.InSource in)) {
      return "";
    }
    Excerpt excerpt = in.excerpt();
    String line = excerpt.line();
    String before = line.substring(0, excerpt.start());
    String pointed = line.substring(excerpt.start(), excerpt.end());
    String carets = "^".repeat(Math.max(1, pointed.codePoints().map(Width::of).sum()));
    return INDENT + shown(line) + "\n" + INDENT + blank(before) + carets + "\n";
  }

  /** The same width in blanks; a tab stays one, for its width is the terminal's affair. */
  private static String blank(String text) {
    StringBuilder blanks = new StringBuilder();
    text.codePoints().forEach(c -> blanks.append(c == '\t' ? "\t" : " ".repeat(Width.of(c))));
    return blanks.toString();
  }

  /** Control characters as a replacement character: a source must not steer the terminal. */
  private static String shown(String line) {
    StringBuilder shown = new StringBuilder();
    line.codePoints()
        .map(c -> c != '\t' && Character.isISOControl(c) ? 0xFFFD : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
