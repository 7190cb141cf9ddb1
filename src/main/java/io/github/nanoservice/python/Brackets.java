package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;
import static io.github.nanoservice.diagnostic.Rule.UNBALANCED_BRACKET;

import io.github.nanoservice.source.Span;
import java.util.Arrays;

/** The stack of open brackets, including those of replacement fields. */
final class Brackets {
  /** CPython's {@code MAXLEVEL}. */
  private static final int MAX_BRACKETS = 200;

  private final String text;
  private int[] brackets = new int[16];
  private int[] openings = new int[16];
  private int depth;

  Brackets(String text) {
    this.text = text;
  }

  int depth() {
    return depth;
  }

  /** Opens the bracket at an offset, which is the given token. */
  void open(int position, int token) {
    if (depth == MAX_BRACKETS) {
      throw new SyntaxException(
          TOO_DEEP,
          new Span(position, position + 1),
          "brackets are nested more than %d levels deep, the limit of CPython"
              .formatted(MAX_BRACKETS),
          "Assign the inner parts to variables.");
    }
    if (depth == brackets.length) {
      brackets = Arrays.copyOf(brackets, depth * 2);
      openings = Arrays.copyOf(openings, depth * 2);
    }
    openings[depth] = token;
    brackets[depth++] = position;
  }

  /** Closes the innermost bracket with the one at an offset; returns the token that opened it. */
  int close(int position) {
    char c = text.charAt(position);
    Span span = new Span(position, position + 1);
    if (depth == 0) {
      throw new SyntaxException(
          UNBALANCED_BRACKET,
          span,
          "'%c' has no opening bracket".formatted(c),
          "Remove it, or add the opening bracket.");
    }
    char open = text.charAt(brackets[depth - 1]);
    if (closing(open) != c) {
      throw new SyntaxException(
          UNBALANCED_BRACKET,
          span,
          "'%c' does not close '%c'".formatted(c, open),
          "Close '%c' with '%c' first.".formatted(open, closing(open)));
    }
    return leave();
  }

  static char closing(char open) {
    return switch (open) {
      case '(' -> ')';
      case '[' -> ']';
      default -> '}';
    };
  }

  /**
   * Pops the innermost bracket, whose closing bracket has been checked; returns the token that
   * opened it.
   */
  int leave() {
    return openings[--depth];
  }

  /** Throws if a bracket is open. */
  void requireNone() {
    if (depth > 0) {
      throw neverClosed("", "");
    }
  }

  /** Returns the error for an f-string that ends while a bracket is open in it. */
  SyntaxException neverClosedInFString() {
    boolean field = text.charAt(brackets[depth - 1]) == '{';
    return neverClosed(" in this f-string", field ? ", or write '{{' for a brace in the text" : "");
  }

  private SyntaxException neverClosed(String where, String alternative) {
    int innermost = brackets[depth - 1];
    char open = text.charAt(innermost);
    return new SyntaxException(
        UNBALANCED_BRACKET,
        new Span(innermost, innermost + 1),
        "'%c' is never closed%s".formatted(open, where),
        "Add the missing '%c'%s.".formatted(closing(open), alternative));
  }
}
