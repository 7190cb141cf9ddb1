package io.github.nanoservice.python;

import java.util.Arrays;

/** Names that may be given only once: parameters, keyword arguments, captures of a pattern. */
final class Repetitions {
  /** Up to this number, comparing all of them takes less time than sorting them. */
  private static final int FEW = 8;

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

  /** Returns the first token that repeats a name, or -1. Afterwards, the order is undefined. */
  int first() {
    return size > FEW ? firstOfMany() : firstOfFew();
  }

  private int firstOfFew() {
    for (int i = 1; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (given[i] >> Integer.SIZE == given[j] >> Integer.SIZE) {
          return (int) given[i];
        }
      }
    }
    return -1;
  }

  private int firstOfMany() {
    int first = -1;
    Arrays.sort(given, 0, size);
    for (int i = 1; i < size; i++) {
      boolean repeated = given[i] >> Integer.SIZE == given[i - 1] >> Integer.SIZE;
      if (repeated && (first < 0 || (int) given[i] < first)) {
        first = (int) given[i];
      }
    }
    return first;
  }
}
