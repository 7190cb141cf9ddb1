package io.github.nanoservice.diagnostic;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/**
 * A source line, cut around what it shows where it is long. It holds no more than it shows, so that
 * ten thousand findings in a line of ten megabytes stay small.
 *
 * @param line the line or a part of it, without its ending
 * @param start offset in {@code line} of the first UTF-16 unit to point at
 * @param end offset behind the last one; a span of several lines ends with its first
 */
public record Excerpt(String line, int start, int end) {
  private static final int BEFORE = 60;
  private static final int WIDTH = 120;
  private static final String CUT = "...";

  /** The line in which a span starts. */
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
