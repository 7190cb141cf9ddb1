package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds the functions that others may call, directly or through what they depend on. */
final class Reachability {
  private Reachability() {}

  /** Returns the keys of these definitions and of all that they reach. */
  static Set<String> from(
      Collection<Definition> roots, SourceTree tree, Dependencies dependencies) {
    Set<String> reached = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Definition definition = pending.pop();
      if (reached.add(definition.key())) {
        for (Dependencies.Dependency each : dependencies.of(definition)) {
          if (each.target() instanceof Target.OfFunction of) {
            pending.add(new Definition.OfFunction(of.file(), of.function()));
          } else if (each.target() instanceof Target.OfVariable variable) {
            pending.addAll(tree.definitions(variable));
          }
        }
      }
    }
    return reached;
  }
}
