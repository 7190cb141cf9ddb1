package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Optional;

/**
 * An argument of a call, as written.
 *
 * @param kind how it is passed
 * @param keyword name of the parameter, NFKC-normalised, if it is passed by keyword
 * @param span from its first token to the end of its last
 * @param value source text of its value, without the keyword or stars
 */
public record Argument(Kind kind, Optional<String> keyword, Span span, String value) {

  /** How arguments are passed. */
  public enum Kind {
    POSITIONAL,
    KEYWORD,
    /** {@code *x}: any number of positional arguments. */
    STARRED,
    /** {@code **x}: any keyword arguments. */
    DOUBLE_STARRED
  }
}
