package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that one service defines, and in which of its files.
 *
 * @param functionKeys the keys of all functions
 * @param homeModules the modules whose definitions are in the service's own file
 * @param home the service's own file
 * @param others its other files, sorted by the dotted names of their modules
 */
record Definitions(
    Set<String> functionKeys,
    Set<String> homeModules,
    OutputModule home,
    List<OutputModule> others) {
  Definitions {
    functionKeys = Collections.unmodifiableSet(new LinkedHashSet<>(functionKeys));
    homeModules = Collections.unmodifiableSet(new LinkedHashSet<>(homeModules));
    others = List.copyOf(others);
  }

  /**
   * Collects the definitions of a service. Functions of one module are in the service's own file,
   * with what they need of that module. Functions of several modules are in one file only if they
   * need nothing else, since each module has its own names, features and order.
   *
   * @param reachable classes whose instances may reach the service, though nothing in it names them
   */
  static Definitions of(
      List<Endpoint> served, Collection<Definition.OfStatement> reachable, Program program) {
    List<OutputModule> modules =
        DefinitionCollector.collect(
            served.stream().map(Endpoint::definition).toList(), reachable, program);
    Set<String> homeModules =
        served.stream().map(endpoint -> endpoint.file().name()).collect(Collectors.toSet());
    Definitions together = split(modules, homeModules);
    return homeModules.size() > 1 && together.keepsModuleName()
        ? split(modules, Set.of())
        : together;
  }

  /** Collects the definitions of a service that serves an application. */
  static Definitions of(
      Application application, Collection<Definition.OfStatement> reachable, Program program) {
    return split(
        DefinitionCollector.collect(application.definitions(), reachable, program),
        Set.of(application.file().name()));
  }

  private static Definitions split(List<OutputModule> modules, Set<String> homeModules) {
    Map<Boolean, List<OutputModule>> byHome =
        modules.stream()
            .collect(Collectors.partitioningBy(module -> homeModules.contains(module.name())));
    return new Definitions(
        modules.stream()
            .flatMap(module -> module.definitions().stream())
            .filter(Definition.OfFunction.class::isInstance)
            .map(Definition::key)
            .collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(homeModules),
        OutputModule.home(byHome.get(true)),
        List.copyOf(byHome.get(false)));
  }

  /** The files that any definition is from, by path. */
  Collection<SourceFile> files() {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    all().map(Definition::file).forEach(file -> files.put(file.path(), file));
    return files.values();
  }

  /** All definitions, in no order. */
  Stream<Definition> all() {
    return Stream.concat(Stream.of(home), others.stream())
        .flatMap(module -> module.definitions().stream());
  }

  /** The keys of all definitions. */
  Set<String> keys() {
    return all().map(Definition::key).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the service defines a function. */
  boolean contains(Endpoint endpoint) {
    return functionKeys.contains(endpoint.key());
  }

  /** Whether the definitions of a module are in the service's own file. */
  boolean isHome(String module) {
    return homeModules.contains(module);
  }

  /** Whether the definitions of a source file are in a file of the service. */
  boolean isIn(OutputModule module, SourceFile file) {
    return module.isHome() ? isHome(file.name()) : module.name().equals(file.name());
  }

  /** Whether the service has a file that can be imported by the name of a module. */
  boolean hasFile(String module) {
    return isHome(module)
        ? keepsModuleName()
        : others.stream().anyMatch(other -> other.name().equals(module));
  }

  /** Whether the service's own file has to take over the names of its source modules. */
  private boolean keepsModuleName() {
    return !others.isEmpty()
        || home.definitions().stream().anyMatch(Definition.OfStatement.class::isInstance);
  }
}
