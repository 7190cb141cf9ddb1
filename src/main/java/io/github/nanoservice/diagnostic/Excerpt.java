package io.github.nanoservice.diagnostic;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/**
 * A source line. A long line is cut to the part around the finding, so that ten thousand findings
 * in a line of ten megabytes need little memory.
 *
 * @param line the line or a part of it, without its ending
 * @param start offset in {@code line} of the first UTF-16 unit to mark
 * @param end offset after the last unit to mark; a span of several lines is marked to the end of
 *     its first
 */
public record Excerpt(String line, int start, int end) {
  /**
   * Checks the offsets, which may come from a file.
   *
   * @throws IllegalArgumentException if they are not in the line
   */
  public Excerpt {
    if (start < 0 || start > end || end > line.length()) {
      throw new IllegalArgumentException("the marked part is not in the line");
    }
  }

  private static final int BEFORE = 60;
  private static final int WIDTH = 120;
  private static final String CUT = "...";

  /** Returns the line in which a span starts. */
  public static Excerpt of(Source source, Span span) {
    String text = source.text();
    int from = span.start();
    int first = Math.max(0, from - WIDTH - 1);
    int lineStart = from;
    while (lineStart > first && !endsLine(text.charAt(lineStart - 1))) {
      lineStart--;
    }
    int last = Math.min(text.length(), from + WIDTH + 1);
    int lineEnd = from;
    while (lineEnd < last && !endsLine(text.charAt(lineEnd))) {
      lineEnd++;
    }
    if (lineEnd - lineStart <= WIDTH) {
      return new Excerpt(
          text.substring(lineStart, lineEnd),
          from - lineStart,
          Math.max(from, Math.min(span.end(), lineEnd)) - lineStart);
    }
    int cutStart = onCodePoint(text, Math.max(lineStart, Math.min(from - BEFORE, lineEnd - WIDTH)));
    int cutEnd = onCodePoint(text, Math.min(lineEnd, cutStart + WIDTH));
    String before = cutStart > lineStart ? CUT : "";
    String after = cutEnd < lineEnd ? CUT : "";
    int shift = before.length() - cutStart;
    return new Excerpt(
        before + text.substring(cutStart, cutEnd) + after,
        from + shift,
        Math.max(from, Math.min(span.end(), cutEnd)) + shift);
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r';
  }

  private static int onCodePoint(String text, int offset) {
    boolean splits =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    return splits ? offset - 1 : offset;
  }
}
