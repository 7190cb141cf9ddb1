package io.github.nanoservice.services;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.SourceFile;
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
 * The classes whose instances may reach a function that does not name them. An instance moves down
 * with an argument and up with a result, so these are the classes of all functions that calls
 * connect with it in any direction. A class that no function uses exists for outside callers, which
 * may pass its instances to any function of its module.
 */
final class ReachableClasses {
  /** Functions that create a class (collections, dataclasses, enum, typing). */
  private static final Set<String> FACTORIES =
      Set.of("Enum", "Flag", "IntEnum", "IntFlag", "NamedTuple", "make_dataclass", "namedtuple");

  private final Program program;
  private final DisjointSets connected = new DisjointSets();
  private final Map<String, Definition.OfStatement> classes = new TreeMap<>();
  private final Map<String, Map<String, Definition.OfStatement>> classesByRoot = new HashMap<>();
  private final Map<String, List<Definition.OfStatement>> unusedByPath = new HashMap<>();

  private ReachableClasses(Program program) {
    this.program = program;
  }

  static ReachableClasses of(Program program, List<SourceFile> sources) {
    ReachableClasses reachable = new ReachableClasses(program);
    for (Endpoint endpoint : program.endpoints().endpoints()) {
      reachable.connect(endpoint.key(), List.of(endpoint.definition()));
    }
    for (Application application : program.applications().all()) {
      reachable.connect(application.key(), application.definitions());
    }
    reachable.classes.forEach(
        (key, each) ->
            reachable
                .classesByRoot
                .computeIfAbsent(reachable.connected.root(key), root -> new TreeMap<>())
                .put(key, each));
    sources.forEach(file -> reachable.unusedByPath.put(file.path(), reachable.unused(file)));
    return reachable;
  }

  private List<Definition.OfStatement> unused(SourceFile file) {
    return file.module().statements().stream()
        .filter(statement -> statement.accepted() && makesClass(statement))
        .map(statement -> new Definition.OfStatement(file, statement))
        .filter(each -> !classes.containsKey(each.key()))
        .toList();
  }

  /** The classes whose instances may reach an application, without duplicates. */
  Collection<Definition.OfStatement> reaching(Application application) {
    return classesByRoot.getOrDefault(connected.root(application.key()), Map.of()).values();
  }

  /** The classes whose instances may reach one of these functions, without duplicates. */
  Collection<Definition.OfStatement> reaching(List<Endpoint> served) {
    Map<String, Definition.OfStatement> found = new TreeMap<>();
    for (Endpoint endpoint : served) {
      found.putAll(classesByRoot.getOrDefault(connected.root(endpoint.key()), Map.of()));
      unusedByPath.get(endpoint.file().path()).forEach(each -> found.put(each.key(), each));
    }
    return found.values();
  }

  /**
   * Connects a function with those it calls, directly or through what it depends on, and with its
   * classes. The classes in an application's own modules are not among them: whoever imports one
   * runs the application.
   */
  private void connect(String key, List<? extends Definition> definitions) {
    Set<String> seen = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>(definitions);
    while (!pending.isEmpty()) {
      for (Dependencies.Dependency each : program.dependencies().of(pending.pop())) {
        if (each.target() instanceof Target.OfFunction of) {
          connected.join(key, new Definition.OfFunction(of.file(), of.function()).key());
        } else if (each.target() instanceof Target.OfVariable variable) {
          for (Definition.OfStatement statement : program.tree().definitions(variable)) {
            if (seen.add(statement.key())) {
              pending.add(statement);
              if (makesClass(statement.statement())
                  && !program.applications().contains(statement.file())) {
                classes.put(statement.key(), statement);
                connected.join(key, statement.key());
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
}
