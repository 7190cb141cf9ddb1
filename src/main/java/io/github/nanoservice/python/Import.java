package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;

/** An import statement; {@code import a, b} counts as two. */
public sealed interface Import {

  /** The whole statement, up to its last name. */
  Span span();

  /** {@code import module} or {@code import module as alias}. */
  record OfModule(String module, Optional<String> alias, Span span) implements Import {}

  /**
   * {@code from ..module import a, b as c}.
   *
   * @param level how many leading dots
   * @param module the dotted name behind them, empty for {@code from . import a}
   * @param names what is imported, in source order; a single name {@code *} for a star import
   */
  record FromModule(int level, String module, List<Name> names, Span span) implements Import {}

  /** One name of a {@code from} import. */
  record Name(String name, Optional<String> alias, Span span) {}
}
