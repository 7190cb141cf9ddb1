package io.github.nanoservice.requirements;

import io.github.nanoservice.python.DottedNames;
import java.util.HashMap;
import java.util.Map;

/** Which distribution brings a module: PyYAML brings {@code yaml}. */
public final class DistributionNames {
  private final Map<String, String> byModule = new HashMap<>();

  /**
   * Takes the list that comes along.
   *
   * @param overrides what counts before it, by the module's dotted name
   */
  public DistributionNames(Map<String, String> overrides) {
    DataFile.rows("distributions.txt").forEach(row -> byModule.put(row[0], row[1]));
    byModule.putAll(overrides);
  }

  /** The distribution of a module: that of its longest known parent, else its top-level name. */
  public String of(String module) {
    String known = known(module);
    return known.isEmpty() ? DottedNames.top(module) : byModule.get(known);
  }

  /** Whether a module or a parent of it is listed. */
  public boolean knows(String module) {
    return !known(module).isEmpty();
  }

  private String known(String module) {
    String known = module;
    while (!known.isEmpty() && !byModule.containsKey(known)) {
      known = DottedNames.parent(known);
    }
    return known;
  }
}
