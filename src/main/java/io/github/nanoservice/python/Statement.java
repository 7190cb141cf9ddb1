package io.github.nanoservice.python;

import java.util.List;
import java.util.Set;

/**
 * A statement at the top level of a module that is neither a function nor an import.
 *
 * @param kind what it is
 * @param span from its first token to the end of its last, without the line ending
 * @param binds the names it binds in the module
 * @param references every use of a name of module level, in source order
 */
public record Statement(Kind kind, Span span, Set<String> binds, List<Reference> references) {

  /**
   * Kinds of statement, named after the classes of CPython's {@code ast}, and two that the format
   * sets apart.
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
