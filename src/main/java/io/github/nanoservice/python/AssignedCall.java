package io.github.nanoservice.python;

import java.util.Optional;

/** Reads {@code name = callee(...)}, with or without an annotation of the name. */
public final class AssignedCall {
  private final String text;
  private final Tokens tokens;

  private AssignedCall(String statement) {
    // Within parentheses, line breaks have no meaning, as in the source that the text comes from.
    text = "(" + statement + "\n)";
    Lexer lexer = new Lexer(text, new NameTable());
    lexer.next();
    tokens = lexer.tokens();
  }

  /**
   * Returns the dotted name of the function that computes the whole value of an assignment; empty
   * if the value is anything else.
   *
   * @param statement source text of one assignment that the parser has accepted
   */
  public static Optional<String> callee(String statement) {
    return new AssignedCall(statement).callee();
  }

  private Optional<String> callee() {
    int i = 1;
    while (tokens.type(i) != TokenType.ASSIGN && tokens.type(i) != TokenType.NEWLINE) {
      i++;
    }
    if (tokens.type(i) == TokenType.NEWLINE) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    i++;
    while (tokens.type(i) == TokenType.NAME || tokens.type(i) == TokenType.DOT) {
      name.append(text, tokens.start(i), tokens.end(i));
      i++;
    }
    boolean isCall = name.length() > 0 && tokens.type(i) == TokenType.LEFT_PARENTHESIS;
    return isCall && isLast(closing(i)) ? Optional.of(name.toString()) : Optional.empty();
  }

  /** Returns the parenthesis that closes the one at an index. */
  private int closing(int opening) {
    int depth = 0;
    int i = opening;
    do {
      switch (tokens.type(i)) {
        case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE, FIELD_START -> depth++;
        case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FIELD_END -> depth--;
        default -> {}
      }
      i++;
    } while (depth > 0);
    return i - 1;
  }

  /** Whether only the added parenthesis follows. */
  private boolean isLast(int index) {
    return tokens.type(index + 1) == TokenType.RIGHT_PARENTHESIS
        && tokens.type(index + 2) == TokenType.NEWLINE;
  }
}
