package io.github.nanoservice.source;

import java.util.Arrays;

/** A decoded source text with an index of its lines. */
public final class Source {
  private final String text;
  private final int[] lineStarts;

  /**
   * Creates a source from a decoded text with its original line endings and without a byte order
   * mark.
   */
  public Source(String text) {
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /** Returns the whole text with its original line endings. */
  public String text() {
    return text;
  }

  /** Returns the text of a span. */
  public String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** Returns the position of an offset. A surrogate pair counts as one column. */
  public Position position(int offset) {
    int line = lineIndex(offset);
    return new Position(line + 1, text.codePointCount(lineStarts[line], offset) + 1);
  }

  /** Returns the text of a line, counted from 1, without its ending. */
  public String line(int number) {
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private int lineIndex(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** CR, CRLF and LF end a line. A form feed and the Unicode separators do not. */
  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    int feed = text.indexOf('\n');
    int carriage = text.indexOf('\r');
    while (feed >= 0 || carriage >= 0) {
      boolean carriageFirst = carriage >= 0 && (feed < 0 || carriage < feed);
      int next;
      if (carriageFirst) {
        next = carriage + 1 == feed ? feed + 1 : carriage + 1;
        carriage = text.indexOf('\r', next);
      } else {
        next = feed + 1;
      }
      if (feed >= 0 && feed < next) {
        feed = text.indexOf('\n', next);
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = next;
    }
    return Arrays.copyOf(starts, count);
  }
}
