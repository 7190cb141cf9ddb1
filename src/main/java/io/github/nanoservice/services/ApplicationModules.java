package io.github.nanoservice.services;

import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import io.github.nanoservice.resolve.WsgiApplication;
import io.github.nanoservice.resolve.WsgiFramework;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the modules that belong to WSGI applications. */
final class ApplicationModules {
  private final List<SourceFile> sources;
  private final SourceTree tree;
  private final NameResolver resolver;

  /** Takes what all applications have in common. */
  ApplicationModules(List<SourceFile> sources, SourceTree tree, NameResolver resolver) {
    this.sources = List.copyOf(sources);
    this.tree = tree;
    this.resolver = resolver;
  }

  /**
   * Returns its module, the module of its factory, and of those that they import all that import
   * the framework, that import from a module that belongs to it, or that have state which such a
   * module uses.
   */
  List<SourceFile> of(WsgiApplication application) {
    SortedMap<String, SourceFile> members = new TreeMap<>();
    add(application.file(), members);
    application.factory().ifPresent(factory -> add(factory.file(), members));
    Collection<SourceFile> candidates =
        application.framework().filter(WsgiFramework::importsByName).isPresent()
            ? sources
            : new ImportGraph(tree).closure(List.copyOf(members.values()), Set.of()).files();
    application
        .framework()
        .ifPresent(
            framework ->
                candidates.stream()
                    .filter(file -> libraries(file).anyMatch(framework::isOf))
                    .forEach(file -> add(file, members)));
    int before;
    do {
      before = members.size();
      candidates.stream()
          .filter(file -> imported(file).anyMatch(each -> members.containsKey(each.path())))
          .forEach(file -> add(file, members));
      shared(members).stream()
          .flatMap(path -> candidates.stream().filter(file -> file.path().equals(path)))
          .forEach(file -> add(file, members));
    } while (members.size() > before);
    return List.copyOf(members.values());
  }

  private static void add(SourceFile file, SortedMap<String, SourceFile> members) {
    members.put(file.path(), file);
  }

  /** The paths of other files whose changing variables the members use. */
  private Set<String> shared(SortedMap<String, SourceFile> members) {
    return SharedState.pathsOfVariables(
        tree,
        resolver,
        sources.stream().flatMap(Application::definitions).toList(),
        definition -> members.containsKey(definition.file().path()));
  }

  private static Stream<Import> imports(SourceFile file) {
    return Stream.of(
            file.module().imports().stream(),
            file.module().functions().stream().flatMap(each -> each.imports().stream()),
            file.module().statements().stream()
                .filter(each -> each.kind() != Statement.Kind.TYPE_CHECKING)
                .flatMap(each -> each.imports().stream()))
        .flatMap(each -> each);
  }

  private Stream<String> libraries(SourceFile file) {
    return imports(file).flatMap(each -> libraries(file, each));
  }

  private Stream<String> libraries(SourceFile file, Import statement) {
    if (statement instanceof Import.FromModule from) {
      Stream<String> base = tree.base(file, from).filter(tree::isLibrary).stream();
      Stream<String> names =
          from.names().stream()
              .map(name -> tree.imported(file, from, name))
              .filter(Target.OfLibraryName.class::isInstance)
              .map(target -> ((Target.OfLibraryName) target).module());
      return Stream.concat(base, names);
    }
    return Stream.of(((Import.OfModule) statement).module()).filter(tree::isLibrary);
  }

  /** The files that a file imports, apart from packages that only lead to them. */
  private Stream<SourceFile> imported(SourceFile file) {
    return imports(file).flatMap(each -> imported(file, each));
  }

  private Stream<SourceFile> imported(SourceFile file, Import statement) {
    if (statement instanceof Import.FromModule from) {
      return from.names().stream()
          .flatMap(
              name ->
                  name.name().equals("*")
                      ? tree.base(file, from).flatMap(tree::file).stream()
                      : file(tree.imported(file, from, name)).stream());
    }
    return tree.file(((Import.OfModule) statement).module()).stream();
  }

  private Optional<SourceFile> file(Target target) {
    if (target instanceof Target.OfModule of) {
      return tree.file(of.module());
    }
    if (target instanceof Target.OfFunction of) {
      return Optional.of(of.file());
    }
    return target instanceof Target.OfVariable of ? Optional.of(of.file()) : Optional.empty();
  }
}
