package io.github.nanoservice.python;

import java.util.Arrays;

/** An f-string being read: its quotes, and the replacement fields that are open in it. */
final class FString {
  final int start;
  final String quotes;
  final boolean raw;

  /** For each open field the bracket depth inside it. */
  private int[] depths = new int[2];

  /** For each open field whether its format specification is being read. */
  private boolean[] formats = new boolean[2];

  private int fields;

  FString(int start, String quotes, boolean raw) {
    this.start = start;
    this.quotes = quotes;
    this.raw = raw;
  }

  /** Opens a replacement field, whose inside has that bracket depth. */
  void open(int depth) {
    if (fields == depths.length) {
      depths = Arrays.copyOf(depths, fields * 2);
      formats = Arrays.copyOf(formats, fields * 2);
    }
    depths[fields] = depth;
    formats[fields++] = false;
  }

  /** How many replacement fields are open, each in the format specification of the one before. */
  int fields() {
    return fields;
  }

  /** Whether literal text comes next, or the text of a format specification. */
  boolean readsText() {
    return fields == 0 || formats[fields - 1];
  }

  boolean multiline() {
    return quotes.length() == 3;
  }

  /** Whether the format specification of a field is being read, if any field is open. */
  boolean readsFormat() {
    return fields > 0;
  }

  /** The bracket depth directly inside the innermost field. */
  int depth() {
    return depths[fields - 1];
  }

  /** The innermost field goes on with its format specification. */
  void beginFormat() {
    formats[fields - 1] = true;
  }

  void close() {
    fields--;
  }
}
