package io.github.nanoservice.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of an output, for the message that says why a process failed. */
final class OutputTail {
  private static final int LINES = 30;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** The lines, indented, each behind a line break; a remark where there are none. */
  @Override
  public synchronized String toString() {
    if (lines.isEmpty()) {
      return "\n  (no output)";
    }
    return "\n  " + String.join("\n  ", lines);
  }
}
