package io.github.nanoservice.python;

import java.util.Arrays;

/** Names that may be given only once: parameters, keyword arguments, captures of a pattern. */
final class Repetitions {
  /** The number of a name, then the token that gives it. */
  private long[] given = new long[4];

  private int size;

  void clear() {
    size = 0;
  }

  void add(int name, int token) {
    if (size == given.length) {
      given = Arrays.copyOf(given, size * 2);
    }
    given[size++] = (long) name << Integer.SIZE | token;
  }

  /** Returns the first token that repeats a name, or -1. The order of the names is lost. */
  int first() {
    int first = -1;
    if (size > 1) {
      Arrays.sort(given, 0, size);
      for (int i = 1; i < size; i++) {
        boolean repeated = given[i] >> Integer.SIZE == given[i - 1] >> Integer.SIZE;
        if (repeated && (first < 0 || (int) given[i] < first)) {
          first = (int) given[i];
        }
      }
    }
    return first;
  }
}
