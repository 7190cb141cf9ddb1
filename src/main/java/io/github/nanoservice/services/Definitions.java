package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that one service defines, and in which of its files.
 *
 * @param keys of all definitions
 * @param homeModules the modules whose definitions are in the service's own file
 * @param home the service's own file
 * @param others its other files, sorted by the dotted names of their modules
 */
record Definitions(
    Set<String> keys, Set<String> homeModules, OutputModule home, List<OutputModule> others) {

  /**
   * Collects the definitions of a service. Functions of one module are in the service's own file,
   * with what they need of that module. Functions of several modules are in one file only if they
   * need nothing else, since each module has its own names, features and order.
   *
   * @param reachable classes whose instances may reach the service, though nothing in it names them
   */
  static Definitions of(
      List<Endpoint> served, Collection<Definition.OfStatement> reachable, Program program) {
    DefinitionCollector collector = DefinitionCollector.collect(served, reachable, program);
    Set<String> modules =
        served.stream().map(endpoint -> endpoint.file().name()).collect(Collectors.toSet());
    Definitions together = split(collector, modules);
    return modules.size() > 1 && together.keepsModuleName() ? split(collector, Set.of()) : together;
  }

  private static Definitions split(DefinitionCollector collector, Set<String> homeModules) {
    List<Definition> definitions = new ArrayList<>();
    List<OutputModule.ReExport> reExports = new ArrayList<>();
    Map<String, OutputModule> others = new TreeMap<>();
    for (SourceFile file : collector.files()) {
      if (homeModules.contains(file.name())) {
        definitions.addAll(collector.definitions(file));
        reExports.addAll(collector.reExports(file));
      } else {
        others.put(
            file.name(),
            module(Optional.of(file), collector.definitions(file), collector.reExports(file)));
      }
    }
    return new Definitions(
        collector.keys(),
        homeModules,
        module(Optional.empty(), definitions, reExports),
        List.copyOf(others.values()));
  }

  private static OutputModule module(
      Optional<SourceFile> file,
      List<Definition> definitions,
      List<OutputModule.ReExport> reExports) {
    return new OutputModule(
        file, definitions.stream().sorted(Definition.BY_PLACE).toList(), reExports);
  }

  /** Whether the service defines a function. */
  boolean contains(Endpoint endpoint) {
    return keys.contains(endpoint.key());
  }

  /** Whether the definitions of a module are in the service's own file. */
  boolean isHome(String module) {
    return homeModules.contains(module);
  }

  /** Whether the service has a file that can be imported by the name of a module. */
  boolean hasFile(String module) {
    return isHome(module)
        ? keepsModuleName()
        : others.stream().anyMatch(other -> other.file().orElseThrow().name().equals(module));
  }

  /** Whether the service's own file has to take over the names of its source modules. */
  private boolean keepsModuleName() {
    return !others.isEmpty()
        || home.definitions().stream().anyMatch(Definition.OfStatement.class::isInstance);
  }
}
