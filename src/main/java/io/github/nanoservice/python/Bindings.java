package io.github.nanoservice.python;

import java.util.Arrays;

/** The stack of the names that open scopes bind. Each has a position and flags. */
final class Bindings {
  /** By walrus in a comprehension, which binds in the enclosing scope (PEP 572). */
  static final int WALRUS = 1 << 8;

  /** Of a function. */
  static final int PARAMETER = 1 << 9;

  /** By an import, after which CPython accepts a {@code global} statement. */
  static final int IMPORTED = 1 << 11;

  /** With an annotation. */
  static final int ANNOTATED = 1 << 10;

  private int[] names = new int[64];
  private int[] starts = new int[64];
  private int[] flags = new int[64];
  private int size;

  int size() {
    return size;
  }

  /** Returns the number of the name of a binding. */
  int name(int binding) {
    return names[binding];
  }

  int start(int binding) {
    return starts[binding];
  }

  boolean has(int binding, int flag) {
    return (flags[binding] & flag) != 0;
  }

  void add(int name, int start, int bindingFlags) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      flags = Arrays.copyOf(flags, size * 2);
    }
    names[size] = name;
    starts[size] = start;
    flags[size++] = bindingFlags;
  }

  /** Sets a flag of the last binding. */
  void setLast(int flag) {
    flags[size - 1] |= flag;
  }

  /** Clears a flag of all bindings from {@code first} on. */
  void clear(int first, int flag) {
    for (int i = first; i < size; i++) {
      flags[i] &= ~flag;
    }
  }

  /** Removes the bindings from {@code first} on. They can be read until others replace them. */
  void cut(int first) {
    size = first;
  }
}
