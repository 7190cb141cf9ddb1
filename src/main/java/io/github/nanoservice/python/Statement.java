package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement at the top level of a module that is neither a function nor an import.
 *
 * @param kind its kind
 * @param span from its first token to the end of its last, without the line ending
 * @param binds the names that it binds in the module
 * @param references each use of a module-level name, in source order
 * @param imports import statements anywhere in it, in source order
 * @param callee the dotted name of the called function, if the statement is only a call
 * @param accepted whether the format accepts the statement, so that services copy it if they need
 *     it
 */
public record Statement(
    Kind kind,
    Span span,
    Set<String> binds,
    List<Reference> references,
    List<Import> imports,
    Optional<String> callee,
    boolean accepted) {
  public Statement {
    binds = Collections.unmodifiableSet(new LinkedHashSet<>(binds));
    references = List.copyOf(references);
    imports = List.copyOf(imports);
  }

  /** Returns an accepted copy of the statement. */
  Statement accept() {
    return new Statement(kind, span, binds, references, imports, callee, true);
  }

  /**
   * Kinds of statement, named after the classes of CPython's {@code ast}, and some that the formats
   * distinguish.
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
    /** A {@code try} that imports or sets names, with an alternative on {@code ImportError}. */
    IMPORT_FALLBACK,
    /** {@code if TYPE_CHECKING:}, which is false when the module runs. */
    TYPE_CHECKING,
    ASSERT,
    EXPR,
    /** A string as a statement: a docstring, or a string without effect. */
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
