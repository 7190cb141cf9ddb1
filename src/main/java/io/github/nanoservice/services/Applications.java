package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ReservedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import io.github.nanoservice.resolve.WsgiApplication;
import io.github.nanoservice.resolve.WsgiFramework;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The WSGI applications of the sources, and the modules that belong to each.
 *
 * @param all by path
 */
record Applications(List<Application> all) {
  /** The modules that servers are usually told to serve, where several call one factory. */
  private static final List<String> USUAL = List.of("wsgi", "app", "application");

  Applications {
    all = List.copyOf(all);
  }

  /** Returns no applications. */
  static Applications none() {
    return new Applications(List.of());
  }

  /**
   * Finds the applications. Their services are named after their modules; {@link #named} makes the
   * names distinct.
   *
   * @param sources sorted by path
   * @param isServed whether the functions of a module are served
   */
  static Applications in(
      List<SourceFile> sources,
      SourceTree tree,
      NameResolver resolver,
      Predicate<SourceFile> isServed) {
    Map<String, List<WsgiApplication>> byFactory = new LinkedHashMap<>();
    for (SourceFile file : sources) {
      if (isServed.test(file)) {
        WsgiApplication.of(file, tree, resolver)
            .ifPresent(
                found ->
                    byFactory
                        .computeIfAbsent(
                            found.factory().map(Definition::key).orElse(found.definition().key()),
                            key -> new ArrayList<>())
                        .add(found));
      }
    }
    Membership membership = new Membership(sources, tree, resolver);
    return new Applications(
        byFactory.values().stream()
            .map(Applications::usual)
            .map(
                found ->
                    new Application(
                        found.file().name(),
                        DnsLabel.of(found.file().name()),
                        found,
                        membership.of(found)))
            .sorted(Comparator.comparing(application -> application.file().path()))
            .toList());
  }

  /** Of several that one factory makes, the one that servers are usually told to serve. */
  private static WsgiApplication usual(List<WsgiApplication> same) {
    return USUAL.stream()
        .flatMap(
            name -> same.stream().filter(each -> DottedNames.last(each.file().name()).equals(name)))
        .findFirst()
        .orElse(same.get(0));
  }

  /** Whether a module belongs to an application. */
  boolean contains(SourceFile file) {
    return all.stream().anyMatch(application -> application.modules().contains(file));
  }

  /** The application that a parameter names, by its service or by its module and variable. */
  Optional<Application> find(String name) {
    return all.stream()
        .filter(
            each ->
                each.name().equals(name)
                    || DottedNames.join(each.file().name(), each.simpleName()).equals(name))
        .findFirst();
  }

  /** The application that has a function with a name as a part of it. */
  Optional<Application> owner(String function) {
    return all.stream()
        .filter(
            application ->
                application.modules().stream()
                    .anyMatch(
                        file ->
                            file.module().functions().stream()
                                .map(Function::name)
                                .anyMatch(
                                    name ->
                                        name.equals(function)
                                            || DottedNames.join(file.name(), name)
                                                .equals(function))))
        .findFirst();
  }

  /** Returns some of them. */
  Applications only(Predicate<Application> isWanted) {
    return new Applications(all.stream().filter(isWanted).toList());
  }

  /** Returns them with names that no function and no group has. */
  Applications named(EndpointIndex index, ServiceOptions options) {
    Set<String> taken =
        options.groups().keySet().stream().map(DnsLabel::of).collect(Collectors.toSet());
    if (options.grouping() == ServiceOptions.Grouping.ALL) {
      taken.add(ServicePartition.ALL);
    }
    List<Application> named = new ArrayList<>();
    for (Application application : all) {
      String module = application.file().name();
      String name = module;
      for (int i = 2; !isFree(name, index, taken); i++) {
        name = module + "-" + i;
      }
      String label = DnsLabel.of(name);
      taken.add(label);
      named.add(new Application(name, label, application.wsgi(), application.modules()));
    }
    return new Applications(named);
  }

  private static boolean isFree(String name, EndpointIndex index, Set<String> taken) {
    String label = DnsLabel.of(name);
    return !taken.contains(label)
        && !ReservedNames.isBundleFile(name)
        && index.withDnsLabel(label).isEmpty();
  }

  /** A note for each application that says what was recognised. */
  List<Finding> findings() {
    return all.stream().map(Applications::finding).toList();
  }

  private static Finding finding(Application application) {
    List<String> others =
        application.modules().stream()
            .filter(file -> !file.equals(application.file()))
            .map(SourceFile::name)
            .toList();
    return Finding.of(
        Rule.APPLICATION,
        Locations.of(application.definition()),
        "the service \"%s\" serves %s on its own routes%s"
            .formatted(
                application.name(),
                application.describe(),
                others.isEmpty()
                    ? ""
                    : "; these modules belong to it: " + NameList.of(others, ", ")),
        "The functions of its modules are not services. To serve one, move it to a module that does not import the framework.");
  }

  /** Finds the modules that belong to applications. */
  private record Membership(List<SourceFile> sources, SourceTree tree, NameResolver resolver) {

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
}
