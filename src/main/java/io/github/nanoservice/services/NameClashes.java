package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ModuleScope;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds names with two meanings in one file of a service. */
final class NameClashes {
  private final SourceTree tree;
  private final PlannedService service;
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Set<String> reported = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  /** What a name stands for in a definition. */
  private record Meaning(Target target, Definition definition) {}

  NameClashes(SourceTree tree, PlannedService service) {
    this.tree = tree;
    this.service = service;
  }

  /** Adds a use or a definition of a name. */
  void add(String name, Target target, Definition definition, Supplier<Location> location) {
    if (target instanceof Target.Refused || target instanceof Target.Missing) {
      return;
    }
    Meaning meaning = new Meaning(target, definition);
    Meaning other = meanings.putIfAbsent(name, meaning);
    if (other != null
        && !other.target().describe().equals(target.describe())
        && !isRebinding(name, meaning, other)
        && reported.add(name)) {
      findings.add(
          Finding.of(
              Rule.NAME_CLASH,
              location.get(),
              "in %s, \"%s\" is %s here, but %s at %s"
                  .formatted(
                      service.describe(),
                      name,
                      target.describe(),
                      other.target().describe(),
                      Locations.where(other.definition())),
              service.group()
                  ? "Use different names, or %s.".formatted(service.separationAdvice())
                  : "Use different names, so that both fit into one file."));
    }
  }

  /**
   * Whether a name has two meanings in its own module too, one after the other, and the file keeps
   * that order: its statements have the order of the module, but imports and stubs precede them.
   */
  private boolean isRebinding(String name, Meaning one, Meaning other) {
    SourceFile file = one.definition().file();
    if (!file.path().equals(other.definition().file().path())) {
      return false;
    }
    Target first = one.target() instanceof Target.OfVariable ? other.target() : one.target();
    Target second = first == one.target() ? other.target() : one.target();
    return second instanceof Target.OfVariable
        && (first instanceof Target.Unbound
            || first.isLibrary() && importsComeFirst(tree.scope(file).all(name)));
  }

  private static boolean importsComeFirst(List<ModuleScope.Entry> entries) {
    boolean afterStatement = false;
    for (ModuleScope.Entry entry : entries) {
      boolean isStatement = entry instanceof ModuleScope.Entry.OfStatement;
      if (afterStatement && !isStatement) {
        return false;
      }
      afterStatement |= isStatement;
    }
    return true;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
