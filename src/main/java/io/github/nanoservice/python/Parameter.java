package io.github.nanoservice.python;

import java.util.Optional;

/**
 * A parameter of a function, as declared.
 *
 * @param name its name, without stars
 * @param kind how arguments are passed to it
 * @param annotation source text of the annotation
 * @param defaultValue source text of the default value
 */
public record Parameter(
    String name, Kind kind, Optional<String> annotation, Optional<String> defaultValue) {

  /** The five kinds of {@code inspect.Parameter}. */
  public enum Kind {
    POSITIONAL_ONLY,
    POSITIONAL_OR_KEYWORD,
    VAR_POSITIONAL,
    KEYWORD_ONLY,
    VAR_KEYWORD
  }
}
