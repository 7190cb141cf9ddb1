package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.INDENTATION;
import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;

import io.github.nanoservice.source.Span;
import java.util.Arrays;

/**
 * How deep the blocks that are open are indented, tabs counted to multiples of 8 and, beside it, to
 * 1.
 */
final class Indentation {
  /** CPython's {@code MAXINDENT}. */
  private static final int MOST_INDENTS = 100;

  private int[] columns = new int[16];
  private int[] alternateColumns = new int[16];
  private int indents;

  /**
   * Enters a line.
   *
   * @return 1 if it is deeper than the line before, else minus how many blocks it leaves
   */
  int enter(int column, int alternate, Span span) {
    int top = columns[indents];
    int alternateTop = alternateColumns[indents];
    int change = 0;
    if (column > top) {
      if (indents + 1 == MOST_INDENTS) {
        throw new SyntaxException(
            TOO_DEEP,
            span,
            "this is indented more than "
                + (MOST_INDENTS - 1)
                + " levels deep, which Python refuses",
            "Move the inner blocks into functions of their own.");
      }
      if (alternate <= alternateTop) {
        throw inconsistentTabs(span);
      }
      if (++indents == columns.length) {
        columns = Arrays.copyOf(columns, indents * 2);
        alternateColumns = Arrays.copyOf(alternateColumns, indents * 2);
      }
      columns[indents] = column;
      alternateColumns[indents] = alternate;
      return 1;
    }
    if (column < top) {
      while (columns[indents + change] > column) {
        change--;
      }
      if (columns[indents + change] != column) {
        throw new SyntaxException(
            INDENTATION,
            span,
            "this line's indentation matches no block that is open",
            "Indent it exactly as the block that it belongs to.");
      }
    }
    if (alternate != alternateColumns[indents + change]) {
      throw inconsistentTabs(span);
    }
    indents += change;
    return change;
  }

  /** Whether the line entered last stands in no block. */
  boolean atMargin() {
    return indents == 0;
  }

  private static SyntaxException inconsistentTabs(Span span) {
    return new SyntaxException(
        INDENTATION,
        span,
        "tabs and spaces are mixed so that the indentation depends on the width of a tab",
        "Indent with spaces only.");
  }
}
