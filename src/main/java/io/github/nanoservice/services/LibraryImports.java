package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.resolve.ModuleScope;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects the library imports that one file of a service needs, each with the names it needs. */
final class LibraryImports {
  private static final Comparator<Key> SOURCE_ORDER =
      Comparator.comparing(Key::path)
          .thenComparing(Key::index)
          .thenComparing(Key::at)
          .thenComparing(Key::name);

  private final Map<Key, ImportStatement> statements = new TreeMap<>(SOURCE_ORDER);
  private final Set<String> modules = new TreeSet<>();
  private final Set<String> optionalModules = new TreeSet<>();

  /**
   * Identifies a statement and orders it.
   *
   * @param index which of its module's imports it comes from
   * @param at offset of the name if one name of that import becomes a statement of its own
   * @param name that name; the names of a star import all have one offset
   */
  private record Key(String path, int index, int at, String name) {}

  /** An import statement; names are added to a {@code from} import as they are found. */
  private static final class ImportStatement {
    private final String start;
    private final String module;
    private final SortedMap<Integer, Name> names = new TreeMap<>();

    /**
     * Creates a statement without names.
     *
     * @param start its text before the names
     * @param module dotted name of the module that is imported, or imported from
     */
    ImportStatement(String start, String module) {
      this.start = start;
      this.module = module;
    }

    static ImportStatement of(String module, Optional<String> bound) {
      String name = bound.orElse(DottedNames.top(module));
      String text = bound.isPresent() ? renamed(module, name) : module;
      ImportStatement statement = new ImportStatement("import ", module);
      statement.add(0, new Name(text, name));
      return statement;
    }

    /** Adds a name, which is at an offset of the source. */
    void add(int at, Name name) {
      names.put(at, name);
    }

    Binding binding() {
      return new Binding.Library(
          names.values().stream().map(Name::text).collect(Collectors.joining(", ", start, "")),
          DottedNames.top(module),
          names.values().stream().map(Name::bound).toList());
    }
  }

  /**
   * A name that a statement imports.
   *
   * @param text with {@code as} if it is renamed
   * @param bound the name it is bound to
   */
  private record Name(String text, String bound) {}

  /** Adds the import that binds the name of a use. */
  void add(SourceFile file, ModuleScope scope, ResolvedUse use) {
    String name = use.reference().name();
    for (ModuleScope.Entry entry : use.entry().stream().toList()) {
      if (entry instanceof ModuleScope.Entry.OfModule of) {
        // "import a.b" and "import a.c" both bind a, which then has both modules.
        List<ModuleScope.Entry> same =
            of.statement().alias().isPresent() ? List.of(entry) : scope.all(name);
        same.forEach(each -> addModule(file, each));
      } else if (entry instanceof ModuleScope.Entry.OfName of) {
        addName(file, of, name, use.target());
      }
    }
  }

  private void addModule(SourceFile file, ModuleScope.Entry entry) {
    if (entry instanceof ModuleScope.Entry.OfModule of) {
      String module = of.statement().module();
      statements.put(
          new Key(file.path(), of.index(), 0, ""),
          ImportStatement.of(module, of.statement().alias()));
      modules.add(module);
    }
  }

  private void addName(SourceFile file, ModuleScope.Entry.OfName of, String bound, Target target) {
    if (target instanceof Target.OfLibraryName library) {
      // A name that comes through a module of the sources is imported from its library.
      boolean direct =
          of.statement().module().equals(library.module()) && of.statement().level() == 0;
      String start = "from " + library.module() + " import ";
      statements
          .computeIfAbsent(
              new Key(file.path(), of.index(), direct ? 0 : of.at(), direct ? "" : bound),
              key -> new ImportStatement(start, library.module()))
          .add(of.at(), new Name(renamed(library.name(), bound), bound));
      modules.add(DottedNames.join(library.module(), library.name()));
    } else if (target instanceof Target.OfLibrary library) {
      statements.put(
          new Key(file.path(), of.index(), of.at(), bound),
          ImportStatement.of(library.module(), Optional.of(bound)));
      modules.add(library.module());
    }
  }

  private static String renamed(String name, String bound) {
    return name.equals(bound) ? name : name + " as " + bound;
  }

  /** Adds a module that is imported inside a definition. */
  void addModule(String module) {
    modules.add(module);
  }

  /** Adds a module whose import may fail. */
  void addOptionalModule(String module) {
    optionalModules.add(module);
  }

  /** The distinct statements in source order. */
  List<Binding> bindings() {
    return statements.values().stream().map(ImportStatement::binding).distinct().toList();
  }

  /** The dotted names of everything that is imported. */
  Set<String> modules() {
    return Set.copyOf(modules);
  }

  /** The dotted names of modules whose import may fail. */
  Set<String> optionalModules() {
    return Set.copyOf(optionalModules);
  }
}
