package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ReservedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.WsgiApplication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    ApplicationModules modules = new ApplicationModules(sources, tree, resolver);
    return new Applications(
        byFactory.values().stream()
            .map(Applications::usual)
            .map(
                found ->
                    new Application(
                        found.file().name(),
                        DnsLabel.of(found.file().name()),
                        found,
                        modules.of(found)))
            .sorted(Comparator.comparing(application -> application.file().path()))
            .toList());
  }

  /** Of several of one factory, the assigned one that servers are usually told to serve. */
  private static WsgiApplication usual(List<WsgiApplication> same) {
    List<WsgiApplication> assigned = same.stream().filter(each -> !each.isFactory()).toList();
    return USUAL.stream()
        .flatMap(
            name ->
                assigned.stream().filter(each -> DottedNames.last(each.file().name()).equals(name)))
        .findFirst()
        .or(() -> assigned.stream().findFirst())
        .orElse(same.get(0));
  }

  /** Whether a module belongs to an application. */
  boolean contains(SourceFile file) {
    return all.stream()
        .flatMap(application -> application.modules().stream())
        .anyMatch(module -> module.path().equals(file.path()));
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
            .filter(file -> !file.path().equals(application.file().path()))
            .map(SourceFile::name)
            .toList();
    return Finding.of(
        Rule.WSGI_APPLICATION,
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
}
