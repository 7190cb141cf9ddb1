package io.github.nanoservice.services;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes whose instances may reach a function, though it names none of them: those that any
 * function needs that is connected with it by calls, in whatever direction, for an instance goes
 * down with an argument and up with a result. A class that no function needs is there for callers
 * from outside, who may hand its instances to any function of its module.
 */
final class ReachableClasses {
  /**
   * What makes a class of its arguments (Python's library: collections, dataclasses, enum, typing).
   */
  private static final Set<String> FACTORIES =
      Set.of("Enum", "Flag", "IntEnum", "IntFlag", "NamedTuple", "make_dataclass", "namedtuple");

  private final SourceTree tree;
  private final Dependencies needs;
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Map<String, Definition.OfStatement>> byRoot = new HashMap<>();
  private final Map<String, List<Definition.OfStatement>> unusedByPath = new HashMap<>();

  ReachableClasses(
      SourceTree tree, Dependencies needs, List<SourceFile> sources, List<Endpoint> endpoints) {
    this.tree = tree;
    this.needs = needs;
    Map<String, Definition.OfStatement> classes = new TreeMap<>();
    endpoints.forEach(endpoint -> connect(endpoint, classes));
    classes.forEach(
        (key, each) -> byRoot.computeIfAbsent(root(key), root -> new TreeMap<>()).put(key, each));
    for (SourceFile file : sources) {
      List<Definition.OfStatement> unused =
          file.module().statements().stream()
              .filter(statement -> statement.accepted() && makesClass(statement))
              .map(statement -> new Definition.OfStatement(file, statement))
              .filter(each -> !classes.containsKey(each.key()))
              .toList();
      unusedByPath.put(file.path(), unused);
    }
  }

  /** The classes whose instances may reach one of these functions. */
  Collection<Definition.OfStatement> at(List<Endpoint> served) {
    Map<String, Definition.OfStatement> found = new TreeMap<>();
    for (Endpoint endpoint : served) {
      found.putAll(byRoot.getOrDefault(root(endpoint.key()), Map.of()));
      unusedByPath.get(endpoint.file().path()).forEach(each -> found.put(each.key(), each));
    }
    return found.values();
  }

  /**
   * Connects a function with those it calls, itself or through what it needs, and with its classes.
   */
  private void connect(Endpoint endpoint, Map<String, Definition.OfStatement> classes) {
    Set<String> seen = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>();
    pending.add(endpoint.definition());
    while (!pending.isEmpty()) {
      Definition definition = pending.pop();
      for (Dependencies.Need need : needs.of(definition)) {
        if (need.target() instanceof Target.OfFunction function) {
          join(
              endpoint.key(),
              new Definition.OfFunction(function.file(), function.function()).key());
        } else if (need.target() instanceof Target.OfVariable variable) {
          for (Definition.OfStatement each : tree.definitions(variable)) {
            if (seen.add(each.key())) {
              pending.add(each);
              if (makesClass(each.statement())) {
                classes.put(each.key(), each);
                join(endpoint.key(), each.key());
              }
            }
          }
        }
      }
    }
  }

  private static boolean makesClass(Statement statement) {
    return statement.kind() == Statement.Kind.CLASS_DEF
        || statement.references().stream()
            .filter(reference -> reference.use() == Reference.Use.CALL)
            .anyMatch(reference -> FACTORIES.contains(called(reference)));
  }

  private static String called(Reference reference) {
    List<String> attributes = reference.attributes();
    return attributes.isEmpty() ? reference.name() : attributes.get(attributes.size() - 1);
  }

  private void join(String one, String other) {
    parents.put(root(one), root(other));
  }

  private String root(String key) {
    String root = key;
    while (!parents.getOrDefault(root, root).equals(root)) {
      String parent = parents.get(root);
      // Halves the way for the next one who asks.
      parents.put(root, parents.getOrDefault(parent, parent));
      root = parent;
    }
    return root;
  }
}
