package io.github.nanoservice.requirements;

import io.github.nanoservice.python.DottedNames;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which distribution provides a module: PyYAML provides {@code yaml}.
 *
 * @param byModule distributions by dotted module names
 * @param chosen the modules for which the user names the distribution
 * @param optional the modules that may be missing, by dotted names
 */
public record DistributionNames(
    Map<String, String> byModule, Set<String> chosen, Set<String> optional) {

  /** Takes copies. */
  public DistributionNames {
    byModule = Map.copyOf(byModule);
    chosen = Set.copyOf(chosen);
    optional = Set.copyOf(optional);
  }

  /**
   * The plugin's own table.
   *
   * @param overrides entries that replace those of the table
   */
  public static DistributionNames withOverrides(Map<String, String> overrides) {
    Map<String, String> byModule = new HashMap<>();
    DataFile.rows("distributions.txt").forEach(row -> byModule.put(row[0], row[1]));
    byModule.putAll(overrides);
    return new DistributionNames(byModule, overrides.keySet(), Set.of());
  }

  /** Returns the same names with modules that may be missing. */
  public DistributionNames withOptional(Collection<String> modules) {
    return new DistributionNames(byModule, chosen, Set.copyOf(modules));
  }

  /** Whether a module or a parent of it may be missing. */
  boolean isOptional(String module) {
    String parent = module;
    while (!parent.isEmpty() && !optional.contains(parent)) {
      parent = DottedNames.parent(parent);
    }
    return !parent.isEmpty();
  }

  /** The distribution of a module: that of its longest listed parent, or its top-level name. */
  public String of(String module) {
    String known = known(module);
    return known.isEmpty() ? DottedNames.top(module) : byModule.get(known);
  }

  /** Whether a module or a parent of it is listed. */
  public boolean knows(String module) {
    return !known(module).isEmpty();
  }

  /** Whether several distributions provide modules in a top-level module: {@code google}. */
  boolean isNamespace(String top) {
    return !byModule.containsKey(top)
        && byModule.keySet().stream().anyMatch(module -> module.startsWith(top + "."));
  }

  /** Returns the module of a distribution whose name is taken for that of its module. */
  Optional<String> moduleOf(String distribution) {
    String key = Requirement.normalized(distribution);
    return byModule.entrySet().stream()
        .filter(entry -> Requirement.normalized(entry.getValue()).equals(key))
        .map(Map.Entry::getKey)
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
  }

  /** The distributions that the user names, by {@link Requirement#key}. */
  Set<String> chosenKeys() {
    return chosen.stream()
        .flatMap(module -> Requirement.of(byModule.get(module)).stream())
        .map(Requirement::key)
        .collect(Collectors.toSet());
  }

  /** Whether the user names the distribution of a module or of a parent of it. */
  boolean isChosen(String module) {
    return chosen.contains(known(module));
  }

  private String known(String module) {
    String known = module;
    while (!known.isEmpty() && !byModule.containsKey(known)) {
      known = DottedNames.parent(known);
    }
    return known;
  }
}
