package io.github.nanoservice.python;

import java.util.Arrays;

/**
 * The names that the pattern of one {@code case} captures. Alternatives have to capture the same
 * names, and otherwise a name can be captured once.
 */
final class PatternCaptures {
  private final SyntaxMessages errors;
  private int[] names = new int[16];
  private int[] tokens = new int[16];
  private int size;
  private final Repetitions repetitions = new Repetitions();

  PatternCaptures(SyntaxMessages errors) {
    this.errors = errors;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void add(int name, int token) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      tokens = Arrays.copyOf(tokens, size * 2);
    }
    names[size] = name;
    tokens[size++] = token;
  }

  /**
   * Removes the captures of an alternative after comparing them with those of the first.
   *
   * @param first the first capture of the first alternative
   * @param own the first capture of the alternative
   * @param token where the alternative begins
   * @param end the token after it
   */
  void joinAlternative(int first, int own, int token, int end) {
    int[] expected = Arrays.copyOfRange(names, first, own);
    int[] found = Arrays.copyOfRange(names, own, size);
    Arrays.sort(expected);
    Arrays.sort(found);
    if (!Arrays.equals(expected, found)) {
      throw errors.fault("alternatives must capture the same names", token, end);
    }
    size = own;
  }

  /** Throws if a name is captured more than once. */
  void requireDistinct() {
    repetitions.clear();
    for (int i = 0; i < size; i++) {
      repetitions.add(names[i], tokens[i]);
    }
    int repeated = repetitions.first();
    if (repeated >= 0) {
      throw errors.fault("a pattern cannot capture the same name twice", repeated);
    }
  }
}
