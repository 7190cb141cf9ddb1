package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The stack of uses of names that are not resolved yet: for each its name, its place, its flags and
 * the attributes behind it.
 */
final class UnresolvedNames {
  /** The name is the function of a call. */
  static final int CALLED = 1;

  /** The name may still turn out to be assigned to. */
  static final int TARGET = 1 << 1;

  /** Evaluated in the scope around the innermost one: a first iterable, a default value. */
  static final int OUTSIDE = 1 << 2;

  /** Comes from an inner scope, so that the names of a class do not hide it. */
  static final int NESTED = 1 << 3;

  /** Evaluated when a function is called, not when its definition runs. */
  static final int LATER = 1 << 4;

  /** Looked up in the module, whatever the scopes between bind. */
  static final int GLOBAL = 1 << 5;

  /** Bound under a {@code global} statement. */
  static final int REBOUND = 1 << 6;

  /** Stands in an annotation that is kept as text ({@code from __future__ import annotations}). */
  static final int UNEVALUATED = 1 << 7;

  /** An attribute or an item of it may still turn out to be assigned to. */
  static final int PART_TARGET = 1 << 8;

  /** What the name is bound to is changed in place. */
  static final int CHANGED = 1 << 9;

  /** A class that it stands in binds the name as well. */
  static final int BOUND_IN_CLASS = 1 << 10;

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

  /** The name of a use, by its number. */
  int name(int use) {
    return useNames[use];
  }

  int start(int use) {
    return starts[use];
  }

  int flags(int use) {
    return flags[use];
  }

  /** Adds a use; returns where it lies. */
  int add(int name, int start, int end, int itsFlags) {
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
    flags[size] = itsFlags;
    firstAttributes[size] = attributeCount;
    attributeCounts[size] = 0;
    return size++;
  }

  /** Adds an attribute behind the use added last. */
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

  /** Clears a flag of all uses from that one on. */
  void clear(int firstUse, int flag) {
    for (int i = firstUse; i < size; i++) {
      flags[i] &= ~flag;
    }
  }

  /** Takes off the uses from that one on; until others take their place, they can still be read. */
  void cut(int firstUse) {
    size = firstUse;
  }

  /** Puts a use that was cut off back on, with other flags. */
  void putBack(int use, int itsFlags) {
    flags[size] = itsFlags;
    if (use != size) {
      useNames[size] = useNames[use];
      starts[size] = starts[use];
      ends[size] = ends[use];
      firstAttributes[size] = firstAttributes[use];
      attributeCounts[size] = attributeCounts[use];
    }
    size++;
  }

  /** Takes all uses off, as references to names of the module, in source order. */
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
