package io.github.nanoservice.services;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.ResolvedImport;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The classes that a function has although it does not name them, since their instances may reach
 * it, or are found by the name of the class. An instance moves down with an argument and up with a
 * result, so these are the classes of all functions that calls connect with it in any direction.
 * The classes of a function are those that it names, all of its module, since callers outside may
 * pass them, and those that its module imports for type checkers.
 */
final class ReachableClasses {
  /** Functions that create a class (collections, dataclasses, enum, typing). */
  private static final Set<String> FACTORIES =
      Set.of("Enum", "Flag", "IntEnum", "IntFlag", "NamedTuple", "make_dataclass", "namedtuple");

  private final Program program;
  private final DisjointSets connected = new DisjointSets();
  private final Map<String, Definition.OfStatement> classes = new TreeMap<>();
  private final Map<String, Map<String, Definition.OfStatement>> classesByRoot = new HashMap<>();
  private final Map<String, List<Definition.OfStatement>> derivedByKey = new HashMap<>();

  private ReachableClasses(Program program) {
    this.program = program;
  }

  static ReachableClasses of(Program program) {
    ReachableClasses reachable = new ReachableClasses(program);
    for (Endpoint endpoint : program.endpoints().endpoints()) {
      reachable.connect(endpoint.key(), List.of(endpoint.definition()));
    }
    for (Application application : program.applications().all()) {
      reachable.connect(application.key(), application.definitions());
    }
    reachable.classes.forEach(reachable::put);
    Map<String, List<Definition.OfStatement>> byPath = new HashMap<>();
    for (Endpoint endpoint : program.endpoints().endpoints()) {
      byPath
          .computeIfAbsent(endpoint.file().path(), path -> reachable.known(endpoint.file()))
          .forEach(each -> reachable.put(endpoint.key(), each));
    }
    return reachable;
  }

  private void put(String key, Definition.OfStatement statement) {
    classesByRoot
        .computeIfAbsent(connected.root(key), root -> new TreeMap<>())
        .put(statement.key(), statement);
  }

  /** The classes that all functions of a module know. */
  private List<Definition.OfStatement> known(SourceFile file) {
    return Stream.concat(classesOf(file), importedForTypes(file)).toList();
  }

  /** The classes that a module defines. */
  static Stream<Definition.OfStatement> classesOf(SourceFile file) {
    return file.module().statements().stream()
        .filter(statement -> statement.accepted() && makesClass(statement))
        .map(statement -> new Definition.OfStatement(file, statement));
  }

  /** The classes that use one of their module while they are defined, as subclasses do. */
  private static List<Definition.OfStatement> derived(Definition.OfStatement base) {
    return classesOf(base.file())
        .filter(
            each ->
                each.references().stream()
                    .filter(reference -> reference.moment() == Reference.Moment.DEFINITION)
                    .anyMatch(reference -> base.binds(reference.name())))
        .toList();
  }

  /** The classes of the sources that a module imports under {@code if TYPE_CHECKING:}. */
  private Stream<Definition.OfStatement> importedForTypes(SourceFile file) {
    return file.module().statements().stream()
        .filter(statement -> statement.kind() == Statement.Kind.TYPE_CHECKING)
        .map(statement -> new Definition.OfStatement(file, statement))
        .flatMap(statement -> program.resolver().imports(statement).stream())
        .filter(ResolvedImport.OfName.class::isInstance)
        .map(each -> ((ResolvedImport.OfName) each).target())
        .filter(Target.OfVariable.class::isInstance)
        .flatMap(variable -> program.tree().definitions((Target.OfVariable) variable).stream())
        .filter(each -> makesClass(each.statement()));
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
      Definition definition = pending.pop();
      List<Definition.OfStatement> needed = new ArrayList<>();
      for (Dependencies.Dependency each : program.dependencies().of(definition)) {
        if (each.target() instanceof Target.OfFunction of) {
          connected.join(key, new Definition.OfFunction(of.file(), of.function()).key());
        } else if (each.target() instanceof Target.OfVariable variable) {
          needed.addAll(program.tree().definitions(variable));
        }
      }
      if (definition instanceof Definition.OfStatement of
          && makesClass(of.statement())
          && !program.applications().contains(of.file())) {
        classes.put(of.key(), of);
        connected.join(key, of.key());
        needed.addAll(derivedByKey.computeIfAbsent(of.key(), base -> derived(of)));
      }
      needed.stream().filter(each -> seen.add(each.key())).forEach(pending::add);
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
