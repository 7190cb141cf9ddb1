package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement at the top level of a module that is neither a function nor an import.
 *
 * @param kind what it is
 * @param span from its first token to the end of its last, without the line ending
 * @param binds the names it binds in the module
 * @param references every use of a name of module level, in source order
 * @param imports import statements anywhere in it, in source order
 * @param callee the dotted name of the function, where it is nothing but a call of one
 * @param accepted whether services carry it where they need it: the module's format has it
 */
public record Statement(
    Kind kind,
    Span span,
    Set<String> binds,
    List<Reference> references,
    List<Import> imports,
    Optional<String> callee,
    boolean accepted) {

  /** The same, accepted. */
  Statement accept() {
    return new Statement(kind, span, binds, references, imports, callee, true);
  }

  /**
   * Kinds of statement, named after the classes of CPython's {@code ast}, and some that the formats
   * set apart.
   */
  public enum Kind {
    ASSIGN,
    /** An assignment of a lambda. */
    LAMBDA,
    AUG_ASSIGN,
    ANN_ASSIGN,
    CLASS_DEF,
    DELETE,
    FOR,
    WHILE,
    IF,
    /** {@code if __name__ == "__main__":} */
    MAIN_GUARD,
    WITH,
    MATCH,
    RAISE,
    TRY,
    /** A {@code try} that imports or sets names, and does so otherwise on an ImportError. */
    IMPORT_FALLBACK,
    /** {@code if TYPE_CHECKING:}, which no run of the module enters. */
    TYPE_CHECKING,
    ASSERT,
    EXPR,
    /** A string by itself: a docstring, or one that nobody reads. */
    BARE_STRING,
    PASS,
    TYPE_ALIAS,
    RETURN,
    BREAK,
    CONTINUE,
    GLOBAL,
    NONLOCAL
  }
}
