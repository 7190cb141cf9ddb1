package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ResolvedUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statements that bind names to objects whose use may change them, whatever the use looks like: an
 * attribute that its class creates when it is asked for, an iterator, a lock.
 *
 * @param changes where the class changes its instances, by the key of the statement that makes one
 * @param ofLibraries the keys of the statements that make such an object of the standard library
 */
record ChangingConstants(Map<String, Location.InSource> changes, Set<String> ofLibraries) {
  /**
   * Classes and functions of the standard library whose objects have state that any use changes.
   */
  private static final Set<String> LIBRARY =
      Set.of(
          "asyncio.Condition",
          "asyncio.Event",
          "asyncio.Lock",
          "asyncio.Queue",
          "asyncio.Semaphore",
          "contextvars.ContextVar",
          "itertools.count",
          "itertools.cycle",
          "queue.LifoQueue",
          "queue.PriorityQueue",
          "queue.Queue",
          "queue.SimpleQueue",
          "random.Random",
          "threading.Barrier",
          "threading.BoundedSemaphore",
          "threading.Condition",
          "threading.Event",
          "threading.Lock",
          "threading.RLock",
          "threading.Semaphore",
          "threading.local");

  ChangingConstants {
    changes = Map.copyOf(changes);
    ofLibraries = Set.copyOf(ofLibraries);
  }

  static ChangingConstants in(List<Definition> definitions, NameResolver resolver) {
    Map<String, Location.InSource> classes = classes(definitions, resolver);
    Map<String, Location.InSource> changes = new HashMap<>();
    Set<String> ofLibraries = new HashSet<>();
    for (Definition definition : definitions) {
      if (definition instanceof Definition.OfStatement) {
        for (ResolvedUse use : resolver.uses(definition)) {
          if (use.atDefinition() && use.reference().use() == Reference.Use.CALL) {
            variable(use)
                .map(classes::get)
                .ifPresent(change -> changes.putIfAbsent(definition.key(), change));
            if (LIBRARY.contains(use.libraryName())) {
              ofLibraries.add(definition.key());
            }
          }
        }
      }
    }
    return new ChangingConstants(changes, ofLibraries);
  }

  /**
   * Where classes change their instances, by path and name, with the classes that derive from them.
   */
  private static Map<String, Location.InSource> classes(
      List<Definition> definitions, NameResolver resolver) {
    Map<String, Location.InSource> found = new HashMap<>();
    for (Definition definition : definitions) {
      if (definition instanceof Definition.OfStatement of) {
        for (Statement.ClassChange change : of.statement().classChanges()) {
          if (change.changed() == Statement.Changed.INSTANCE) {
            found.putIfAbsent(
                key(of.file().path(), change.name()), Locations.of(of, change.span()));
          }
        }
      }
    }
    int before = -1;
    while (!found.isEmpty() && found.size() > before) {
      before = found.size();
      for (Definition definition : definitions) {
        base(definition, resolver, found)
            .ifPresent(
                change ->
                    ((Definition.OfStatement) definition)
                        .statement()
                        .binds()
                        .forEach(
                            name ->
                                found.putIfAbsent(key(definition.file().path(), name), change)));
      }
    }
    return found;
  }

  private static Optional<Location.InSource> base(
      Definition definition, NameResolver resolver, Map<String, Location.InSource> classes) {
    boolean derives =
        definition instanceof Definition.OfStatement of
            && of.statement().kind() == Statement.Kind.CLASS_DEF;
    return derives
        ? resolver.uses(definition).stream()
            .filter(use -> use.atDefinition() && use.reference().use() == Reference.Use.VALUE)
            .flatMap(use -> variable(use).stream())
            .filter(classes::containsKey)
            .map(classes::get)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> variable(ResolvedUse use) {
    return use.end() instanceof AttributeResolution.OfVariable of
        ? Optional.of(key(of.target().file().path(), of.target().name()))
        : Optional.empty();
  }

  private static String key(String path, String name) {
    return path + ":" + name;
  }
}
