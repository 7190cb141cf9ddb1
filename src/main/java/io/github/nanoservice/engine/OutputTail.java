package io.github.nanoservice.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a process's output, for the message of a failure. */
final class OutputTail {
  private static final int LINES = 30;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Adds a line. */
  synchronized void add(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** Returns the lines, indented and each after a line break; a remark if there are none. */
  @Override
  public synchronized String toString() {
    if (lines.isEmpty()) {
      return "\n  (no output)";
    }
    return "\n  " + String.join("\n  ", lines);
  }
}
