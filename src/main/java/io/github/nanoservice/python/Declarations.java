package io.github.nanoservice.python;

import java.util.Arrays;

/** The stack of the names that open scopes declare {@code global} or {@code nonlocal}. */
final class Declarations {
  private int[] names = new int[8];
  private int[] starts = new int[8];
  private boolean[] globals = new boolean[8];
  private int size;

  int size() {
    return size;
  }

  /** Returns the number of a declared name. */
  int name(int declaration) {
    return names[declaration];
  }

  int start(int declaration) {
    return starts[declaration];
  }

  boolean isGlobal(int declaration) {
    return globals[declaration];
  }

  void add(int name, int start, boolean global) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      globals = Arrays.copyOf(globals, size * 2);
    }
    names[size] = name;
    starts[size] = start;
    globals[size++] = global;
  }

  /** Removes the declarations from {@code first} on. */
  void cut(int first) {
    size = first;
  }
}
