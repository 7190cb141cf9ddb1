package io.github.nanoservice.python;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a module may hold at its top level.
 *
 * @param extended whether that is more than functions and plain imports: aliases, constants,
 *     classes and other statements that each service can carry along
 * @param calls dotted names of functions whose calls are accepted besides, such as {@code
 *     warnings.filterwarnings}; in the extended format only
 */
public record Format(boolean extended, SortedSet<String> calls) {

  /** Functions and plain imports, nothing else. */
  public static Format strict() {
    return new Format(false, Collections.emptySortedSet());
  }

  /** Everything that a service can carry along. */
  public static Format extended(Collection<String> calls) {
    return new Format(true, Collections.unmodifiableSortedSet(new TreeSet<>(calls)));
  }
}
