package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The source files that are needed to import some modules, and what their imports need of
 * libraries.
 */
final class CarriedClosure {
  private final SourceTree tree;

  /** The keys of the definitions whose imports certainly run. */
  private final Set<String> needed;

  private final SortedMap<String, SourceFile> files = new TreeMap<>();
  private final Deque<SourceFile> pending = new ArrayDeque<>();
  private final Set<String> libraries = new TreeSet<>();
  private final Set<String> optionalLibraries = new TreeSet<>();

  private CarriedClosure(SourceTree tree, Set<String> needed) {
    this.tree = tree;
    this.needed = needed;
  }

  /**
   * Follows the imports of modules.
   *
   * @param roots the modules
   * @param needed the keys of the definitions that run in the service
   */
  static CarriedClosure of(SourceTree tree, Collection<SourceFile> roots, Set<String> needed) {
    CarriedClosure closure = new CarriedClosure(tree, needed);
    roots.forEach(closure::add);
    while (!closure.pending.isEmpty()) {
      closure.follow(closure.pending.pop());
    }
    return closure;
  }

  /** The files, by path. */
  List<SourceFile> files() {
    return List.copyOf(files.values());
  }

  /** Dotted names of everything that is imported from libraries. */
  Set<String> libraries() {
    return libraries;
  }

  /** The same for imports that may fail, or that may not run. */
  Set<String> optionalLibraries() {
    return optionalLibraries;
  }

  private void add(SourceFile file) {
    if (files.putIfAbsent(file.path(), file) == null) {
      pending.add(file);
    }
  }

  private void addModule(String module) {
    DottedNames.withParents(module).forEach(name -> tree.file(name).ifPresent(this::add));
  }

  private void follow(SourceFile file) {
    // Python imports the packages around a module first (language reference §5.3.1).
    addModule(file.name());
    file.module().imports().forEach(each -> follow(file, each, libraries));
    for (Function function : file.module().functions()) {
      Definition definition = new Definition.OfFunction(file, function);
      follow(definition, needed.contains(definition.key()));
    }
    for (Statement statement : file.module().statements()) {
      if (runs(statement)) {
        Definition definition = new Definition.OfStatement(file, statement);
        boolean isClass = statement.kind() == Statement.Kind.CLASS_DEF;
        follow(definition, isClass && needed.contains(definition.key()));
      }
    }
    if (importsByName(file)) {
      String top = DottedNames.top(file.name());
      tree.files().filter(each -> DottedNames.top(each.name()).equals(top)).forEach(this::add);
    }
  }

  private void follow(Definition definition, boolean certain) {
    definition
        .imports()
        .forEach(each -> follow(definition.file(), each, certain ? libraries : optionalLibraries));
  }

  /** Whether importing the module runs the statement. */
  private static boolean runs(Statement statement) {
    return statement.kind() != Statement.Kind.TYPE_CHECKING
        && statement.kind() != Statement.Kind.MAIN_GUARD;
  }

  private void follow(SourceFile file, Import statement, Set<String> outside) {
    if (statement instanceof Import.OfModule of) {
      addModule(of.module());
      if (tree.imported(of) instanceof Target.OfLibrary) {
        outside.add(of.module());
      }
    } else if (statement instanceof Import.FromModule from) {
      String base = tree.base(file, from).orElse("");
      addModule(base);
      for (Import.Name name : from.names()) {
        addModule(DottedNames.join(base, name.name()));
        if (tree.imported(file, from, name) instanceof Target.OfLibraryName library
            && library.module().equals(base)) {
          outside.add(DottedNames.join(library.module(), library.name()));
        } else if (name.name().equals("*") && tree.isLibrary(base)) {
          outside.add(base);
        }
      }
    }
  }

  /** Whether a module may import others by names that it computes. */
  private static boolean importsByName(SourceFile file) {
    Stream<List<String>> names =
        Stream.concat(
            file.module().functions().stream()
                .flatMap(function -> function.references().stream())
                .map(reference -> names(reference.name(), reference.attributes())),
            file.module().statements().stream()
                .flatMap(statement -> statement.references().stream())
                .map(reference -> names(reference.name(), reference.attributes())));
    return names.anyMatch(
        chain ->
            chain.contains("import_module")
                || chain.contains("__import__")
                || chain.contains("__path__")
                || chain.contains("pkgutil")
                || chain.contains("find_spec"));
  }

  private static List<String> names(String name, List<String> attributes) {
    List<String> names = new ArrayList<>(attributes);
    names.add(name);
    return names;
  }
}
