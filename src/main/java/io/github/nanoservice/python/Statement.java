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
 * @param classChanges where methods of classes in it change their class through the parameter
 *     {@code cls}, or their instance through their first parameter
 * @param imports import statements anywhere in it, in source order
 * @param calls the calls in it that are statements themselves, so that they run only for their
 *     effect
 * @param role what services use it for
 */
public record Statement(
    Kind kind,
    Span span,
    Set<String> binds,
    List<Reference> references,
    List<ClassChange> classChanges,
    List<Import> imports,
    List<EffectCall> calls,
    Role role) {
  public Statement {
    binds = Collections.unmodifiableSet(new LinkedHashSet<>(binds));
    references = List.copyOf(references);
    classChanges = List.copyOf(classChanges);
    imports = List.copyOf(imports);
    calls = List.copyOf(calls);
  }

  /** Returns a copy of the statement with another role. */
  Statement as(Role other) {
    return new Statement(kind, span, binds, references, classChanges, imports, calls, other);
  }

  /** Returns whether the format accepts the statement. */
  public boolean accepted() {
    return role != Role.NONE;
  }

  /** What services use a statement for. */
  public enum Role {
    /** Nothing: the format does not accept it, or it has no effect. */
    NONE,
    /** A service that needs a name that it binds or changes has a copy. */
    DEFINITION,
    /** Every service that has a part of the module has a copy. */
    EFFECT
  }

  /**
   * A change that a method makes to its class or its instance, or to an object in an attribute of
   * that.
   *
   * @param name the name of the class; of a class in a class, the name of the outermost
   * @param span the parameter through which it is changed
   */
  public record ClassChange(String name, Span span, Changed changed) {}

  /** What a method changes. */
  public enum Changed {
    CLASS,
    /** The class, only when an instance is created, because the method is {@code __new__}. */
    CLASS_WHEN_CREATING,
    INSTANCE
  }

  /**
   * A call that is a statement of its own at the top level, or in a block there.
   *
   * @param callee the dotted name of the called function; empty if it is another expression
   * @param changed the name of which the call changes an item in place: {@code NAMES["a"].add(1)}
   */
  public record EffectCall(Optional<String> callee, Optional<String> changed) {}

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
