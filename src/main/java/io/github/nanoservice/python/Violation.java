package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;

/**
 * A place where a source is not what the format, or Python, asks for.
 *
 * @param kind which rule it breaks
 * @param span what to point at
 * @param message what was found and what was expected, one sentence without a full stop
 * @param advice what to write instead, a whole sentence
 */
public record Violation(Kind kind, Span span, String message, String advice) {

  /** The rules of the input format and of the language. */
  public enum Kind {
    GLOBAL_VARIABLE,
    CLASS,
    TOP_LEVEL_LAMBDA,
    ALIAS,
    STAR_IMPORT,
    DUPLICATE_FUNCTION,
    OTHER_STATEMENT,
    UNTERMINATED_STRING,
    UNBALANCED_BRACKET,
    INDENTATION,
    ENCODING,
    INVALID_TOKEN,
    INVALID_SYNTAX,
    TOO_DEEP,
    /** Left out of the services, harmless: a main guard. */
    MAIN_GUARD_IGNORED,
    /** Left out of the services, harmless: a string by itself that is no docstring. */
    BARE_STRING_IGNORED;

    /** Whether this only informs and stops nothing. */
    public boolean harmless() {
      return this == MAIN_GUARD_IGNORED || this == BARE_STRING_IGNORED;
    }
  }
}
