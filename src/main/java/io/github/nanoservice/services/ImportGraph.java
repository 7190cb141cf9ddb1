package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.ImportAlternatives;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.requirements.ModuleAlternatives;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.LibraryAlternatives;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which source files and libraries each source file imports. A file is read once. */
final class ImportGraph {
  /** Names by which a module may import others whose names it computes. */
  private static final Set<String> DYNAMIC =
      Set.of("import_module", "__import__", "__path__", "pkgutil", "find_spec");

  private final SourceTree tree;
  private final Map<String, Node> nodes = new HashMap<>();

  ImportGraph(SourceTree tree) {
    this.tree = tree;
  }

  /**
   * What some modules need to be imported.
   *
   * @param files by path
   * @param libraries dotted names of everything that is imported from libraries
   * @param optionalLibraries the same for imports that may fail, or that may not run
   * @param alternatives libraries of which the first that can be imported counts
   * @param dynamic whether a module may import others by names that it computes
   */
  record Closure(
      List<SourceFile> files,
      Set<String> libraries,
      Set<String> optionalLibraries,
      List<ModuleAlternatives> alternatives,
      boolean dynamic) {
    Closure {
      alternatives = List.copyOf(alternatives);
      files = List.copyOf(files);
      libraries = Set.copyOf(libraries);
      optionalLibraries = Set.copyOf(optionalLibraries);
    }
  }

  /** The imports of one file. */
  private static final class Node {
    final SortedMap<String, SourceFile> files = new TreeMap<>();
    boolean dynamic;

    /** Libraries that are imported with the module. */
    final Set<String> libraries = new TreeSet<>();

    /** Libraries that functions, methods and blocks import, by the keys of these definitions. */
    final Map<String, Set<String>> librariesByKey = new HashMap<>();

    /** Libraries that a block at the top level imports, which may be an alternative. */
    final Set<String> optionalLibraries = new TreeSet<>();

    /** Libraries of which the first counts, by the keys of definitions or that of the file. */
    final Map<String, List<ModuleAlternatives>> alternatives = new HashMap<>();
  }

  /**
   * Follows the imports of modules.
   *
   * @param roots the modules
   * @param needed the keys of the definitions that run in the service
   */
  Closure closure(Collection<SourceFile> roots, Set<String> needed) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    Set<String> libraries = new TreeSet<>();
    Set<String> optionalLibraries = new TreeSet<>();
    Set<ModuleAlternatives> alternatives = new LinkedHashSet<>();
    boolean dynamic = false;
    Deque<SourceFile> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      SourceFile file = pending.pop();
      if (files.putIfAbsent(file.path(), file) == null) {
        Node node = node(file);
        dynamic |= node.dynamic;
        pending.addAll(node.files.values());
        libraries.addAll(node.libraries);
        optionalLibraries.addAll(node.optionalLibraries);
        node.librariesByKey.forEach(
            (key, names) -> (needed.contains(key) ? libraries : optionalLibraries).addAll(names));
        node.alternatives.forEach(
            (key, found) -> {
              if (key.equals(file.path()) || needed.contains(key)) {
                alternatives.addAll(found);
              }
            });
      }
    }
    return new Closure(
        List.copyOf(files.values()),
        libraries,
        optionalLibraries,
        List.copyOf(alternatives),
        dynamic);
  }

  private Node node(SourceFile file) {
    Node known = nodes.get(file.path());
    if (known == null) {
      known = read(file);
      nodes.put(file.path(), known);
    }
    return known;
  }

  private Node read(SourceFile file) {
    Node node = new Node();
    // Python imports the packages around a module first (language reference §5.3.1).
    addModule(file.name(), node);
    file.module().imports().forEach(each -> add(file, each, node, node.libraries));
    for (Function function : file.module().functions()) {
      add(new Definition.OfFunction(file, function), node);
    }
    for (Statement statement : file.module().statements()) {
      if (statement.kind() == Statement.Kind.CLASS_DEF) {
        add(new Definition.OfStatement(file, statement), node);
      } else if (runs(statement)) {
        statement.imports().forEach(each -> add(file, each, node, node.optionalLibraries));
        node.alternatives
            .computeIfAbsent(file.path(), key -> new ArrayList<>())
            .addAll(LibraryAlternatives.of(tree, file, statement.imports()));
      }
    }
    node.dynamic = importsByName(file);
    if (node.dynamic) {
      String top = DottedNames.top(file.name());
      tree.files()
          .filter(each -> DottedNames.top(each.name()).equals(top))
          .forEach(each -> node.files.put(each.path(), each));
    }
    return node;
  }

  /** Whether importing the module runs the statement. */
  private static boolean runs(Statement statement) {
    return statement.kind() != Statement.Kind.TYPE_CHECKING
        && statement.kind() != Statement.Kind.MAIN_GUARD;
  }

  private void add(Definition definition, Node node) {
    if (!definition.imports().isEmpty()) {
      Set<String> names =
          node.librariesByKey.computeIfAbsent(definition.key(), key -> new TreeSet<>());
      Set<Import> alternatives = ImportAlternatives.all(definition.imports());
      for (Import each : definition.imports()) {
        boolean mayFail = alternatives.contains(each);
        add(definition.file(), each, node, mayFail ? node.optionalLibraries : names);
      }
      node.alternatives.put(
          definition.key(), LibraryAlternatives.of(tree, definition.file(), definition.imports()));
    }
  }

  private void addModule(String module, Node node) {
    DottedNames.withParents(module)
        .forEach(name -> tree.file(name).ifPresent(file -> node.files.put(file.path(), file)));
  }

  private void add(SourceFile file, Import statement, Node node, Set<String> libraries) {
    if (statement instanceof Import.OfModule of) {
      addModule(of.module(), node);
      if (tree.imported(of) instanceof Target.OfLibrary) {
        libraries.add(of.module());
      }
    } else if (statement instanceof Import.FromModule from) {
      String base = tree.base(file, from).orElse("");
      addModule(base, node);
      for (Import.Name name : from.names()) {
        addModule(DottedNames.join(base, name.name()), node);
        if (tree.imported(file, from, name) instanceof Target.OfLibraryName library
            && library.module().equals(base)) {
          libraries.add(DottedNames.join(library.module(), library.name()));
        } else if (name.name().equals("*") && tree.isLibrary(base)) {
          libraries.add(base);
        }
      }
    }
  }

  /** Whether a module may import others by names that it computes. */
  private static boolean importsByName(SourceFile file) {
    return Stream.concat(
            file.module().functions().stream().map(Function::references),
            file.module().statements().stream().map(Statement::references))
        .flatMap(List::stream)
        .anyMatch(ImportGraph::isDynamic);
  }

  private static boolean isDynamic(Reference reference) {
    return DYNAMIC.contains(reference.name())
        || reference.attributes().stream().anyMatch(DYNAMIC::contains);
  }
}
