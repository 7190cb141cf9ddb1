package io.github.nanoservice.diagnostic;

/**
 * Prints findings in the form that compilers use and editors recognise: {@code path:line:column:
 * CODE message}, the source line, a caret line, and the advice.
 */
public final class Printer {
  private static final String INDENT = "    ";
  private final String root;

  /**
   * Creates a printer.
   *
   * @param root text to prepend to each path: the source directory with a trailing {@code /}, or an
   *     empty string
   */
  public Printer(String root) {
    this.root = root;
  }

  /** Returns the text of a finding, without a line feed at its end. */
  public String print(Finding finding) {
    return VisibleText.of(heading(finding.location()))
        + finding.rule().code()
        + " "
        + VisibleText.of(finding.message())
        + "\n"
        + excerpt(finding.location())
        + "  "
        + VisibleText.of(finding.advice());
  }

  private String heading(Location location) {
    if (location instanceof Location.InSource in) {
      return root + in.path() + ":" + in.start().line() + ":" + in.start().column() + ": ";
    }
    if (location instanceof Location.InFile in) {
      return root + in.path() + ": ";
    }
    return location instanceof Location.InParameter in ? "<" + in.name() + ">: " : "";
  }

  private static String excerpt(Location location) {
    if (!(location instanceof Location.InSource in)) {
      return "";
    }
    Excerpt excerpt = in.excerpt();
    String line = excerpt.line();
    String before = VisibleText.ofLine(line.substring(0, excerpt.start()));
    String pointed = VisibleText.ofLine(line.substring(excerpt.start(), excerpt.end()));
    String after = VisibleText.ofLine(line.substring(excerpt.end()));
    String carets = "^".repeat(Math.max(1, pointed.codePoints().map(Width::of).sum()));
    return INDENT + before + pointed + after + "\n" + INDENT + blank(before) + carets + "\n";
  }

  /**
   * Returns blanks of the same width. A tab stays a tab, because the terminal decides its width.
   */
  private static String blank(String text) {
    StringBuilder blanks = new StringBuilder();
    text.codePoints().forEach(c -> blanks.append(c == '\t' ? "\t" : " ".repeat(Width.of(c))));
    return blanks.toString();
  }
}
