package io.github.nanoservice.python;

/**
 * Tells the commas and colons that stand between the parts of something in brackets from those of
 * brackets inside, of a lambda's parameters and of a comprehension's targets. It is told of each
 * token in turn.
 */
final class Separators {
  private final Tokens tokens;
  private int open;
  private int lambdas;
  private boolean targets;

  Separators(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Whether all brackets inside are closed. */
  boolean atTop() {
    return open == 0;
  }

  /** Whether a token, the next to be passed, is a separator of that type. */
  boolean isSeparator(int i, TokenType type) {
    return tokens.type(i) == type && open == 0 && lambdas == 0 && !targets;
  }

  /** Takes note of a token. */
  void pass(int i) {
    TokenType type = tokens.type(i);
    if (open == 0) {
      switch (type) {
        case LAMBDA -> lambdas++;
        case COLON -> lambdas = Math.max(0, lambdas - 1);
        case FOR -> targets = true;
        case IN -> targets = false;
        default -> {
          // No part of a lambda or comprehension.
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
