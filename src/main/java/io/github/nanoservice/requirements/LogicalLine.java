package io.github.nanoservice.requirements;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a requirements file as pip reads it: with the lines that continue it, without its
 * comment, and not empty.
 *
 * @param span of the whole line
 */
record LogicalLine(String text, Span span) {
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*+", Pattern.DOTALL);

  /** Splits a text into lines. pip joins continued lines before it looks for comments. */
  static List<LogicalLine> of(Source source) {
    List<LogicalLine> lines = new ArrayList<>();
    String text = source.text();
    StringBuilder joined = new StringBuilder();
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      int end = endOfLine(text, at);
      int next = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
      boolean continues = end < text.length() && end > at && text.charAt(end - 1) == '\\';
      String part =
          continues ? text.substring(at, end - 1).stripTrailing() : text.substring(at, end);
      joined.append(joined.isEmpty() ? part : part.stripLeading());
      if (continues) {
        joined.append(' ');
      } else {
        add(lines, joined.toString(), new Span(start, end));
        joined.setLength(0);
        start = next;
      }
      at = next;
    }
    add(lines, joined.toString(), new Span(start, text.length()));
    return lines;
  }

  private static int endOfLine(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static void add(List<LogicalLine> lines, String text, Span span) {
    String stripped = COMMENT.matcher(text).replaceFirst("").strip();
    if (!stripped.isEmpty()) {
      lines.add(new LogicalLine(stripped, span));
    }
  }
}
