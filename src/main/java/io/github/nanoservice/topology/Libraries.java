package io.github.nanoservice.topology;

import io.github.nanoservice.python.Import;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The imports from elsewhere that one service takes along, each with the names it needs. */
final class Libraries {
  private final Map<Spot, Taken> taken =
      new TreeMap<>(
          Comparator.comparing(Spot::path).thenComparing(Spot::index).thenComparing(Spot::at));
  private final Set<String> modules = new TreeSet<>();

  /**
   * Where a statement stands.
   *
   * @param index which of its module's imports it is
   * @param at offset of the name, where one name of that import becomes a statement of its own
   */
  private record Spot(String path, int index, int at) {}

  /**
   * A statement.
   *
   * @param names of a {@code from} import, by where they stand; empty for {@code import a.b}
   */
  private record Taken(String start, Map<Integer, String> names) {
    String text() {
      return names.isEmpty() ? start : start + String.join(", ", names.values());
    }
  }

  /** Takes the import along that a use's name is bound by. */
  void take(SourceFile file, Scope scope, Use use) {
    String name = use.reference().name();
    for (Scope.Entry entry : use.entry().stream().toList()) {
      if (entry instanceof Scope.Entry.OfModule of) {
        // "import a.b" and "import a.c" both bind a, and both modules are in it.
        List<Scope.Entry> same =
            of.statement().alias().isPresent() ? List.of(entry) : scope.all(name);
        same.forEach(each -> takeModule(file, each));
      } else if (entry instanceof Scope.Entry.OfName of) {
        takeName(file, of, name, use.target());
      }
    }
  }

  private void takeModule(SourceFile file, Scope.Entry entry) {
    if (entry instanceof Scope.Entry.OfModule of) {
      Import.OfModule statement = of.statement();
      String alias = statement.alias().map(name -> " as " + name).orElse("");
      taken.put(
          new Spot(file.path(), of.index(), 0),
          new Taken("import " + statement.module() + alias, Map.of()));
      modules.add(statement.module());
    }
  }

  private void takeName(SourceFile file, Scope.Entry.OfName of, String bound, Target target) {
    if (target instanceof Target.OfLibraryName library) {
      // A name that came through a module of the sources is imported from where it is.
      boolean direct =
          of.statement().module().equals(library.module()) && of.statement().level() == 0;
      taken
          .computeIfAbsent(
              new Spot(file.path(), of.index(), direct ? 0 : of.at()),
              key -> new Taken("from " + library.module() + " import ", new TreeMap<>()))
          .names()
          .put(of.at(), renamed(library.name(), bound));
      modules.add(Names.join(library.module(), library.name()));
    } else if (target instanceof Target.OfLibrary library) {
      taken.put(
          new Spot(file.path(), of.index(), of.at()),
          new Taken("import " + renamed(library.module(), bound), Map.of()));
      modules.add(library.module());
    }
  }

  private static String renamed(String name, String bound) {
    return name.equals(bound) ? name : name + " as " + bound;
  }

  /** Notes a module that a function's body imports by itself. */
  void note(String module) {
    modules.add(module);
  }

  /** The statements in source order, none of them twice. */
  List<Binding> bindings() {
    return taken.values().stream()
        .map(Taken::text)
        .distinct()
        .map(Binding.Library::new)
        .collect(Collectors.toList());
  }

  /** The dotted names of all that is imported. */
  Set<String> modules() {
    return modules;
  }
}
