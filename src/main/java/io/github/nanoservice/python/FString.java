package io.github.nanoservice.python;

import java.util.Arrays;

/** An f-string that is being read: its quotes and its open replacement fields. */
final class FString {
  final int start;
  final int token;
  final String quotes;
  final boolean raw;

  /** For each open field, the bracket depth inside it. */
  private int[] depths = new int[2];

  /** For each open field, whether its format specification is being read. */
  private boolean[] formats = new boolean[2];

  private int fields;

  FString(int start, int token, String quotes, boolean raw) {
    this.start = start;
    this.token = token;
    this.quotes = quotes;
    this.raw = raw;
  }

  /**
   * Opens a replacement field.
   *
   * @param depth the bracket depth inside it
   */
  void open(int depth) {
    if (fields == depths.length) {
      depths = Arrays.copyOf(depths, fields * 2);
      formats = Arrays.copyOf(formats, fields * 2);
    }
    depths[fields] = depth;
    formats[fields++] = false;
  }

  /**
   * Returns the number of open replacement fields. Each is in the format specification of the
   * previous one.
   */
  int fields() {
    return fields;
  }

  /** Returns whether literal text or the text of a format specification comes next. */
  boolean readsText() {
    return fields == 0 || formats[fields - 1];
  }

  boolean multiline() {
    return quotes.length() == 3;
  }

  /** Returns whether the format specification of the innermost field is being read. */
  boolean readsFormat() {
    return fields > 0;
  }

  /** Returns the bracket depth directly inside the innermost field. */
  int depth() {
    return depths[fields - 1];
  }

  /** Enters the format specification of the innermost field. */
  void beginFormat() {
    formats[fields - 1] = true;
  }

  void close() {
    fields--;
  }
}
