package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Optional;

/**
 * An argument of a call, as written.
 *
 * @param kind how it is handed over
 * @param keyword the parameter it names, NFKC-normalised, where it names one
 * @param span from its first token to the end of its last
 * @param value source text of its value, without the keyword or stars
 */
public record Argument(Kind kind, Optional<String> keyword, Span span, String value) {

  /** How arguments are handed over. */
  public enum Kind {
    POSITIONAL,
    KEYWORD,
    /** {@code *x}: any number of positional ones. */
    STARRED,
    /** {@code **x}: any keywords. */
    DOUBLE_STARRED
  }
}
