package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;

/**
 * One use of a name that Python looks up at module level, or behind that among the builtins.
 *
 * @param name the name, NFKC-normalised
 * @param attributes the attribute names that follow it directly: {@code ["b", "c"]} for {@code
 *     a.b.c()}
 * @param span where the name stands
 * @param use what is done with it
 * @param moment when Python evaluates it
 * @param certain whether it is of the module at all; a class that binds the name as well hides the
 *     module's from then on
 */
public record Reference(
    String name, List<String> attributes, Span span, Use use, Moment moment, boolean certain) {

  /**
   * Whether it calls a method by which a list, a dict or the like is changed in place: {@code
   * a.b.append()}.
   */
  public boolean callsChangingMethod() {
    return use == Use.CALL
        && !attributes.isEmpty()
        && MutatingMethods.contain(attributes.get(attributes.size() - 1));
  }

  /** What a function does with a name; of {@code a.b()} it is the whole chain that is called. */
  public enum Use {
    CALL,
    VALUE,
    /** An attribute or an item of it, at whatever depth, is assigned to or deleted. */
    CHANGE,
    /** Bound or deleted under {@code global}. */
    REBIND
  }

  /** When a reference is evaluated. */
  public enum Moment {
    /** As the {@code def} statement runs: decorators, defaults, annotations. */
    DEFINITION,
    /**
     * Never, unless somebody asks: an annotation under {@code from __future__ import annotations}.
     */
    ANNOTATION,
    /** As the function is called. */
    CALL
  }
}
