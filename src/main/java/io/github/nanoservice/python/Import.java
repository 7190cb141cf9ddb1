package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;

/** An import statement. {@code import a, b} is represented as two. */
public sealed interface Import {

  /** Returns the span of the whole statement, up to its last name. */
  Span span();

  /** {@code import module} or {@code import module as alias}. */
  record OfModule(String module, Optional<String> alias, Span span) implements Import {}

  /**
   * {@code from ..module import a, b as c}.
   *
   * @param level number of leading dots
   * @param module the dotted name after the dots; empty for {@code from . import a}
   * @param names the imported names, in source order; one name {@code *} for a star import
   */
  record FromModule(int level, String module, List<Name> names, Span span) implements Import {
    public FromModule {
      names = List.copyOf(names);
    }
  }

  /** A name of a {@code from} import. */
  record Name(String name, Optional<String> alias, Span span) {}
}
