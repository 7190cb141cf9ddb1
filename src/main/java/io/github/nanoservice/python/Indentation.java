package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.INDENTATION;
import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;

import io.github.nanoservice.source.Span;
import java.util.Arrays;

/**
 * The indentation of the open blocks. Each width is computed twice, with tab stops at multiples of
 * 8 and of 1, as CPython does, to detect inconsistent use of tabs.
 */
final class Indentation {
  /** CPython's {@code MAXINDENT}. */
  private static final int MAX_INDENTS = 100;

  private int[] columns = new int[16];
  private int[] alternateColumns = new int[16];
  private int indents;

  /**
   * Enters a line.
   *
   * @return 1 if it is indented more than the previous line, otherwise minus the number of blocks
   *     that it closes
   */
  int enter(int column, int alternate, Span span) {
    int top = columns[indents];
    int alternateTop = alternateColumns[indents];
    int change = 0;
    if (column > top) {
      if (indents + 1 == MAX_INDENTS) {
        throw new SyntaxException(
            TOO_DEEP,
            span,
            "this line is indented more than %d levels deep, the limit of CPython"
                .formatted(MAX_INDENTS - 1),
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
            "the indentation of this line does not match any enclosing block",
            "Indent it exactly like the block that it belongs to.");
      }
    }
    if (alternate != alternateColumns[indents + change]) {
      throw inconsistentTabs(span);
    }
    indents += change;
    return change;
  }

  /** Returns whether the current line is not indented. */
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
