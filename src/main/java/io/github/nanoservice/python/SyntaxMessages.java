package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.INVALID_SYNTAX;

import io.github.nanoservice.source.Span;

/** Creates the errors for text that does not follow Python's grammar. */
final class SyntaxMessages {
  private static final String ADVICE =
      "Correct it. To see Python's own message, run 'python3 -m py_compile' on the file.";

  private final String text;
  private final Tokens tokens;

  SyntaxMessages(String text, Tokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  SyntaxException expected(String what, int token) {
    return fault("expected %s, but found %s".formatted(what, shown(token)), token);
  }

  SyntaxException unexpected(int token) {
    return fault(shown(token) + " is not allowed here", token);
  }

  SyntaxException fault(String message, int token) {
    return fault(message, tokens.span(token));
  }

  /** Refuses the tokens from {@code first} up to {@code end}, which does not count. */
  SyntaxException fault(String message, int first, int end) {
    return fault(message, tokens.span(first, end));
  }

  /** Refuses the name that begins at an offset. */
  SyntaxException faultAtName(String message, int start) {
    int end = start;
    while (end < text.length() && NameTable.isNameCharacter(text.charAt(end))) {
      end++;
    }
    return fault(message, new Span(start, end));
  }

  SyntaxException fault(String message, Span span) {
    return new SyntaxException(INVALID_SYNTAX, span, message, ADVICE);
  }

  private String shown(int token) {
    return switch (tokens.type(token)) {
      case NEWLINE -> "the end of the line";
      case STRING, FSTRING_START, FSTRING_END -> "a string";
      default -> "'" + text.substring(tokens.start(token), tokens.end(token)) + "'";
    };
  }
}
