package io.github.nanoservice.python;

import java.util.Set;

/**
 * Checks {@code from __future__ import} statements: only a docstring and others of their kind can
 * precede them, and only some features exist.
 */
final class FutureImports {
  private static final Set<String> FEATURES =
      Set.of(
          "absolute_import",
          "annotations",
          "barry_as_FLUFL",
          "division",
          "generator_stop",
          "generators",
          "nested_scopes",
          "print_function",
          "unicode_literals",
          "with_statement");

  private final SyntaxMessages errors;
  private int statements;

  /** Whether one can follow the statements before the current one. */
  private boolean possible = true;

  /** Whether one can follow the current statement. */
  private boolean transparent = true;

  FutureImports(SyntaxMessages errors) {
    this.errors = errors;
  }

  /** Begins a statement. */
  void begin() {
    possible &= transparent;
    transparent = false;
    statements++;
  }

  /** Notes that the current statement is a string, which is a docstring if it is the first. */
  void string() {
    transparent = statements == 1;
  }

  /** Returns whether an import is of this kind, or relative and otherwise the same. */
  static boolean isOne(Import.FromModule from) {
    return from.module().equals("__future__");
  }

  /** Takes the current statement, which imports from a module of that name. */
  void require(Import.FromModule from) {
    transparent = true;
    if (from.level() > 0) {
      return; // CPython up to 3.12 takes "from .__future__" for one too
    }
    if (!possible) {
      throw errors.fault(
          "an import from __future__ must be at the beginning of the file", from.span());
    }
    for (Import.Name name : from.names()) {
      if (!FEATURES.contains(name.name())) {
        throw errors.fault("__future__ has no feature '%s'".formatted(name.name()), name.span());
      }
    }
  }
}
