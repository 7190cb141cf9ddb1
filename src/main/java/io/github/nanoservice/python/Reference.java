package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;

/**
 * A use of a name that Python looks up in the module and then in the builtins.
 *
 * @param name the name, NFKC-normalised
 * @param attributes the attribute names that immediately follow it: {@code ["b", "c"]} for {@code
 *     a.b.c()}
 * @param span the name
 * @param use how it is used
 * @param moment when Python evaluates it
 * @param certain whether it certainly refers to the module's name; false if an enclosing class
 *     binds the name too, because it then hides the module's name
 */
public record Reference(
    String name, List<String> attributes, Span span, Use use, Moment moment, boolean certain) {
  public Reference {
    attributes = List.copyOf(attributes);
  }

  /**
   * Returns whether it calls a method that changes a list, dict or similar object in place: {@code
   * a.b.append()}.
   */
  public boolean callsMutatingMethod() {
    return use == Use.CALL
        && !attributes.isEmpty()
        && MutatingMethods.contain(attributes.get(attributes.size() - 1));
  }

  /**
   * Returns whether the evaluation of its definition changes the value of the name: an assignment
   * to a part of it, or a call of a method that changes its object in place.
   */
  public boolean changesAtDefinition() {
    return moment == Moment.DEFINITION
        && (use == Use.CHANGE
            || callsMutatingMethod()
            || use == Use.CALL
                && !attributes.isEmpty()
                && SetUpCalls.isMethod(attributes.get(attributes.size() - 1)));
  }

  /** How a name is used. For {@code a.b()} this describes the whole chain that is called. */
  public enum Use {
    CALL,
    VALUE,
    /** An attribute or item of it, at any depth, is assigned or deleted. */
    CHANGE,
    /** Bound or deleted in the scope of a {@code global} statement. */
    REBIND
  }

  /** When Python evaluates a reference. */
  public enum Moment {
    /** When the {@code def} statement runs: decorators, defaults, annotations. */
    DEFINITION,
    /** Only on demand: an annotation under {@code from __future__ import annotations}. */
    ANNOTATION,
    /** When the function is called. */
    CALL
  }
}
