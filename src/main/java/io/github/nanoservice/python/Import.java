package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;

/** An import statement. {@code import a, b} is represented as two. */
public sealed interface Import {

  /** Returns the span of the whole statement, up to its last name. */
  Span span();

  /** Returns the part of a {@code try} that it is in; empty if it is in none. */
  Optional<Branch> branch();

  /**
   * The part of a {@code try} that an import is in: its body or one of its handlers.
   *
   * @param attempt tells the outermost {@code try} from others of the module
   * @param number 0 for its body; the handlers in it follow in source order
   */
  record Branch(int attempt, int number) {}

  /**
   * {@code import module} or {@code import module as alias}.
   *
   * @param branch the part of a {@code try} that it is in
   */
  record OfModule(String module, Optional<String> alias, Span span, Optional<Branch> branch)
      implements Import {}

  /**
   * {@code from ..module import a, b as c}.
   *
   * @param level number of leading dots
   * @param module the dotted name after the dots; empty for {@code from . import a}
   * @param names the imported names, in source order; one name {@code *} for a star import
   * @param branch the part of a {@code try} that it is in
   */
  record FromModule(int level, String module, List<Name> names, Span span, Optional<Branch> branch)
      implements Import {
    public FromModule {
      names = List.copyOf(names);
    }
  }

  /** A name of a {@code from} import. */
  record Name(String name, Optional<String> alias, Span span) {}
}
