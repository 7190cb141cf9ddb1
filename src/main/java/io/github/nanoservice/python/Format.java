package io.github.nanoservice.python;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a module can contain at its top level.
 *
 * @param extended whether it can contain more than functions and plain imports: aliases, constants,
 *     classes and other statements that can be copied into each service
 * @param calls dotted names of functions that can be called at the top level, such as {@code
 *     warnings.filterwarnings}; only in the extended format
 */
public record Format(boolean extended, SortedSet<String> calls) {

  public Format {
    calls = Collections.unmodifiableSortedSet(new TreeSet<>(calls));
  }

  /** Returns the format of functions and plain imports. */
  public static Format strict() {
    return new Format(false, Collections.emptySortedSet());
  }

  /** Returns the format of everything that can be copied into a service. */
  public static Format extended(Collection<String> calls) {
    return new Format(true, new TreeSet<>(calls));
  }
}
