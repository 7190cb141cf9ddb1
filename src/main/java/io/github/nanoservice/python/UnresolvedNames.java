package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The stack of uses of names that are not resolved yet. Each has a name, a position, flags and the
 * attributes that follow it.
 */
final class UnresolvedNames {
  /** The name is the function of a call. */
  static final int CALLED = 1;

  /** The name can still be an assignment target. */
  static final int TARGET = 1 << 1;

  /** Evaluated in the scope that encloses the innermost one: a first iterable, a default value. */
  static final int OUTSIDE = 1 << 2;

  /** From an inner scope, so that names of a class do not hide it. */
  static final int NESTED = 1 << 3;

  /** Evaluated when a function is called, not when its definition runs. */
  static final int LATER = 1 << 4;

  /** Looked up in the module, whatever enclosing scopes bind. */
  static final int GLOBAL = 1 << 5;

  /** Bound under a {@code global} statement. */
  static final int REBOUND = 1 << 6;

  /** In an annotation that is kept as text ({@code from __future__ import annotations}). */
  static final int UNEVALUATED = 1 << 7;

  /** An attribute or item of the name can still be an assignment target. */
  static final int PART_TARGET = 1 << 8;

  /** The value of the name is changed in place. */
  static final int CHANGED = 1 << 9;

  /** An enclosing class also binds the name. */
  static final int BOUND_IN_CLASS = 1 << 10;

  /** In an annotation, which from CPython 3.14 on has a scope of its own (PEP 649). */
  static final int ANNOTATION = 1 << 11;

  private final NameTable names;

  private int[] useNames = new int[256];
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int[] flags = new int[256];
  private int[] firstAttributes = new int[256];
  private int[] attributeCounts = new int[256];
  private int size;

  private int[] attributes = new int[256];
  private int attributeCount;

  UnresolvedNames(NameTable names) {
    this.names = names;
  }

  int size() {
    return size;
  }

  /** Returns the number of the name of a use. */
  int name(int use) {
    return useNames[use];
  }

  int start(int use) {
    return starts[use];
  }

  Span span(int use) {
    return new Span(starts[use], ends[use]);
  }

  int flags(int use) {
    return flags[use];
  }

  /** Adds a use; returns its index. */
  int add(int name, int start, int end, int useFlags) {
    if (size == useNames.length) {
      int length = size * 2;
      useNames = Arrays.copyOf(useNames, length);
      starts = Arrays.copyOf(starts, length);
      ends = Arrays.copyOf(ends, length);
      flags = Arrays.copyOf(flags, length);
      firstAttributes = Arrays.copyOf(firstAttributes, length);
      attributeCounts = Arrays.copyOf(attributeCounts, length);
    }
    useNames[size] = name;
    starts[size] = start;
    ends[size] = end;
    flags[size] = useFlags;
    firstAttributes[size] = attributeCount;
    attributeCounts[size] = 0;
    return size++;
  }

  /** Adds an attribute to the last use. */
  void addAttribute(int name) {
    if (attributeCount == attributes.length) {
      attributes = Arrays.copyOf(attributes, attributeCount * 2);
    }
    attributes[attributeCount++] = name;
    attributeCounts[size - 1]++;
  }

  /** Sets a flag of a use. */
  void set(int use, int flag) {
    flags[use] |= flag;
  }

  /** Clears a flag of a use. */
  void unset(int use, int flag) {
    flags[use] &= ~flag;
  }

  /** Clears a flag of all uses from {@code firstUse} on. */
  void clear(int firstUse, int flag) {
    for (int i = firstUse; i < size; i++) {
      flags[i] &= ~flag;
    }
  }

  /** Removes the uses from {@code firstUse} on. They can be read until others replace them. */
  void cut(int firstUse) {
    size = firstUse;
  }

  /** Adds a use that was cut, with other flags. */
  void putBack(int use, int useFlags) {
    flags[size] = useFlags;
    if (use != size) {
      useNames[size] = useNames[use];
      starts[size] = starts[use];
      ends[size] = ends[use];
      firstAttributes[size] = firstAttributes[use];
      attributeCounts[size] = attributeCounts[use];
    }
    size++;
  }

  /** Removes all uses and returns them as references to names of the module, in source order. */
  List<Reference> take() {
    Reference[] taken = new Reference[size];
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      sorted &= i == 0 || starts[i - 1] <= starts[i];
      taken[i] = reference(i);
    }
    if (!sorted) {
      Arrays.sort(taken, Comparator.comparingInt(use -> use.span().start()));
    }
    size = 0;
    attributeCount = 0;
    return List.of(taken);
  }

  /** Whether a use changes an attribute of the name, or the value of one in place. */
  boolean changes(int use) {
    return has(use, CHANGED) || attributeCounts[use] > 1 && callsMutatingMethod(use);
  }

  /** Whether a use calls a method that changes a list, dict or similar object in place. */
  boolean callsMutatingMethod(int use) {
    return has(use, CALLED)
        && attributeCounts[use] > 0
        && MutatingMethods.contain(names.name(lastAttribute(use)));
  }

  /** Returns the number of the last attribute of a use, which must have one. */
  int lastAttribute(int use) {
    return attributes[firstAttributes[use] + attributeCounts[use] - 1];
  }

  private Reference reference(int i) {
    Reference.Use use =
        has(i, REBOUND)
            ? Reference.Use.REBIND
            : has(i, CALLED)
                ? Reference.Use.CALL
                : has(i, CHANGED) ? Reference.Use.CHANGE : Reference.Use.VALUE;
    Reference.Moment moment =
        has(i, UNEVALUATED)
            ? Reference.Moment.ANNOTATION
            : has(i, LATER) ? Reference.Moment.CALL : Reference.Moment.DEFINITION;
    return new Reference(
        names.name(useNames[i]),
        attributes(i),
        new Span(starts[i], ends[i]),
        use,
        moment,
        !has(i, BOUND_IN_CLASS));
  }

  private boolean has(int use, int flag) {
    return (flags[use] & flag) != 0;
  }

  private List<String> attributes(int use) {
    String[] chain = new String[attributeCounts[use]];
    for (int i = 0; i < chain.length; i++) {
      chain[i] = names.name(attributes[firstAttributes[use] + i]);
    }
    return List.of(chain);
  }
}
