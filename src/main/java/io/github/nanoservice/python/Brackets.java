package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;
import static io.github.nanoservice.diagnostic.Rule.UNBALANCED_BRACKET;

import io.github.nanoservice.source.Span;
import java.util.Arrays;

/** The brackets that are open, those of replacement fields among them. */
final class Brackets {
  /** CPython's {@code MAXLEVEL}. */
  private static final int MOST_BRACKETS = 200;

  private final String text;
  private int[] brackets = new int[16];
  private int depth;

  Brackets(String text) {
    this.text = text;
  }

  int depth() {
    return depth;
  }

  /** Opens the bracket at an offset. */
  void open(int position) {
    if (depth == MOST_BRACKETS) {
      throw new SyntaxException(
          TOO_DEEP,
          new Span(position, position + 1),
          "brackets are nested more than " + MOST_BRACKETS + " deep, which Python refuses",
          "Give the inner parts names of their own.");
    }
    if (depth == brackets.length) {
      brackets = Arrays.copyOf(brackets, depth * 2);
    }
    brackets[depth++] = position;
  }

  /** Closes the innermost bracket with the one at an offset. */
  void close(int position) {
    char c = text.charAt(position);
    Span span = new Span(position, position + 1);
    if (depth == 0) {
      throw new SyntaxException(
          UNBALANCED_BRACKET, span, "'" + c + "' closes nothing", "Remove it, or open it first.");
    }
    char open = text.charAt(brackets[depth - 1]);
    if (closing(open) != c) {
      throw new SyntaxException(
          UNBALANCED_BRACKET,
          span,
          "'" + c + "' does not close '" + open + "'",
          "Close '" + open + "' with '" + closing(open) + "' first.");
    }
    depth--;
  }

  static char closing(char open) {
    return switch (open) {
      case '(' -> ')';
      case '[' -> ']';
      default -> '}';
    };
  }

  /** Leaves the innermost bracket, which is known to be closed rightly. */
  void leave() {
    depth--;
  }

  /** Refuses a text that ends while a bracket is open. */
  void requireNone() {
    if (depth > 0) {
      throw neverClosed("", "");
    }
  }

  /** The fault of an f-string that ends while a bracket is open in it. */
  SyntaxException neverClosedInFString() {
    boolean field = text.charAt(brackets[depth - 1]) == '{';
    return neverClosed(" in this f-string", field ? ", or '{{' for a brace in the text" : "");
  }

  private SyntaxException neverClosed(String where, String alternative) {
    int innermost = brackets[depth - 1];
    char open = text.charAt(innermost);
    return new SyntaxException(
        UNBALANCED_BRACKET,
        new Span(innermost, innermost + 1),
        "'" + open + "' is never closed" + where,
        "Write the missing '" + closing(open) + "'" + alternative + ".");
  }
}
