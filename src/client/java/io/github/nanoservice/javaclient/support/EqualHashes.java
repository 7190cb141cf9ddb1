package io.github.nanoservice.javaclient.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits how often keys of a set or map are compared with one another. */
final class EqualHashes {
  /** The most keys with the same hash. */
  static final int MAX = 300;

  private EqualHashes() {}

  /**
   * Returns the keys. Keys that are comparable do not count: {@link HashMap} sorts those with the
   * same hash, but compares each list with all others.
   *
   * @throws IllegalArgumentException if too many have the same hash
   */
  static <T> List<T> requireFew(List<T> keys) {
    if (keys.size() <= MAX) {
      return keys;
    }
    Map<Integer, Integer> counts = new HashMap<>();
    for (T key : keys) {
      if (key != null
          && !(key instanceof Comparable)
          && counts.merge(key.hashCode(), 1, Integer::sum) > MAX) {
        throw new IllegalArgumentException(
            "the value is a set or dictionary with more than "
                + MAX
                + " keys of the same hash; return a list instead");
      }
    }
    return keys;
  }
}
