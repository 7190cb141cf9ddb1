package io.github.nanoservice.python;

/**
 * Finds the commas and colons that separate the parts of a bracketed construct. It ignores those in
 * inner brackets, in the parameters of a lambda and in the targets of a comprehension. Each token
 * must be passed in turn.
 */
final class Separators {
  private final Tokens tokens;
  private int open;
  private int lambdas;
  private boolean targets;

  Separators(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Returns whether all inner brackets are closed. */
  boolean atTop() {
    return open == 0;
  }

  /** Returns whether a token, which is the next to be passed, is a separator of a type. */
  boolean isSeparator(int i, TokenType type) {
    return tokens.type(i) == type && open == 0 && lambdas == 0 && !targets;
  }

  /** Passes a token. */
  void pass(int i) {
    TokenType type = tokens.type(i);
    if (open == 0) {
      switch (type) {
        case LAMBDA -> lambdas++;
        case COLON -> lambdas = Math.max(0, lambdas - 1);
        case FOR -> targets = true;
        case IN -> targets = false;
        default -> {
          // Not part of a lambda or comprehension.
        }
      }
    }
    open += nesting(type);
  }

  private static int nesting(TokenType type) {
    return switch (type) {
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE, FSTRING_START, FIELD_START -> 1;
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FSTRING_END, FIELD_END -> -1;
      default -> 0;
    };
  }
}
