package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.resolve.ModuleScope;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The imports from elsewhere that one service takes along, each with the names it needs. */
final class LibraryImports {
  private final Map<Spot, Taken> taken =
      new TreeMap<>(
          Comparator.comparing(Spot::path).thenComparing(Spot::index).thenComparing(Spot::at));
  private final Set<String> modules = new TreeSet<>();
  private final Set<String> optional = new TreeSet<>();

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
   * @param start all of it before what it imports
   * @param module dotted name of what is imported, or imported from
   * @param names by where they stand; more than one in a {@code from} import only
   */
  private record Taken(String start, String module, Map<Integer, Taking> names) {
    static Taken module(String module, Taking taking) {
      return new Taken("import ", module, Map.of(0, taking));
    }

    Binding binding() {
      return new Binding.Library(
          names.values().stream().map(Taking::text).collect(Collectors.joining(", ", start, "")),
          DottedNames.top(module),
          names.values().stream().map(Taking::bound).toList());
    }
  }

  /**
   * One thing that a statement imports.
   *
   * @param text with its new name, where it has one
   * @param bound the name it is bound to
   */
  private record Taking(String text, String bound) {}

  /** Takes the import along that a use's name is bound by. */
  void take(SourceFile file, ModuleScope scope, ResolvedUse use) {
    String name = use.reference().name();
    for (ModuleScope.Entry entry : use.entry().stream().toList()) {
      if (entry instanceof ModuleScope.Entry.OfModule of) {
        // "import a.b" and "import a.c" both bind a, and both modules are in it.
        List<ModuleScope.Entry> same =
            of.statement().alias().isPresent() ? List.of(entry) : scope.all(name);
        same.forEach(each -> takeModule(file, each));
      } else if (entry instanceof ModuleScope.Entry.OfName of) {
        takeName(file, of, name, use.target());
      }
    }
  }

  private void takeModule(SourceFile file, ModuleScope.Entry entry) {
    if (entry instanceof ModuleScope.Entry.OfModule of) {
      Import.OfModule statement = of.statement();
      String module = statement.module();
      Taking taking =
          statement
              .alias()
              .map(alias -> new Taking(module + " as " + alias, alias))
              .orElse(new Taking(module, DottedNames.top(module)));
      taken.put(new Spot(file.path(), of.index(), 0), Taken.module(module, taking));
      modules.add(statement.module());
    }
  }

  private void takeName(SourceFile file, ModuleScope.Entry.OfName of, String bound, Target target) {
    if (target instanceof Target.OfLibraryName library) {
      // A name that came through a module of the sources is imported from where it is.
      boolean direct =
          of.statement().module().equals(library.module()) && of.statement().level() == 0;
      taken
          .computeIfAbsent(
              new Spot(file.path(), of.index(), direct ? 0 : of.at()),
              key ->
                  new Taken(
                      "from " + library.module() + " import ", library.module(), new TreeMap<>()))
          .names()
          .put(of.at(), new Taking(renamed(library.name(), bound), bound));
      modules.add(DottedNames.join(library.module(), library.name()));
    } else if (target instanceof Target.OfLibrary library) {
      taken.put(
          new Spot(file.path(), of.index(), of.at()),
          Taken.module(library.module(), new Taking(renamed(library.module(), bound), bound)));
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

  /** Notes a module that the program can do without. */
  void noteOptional(String module) {
    optional.add(module);
  }

  /** The statements in source order, none of them twice. */
  List<Binding> bindings() {
    return taken.values().stream().map(Taken::binding).distinct().collect(Collectors.toList());
  }

  /** The dotted names of all that is imported. */
  Set<String> modules() {
    return modules;
  }

  /** The same of what may be missing. */
  Set<String> optional() {
    return optional;
  }
}
