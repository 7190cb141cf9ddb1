package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.INVALID_SYNTAX;

/** Words for what is not Python's grammar. */
final class SyntaxMessages {
  private static final String ADVICE =
      "Correct it; 'python3 -m py_compile' on the file shows what Python says of it.";

  private final String text;
  private final Tokens tokens;

  SyntaxMessages(String text, Tokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  SyntaxException expected(String what, int token) {
    return fault("expected " + what + ", not " + shown(token), token);
  }

  SyntaxException unexpected(int token) {
    return fault(shown(token) + " cannot stand here", token);
  }

  SyntaxException fault(String message, int token) {
    return new SyntaxException(INVALID_SYNTAX, tokens.span(token), message, ADVICE);
  }

  private String shown(int token) {
    return switch (tokens.type(token)) {
      case NEWLINE -> "the end of the line";
      case STRING, FSTRING_START, FSTRING_END -> "a string";
      default -> "'" + text.substring(tokens.start(token), tokens.end(token)) + "'";
    };
  }
}
