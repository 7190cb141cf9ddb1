package io.github.nanoservice.services;

import io.github.nanoservice.naming.HostName;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of one container, or an application.
 *
 * @param name the name of its only function, or of its group
 * @param dnsLabel the name as a DNS label
 * @param group whether its name is not that of its only function; its functions then have paths of
 *     their own
 * @param endpoints the functions it serves, by path and offset; empty only if it serves an
 *     application
 * @param application what it serves instead of functions
 * @param definitions the contents of the service's own file, by path and offset: the functions it
 *     serves, what these need of their module, and functions of it that run while others are
 *     defined, such as decorators. Empty if it serves functions of several modules that need more
 *     than functions, which then are support modules
 * @param supportModules its other files, by the dotted names of their modules
 * @param carried the modules that it contains whole, in place of its definitions and support
 *     modules; empty if it is sliced
 * @param calls which functions its functions use, by offset of the caller and name of the callee
 * @param futures {@code __future__} features of its functions
 * @param bindings the names its functions use, in the order in which they are to be bound
 * @param parentPackage the package where relative imports inside functions start, if there are any
 * @param requirements lines of its {@code requirements.txt}, including the runtime's, sorted by
 *     distribution
 * @param libraries dotted names of what it imports that is not of the sources, sorted: a module, or
 *     a name in one
 */
public record Service(
    String name,
    String dnsLabel,
    boolean group,
    List<Endpoint> endpoints,
    Optional<Application> application,
    List<Definition> definitions,
    List<SupportModule> supportModules,
    Optional<CarriedFiles> carried,
    List<CallEdge> calls,
    List<String> futures,
    List<Binding> bindings,
    Optional<String> parentPackage,
    List<String> requirements,
    List<String> libraries) {
  public Service {
    endpoints = List.copyOf(endpoints);
    definitions = List.copyOf(definitions);
    supportModules = List.copyOf(supportModules);
    calls = List.copyOf(calls);
    futures = List.copyOf(futures);
    bindings = List.copyOf(bindings);
    requirements = List.copyOf(requirements);
    libraries = List.copyOf(libraries);
  }

  /** What it answers requests with: its functions, or its application. */
  public List<Served> served() {
    return Stream.<Served>concat(endpoints.stream(), application.stream()).toList();
  }

  /** The functions of other services that its application calls, by name. */
  public List<Endpoint> requests() {
    SortedMap<String, Endpoint> requests = new TreeMap<>();
    if (application.isPresent()) {
      carried.stream()
          .flatMap(files -> files.replaced().values().stream())
          .flatMap(List::stream)
          .map(Binding.Remote::endpoint)
          .forEach(endpoint -> requests.put(endpoint.name(), endpoint));
    }
    return List.copyOf(requests.values());
  }

  /** The name of its host, of its directory and in Compose. */
  public String host() {
    return group ? HostName.of(name, dnsLabel) : endpoints.get(0).host();
  }

  /**
   * Whether its own file has to take over the names of its source modules, because it defines
   * classes or constants or has support modules.
   */
  public boolean keepsModuleName() {
    return !definitions.isEmpty() && !supportModules.isEmpty()
        || definitions.stream().anyMatch(Definition.OfStatement.class::isInstance);
  }

  /** The source files that it contains, or that any of its definitions is from. */
  public Stream<SourceFile> files() {
    return Stream.of(
            definitions.stream().map(Definition::file),
            supportModules.stream().map(SupportModule::file),
            carried.stream().flatMap(all -> all.files().stream()))
        .flatMap(files -> files);
  }

  /** The paths of the modules that its code comes from, sorted. */
  public SortedSet<String> sourcePaths() {
    return Stream.concat(served().stream().map(Served::file), files())
        .map(SourceFile::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The calls of each function that has any, by the function's name. */
  public Map<String, List<CallEdge>> callsByCaller() {
    return calls.stream().collect(Collectors.groupingBy(call -> call.caller().name()));
  }
}
