package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.resolve.Decorators;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ReservedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The functions of the sources by the names they are served under. */
final class EndpointIndex {
  private final SourceTree tree;
  private final ServiceOptions.Naming naming;
  private final boolean qualifies;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<String> locals = new HashSet<>();
  private final Set<String> omitted = new HashSet<>();
  private final Map<String, Endpoint> byKey = new HashMap<>();
  private final Map<String, List<Endpoint>> byName = new TreeMap<>();
  private final Map<String, List<Endpoint>> byOtherName = new HashMap<>();
  private final Map<String, List<Endpoint>> byDnsLabel = new HashMap<>();

  private EndpointIndex(SourceTree tree, ServiceOptions options) {
    this.tree = tree;
    this.naming = options.serviceNaming();
    this.qualifies = options.carriesModules();
  }

  /**
   * Indexes the functions of some sources.
   *
   * @param sources sorted by path
   * @param published whether a function is served; the others are part of services that use them
   */
  static EndpointIndex of(
      List<SourceFile> sources,
      SourceTree tree,
      NameResolver resolver,
      ServiceOptions options,
      Predicate<Definition.OfFunction> published) {
    EndpointIndex index = new EndpointIndex(tree, options);
    List<Definition.OfFunction> functions = new ArrayList<>();
    for (SourceFile file : sources) {
      // Python keeps the last definition of a name.
      Map<String, Function> lastByName = new LinkedHashMap<>();
      file.module().functions().forEach(function -> lastByName.put(function.name(), function));
      lastByName.values().forEach(each -> functions.add(new Definition.OfFunction(file, each)));
    }
    List<Definition.OfFunction> served = new ArrayList<>();
    for (Definition.OfFunction function : functions) {
      boolean isHook = index.qualifies && function.function().isModuleHook();
      if (isHook || Decorators.makeContextManager(function, resolver)) {
        index.addLocal(function);
      } else if (published.test(function)) {
        served.add(function);
      } else {
        index.addLocal(function);
        index.omitted.add(function.function().name());
        index.omitted.add(qualified(function));
      }
    }
    index.addAll(served);
    return index;
  }

  private void addLocal(Definition.OfFunction function) {
    String name = function.function().name();
    Endpoint endpoint = new Endpoint(name, DnsLabel.of(name), function.file(), function.function());
    byKey.put(endpoint.key(), endpoint);
    locals.add(endpoint.key());
  }

  private void addAll(List<Definition.OfFunction> functions) {
    Map<String, List<Definition.OfFunction>> bySimpleName = new TreeMap<>();
    functions.forEach(each -> add(bySimpleName, each.function().name(), each));
    Map<String, List<String>> namesByLabel = new HashMap<>();
    Map<String, String> nameByKey = new HashMap<>();
    for (Definition.OfFunction each : functions) {
      String name = name(each, bySimpleName.get(each.function().name()));
      nameByKey.put(each.key(), name);
      add(namesByLabel, DnsLabel.of(name), name);
    }
    for (Definition.OfFunction each : functions) {
      String name = nameByKey.get(each.key());
      String label = DnsLabel.of(name);
      boolean isClash =
          qualifies && !name.equals(label) && Set.copyOf(namesByLabel.get(label)).size() > 1;
      String simple = each.function().name();
      Endpoint endpoint =
          new Endpoint(
              name, isClash ? DnsLabel.distinct(name) : label, each.file(), each.function());
      byKey.put(endpoint.key(), endpoint);
      endpoints.add(endpoint);
      add(byName, name, endpoint);
      add(byDnsLabel, endpoint.dnsLabel(), endpoint);
      add(byOtherName, name.equals(simple) ? qualified(each) : simple, endpoint);
    }
  }

  private static String qualified(Definition.OfFunction function) {
    return DottedNames.join(function.file().name(), function.function().name());
  }

  /**
   * The name of a function's service.
   *
   * @param same all functions with its simple name
   */
  private String name(Definition.OfFunction function, List<Definition.OfFunction> same) {
    String simple = function.function().name();
    boolean isTaken =
        same.size() > 1 || ReservedNames.isBundleFile(simple) || ReservedNames.isServerPath(simple);
    return naming == ServiceOptions.Naming.QUALIFIED || qualifies && isTaken
        ? qualified(function)
        : simple;
  }

  private static <T> void add(Map<String, List<T>> index, String key, T element) {
    index.computeIfAbsent(key, each -> new ArrayList<>(1)).add(element);
  }

  /** Names that two functions share, as they are or as host names, and reserved names. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byName.forEach(
        (name, same) -> {
          if (same.size() > 1) {
            findings.add(sameName(same));
          }
          Endpoint endpoint = same.get(0);
          Endpoint other = byDnsLabel.get(endpoint.dnsLabel()).get(0);
          if (!other.name().equals(name)) {
            findings.add(sameHostName(endpoint, other));
          }
          if (ReservedNames.isBundleFile(name)) {
            findings.add(reserved(endpoint, "would have the path of the bundle's file"));
          } else if (ReservedNames.isServerPath(name)) {
            findings.add(reserved(endpoint, "would have a path that every server uses itself"));
          }
        });
    if (naming == ServiceOptions.Naming.SIMPLE && qualifies) {
      byOtherName.forEach(
          (name, same) -> {
            if (same.size() > 1) {
              findings.add(qualifiedName(name, same));
            }
          });
    }
    return findings;
  }

  private Finding sameName(List<Endpoint> same) {
    Endpoint first = same.get(0);
    return Finding.of(
        Rule.DUPLICATE_SERVICE_NAME,
        Locations.of(first.definition()),
        "\"%s\" is also defined in another module: %s"
            .formatted(first.name(), places(same.subList(1, same.size()))),
        naming == ServiceOptions.Naming.SIMPLE
            ? ("Rename one, or set <serviceNaming>qualified</serviceNaming>"
                    + " (nanoservice.serviceNaming) to name the services %s.")
                .formatted(
                    NameList.of(
                        same.stream().map(each -> qualified(each.definition())).toList(), " and "))
            : "Keep only one of the modules.");
  }

  private static Finding qualifiedName(String name, List<Endpoint> same) {
    Endpoint first = same.get(0);
    return Finding.of(
        Rule.QUALIFIED_NAME,
        Locations.of(first.definition()),
        "%d modules define \"%s\", so the names of these functions contain their modules: %s"
            .formatted(
                same.size(), name, NameList.of(same.stream().map(Endpoint::name).toList(), ", ")),
        "Use these names in the configuration and in URLs, or rename the functions.");
  }

  private static String places(List<Endpoint> endpoints) {
    return NameList.of(
        endpoints.stream().map(each -> Locations.where(each.definition())).toList(), ", ");
  }

  private static Finding sameHostName(Endpoint endpoint, Endpoint other) {
    return Finding.of(
        Rule.DUPLICATE_DNS_LABEL,
        Locations.of(endpoint.definition()),
        "\"%s\" and \"%s\" (%s) have the same host name, \"%s\""
            .formatted(
                endpoint.name(),
                other.name(),
                Locations.where(other.definition()),
                endpoint.dnsLabel()),
        "Rename one of the two.");
  }

  private static Finding reserved(Endpoint endpoint, String why) {
    return Finding.of(
        Rule.RESERVED_NAME,
        Locations.of(endpoint.definition()),
        "a service named \"%s\" %s".formatted(endpoint.name(), why),
        "Rename the function or its module.");
  }

  /** The functions that are served, by path and offset. */
  List<Endpoint> endpoints() {
    return Collections.unmodifiableList(endpoints);
  }

  /** Whether a function is not served, but part of every service that calls it. */
  boolean isLocal(Endpoint endpoint) {
    return locals.contains(endpoint.key());
  }

  /** The endpoint of a function, also of one that is not served. */
  Endpoint of(Target.OfFunction target) {
    return byKey.get(new Definition.OfFunction(target.file(), target.function()).key());
  }

  /** The functions with a DNS label. */
  List<Endpoint> withDnsLabel(String label) {
    return Collections.unmodifiableList(byDnsLabel.getOrDefault(label, List.of()));
  }

  /**
   * The function that a parameter names: the one that is served under the name, or else the only
   * one that has it under the other naming, or else the one that a module imports under it.
   */
  Optional<Endpoint> find(String name) {
    return Optional.ofNullable(byName.get(name))
        .or(() -> Optional.ofNullable(byOtherName.get(name)).filter(same -> same.size() == 1))
        .map(same -> same.get(0))
        .or(() -> imported(name).map(this::of).filter(endpoint -> !isLocal(endpoint)));
  }

  /**
   * The function that a module of the sources has under a name, as Python finds it. If conditions
   * decide what the name stands for, it is the only function of the sources among the choices: the
   * others are libraries or extension modules, which are not served.
   */
  private Optional<Target.OfFunction> imported(String name) {
    String module = DottedNames.parent(name);
    String last = DottedNames.last(name);
    return Optional.ofNullable(tree.functions(module).get(last))
        .or(
            () ->
                Optional.of(tree.possibleFunctions(module, last))
                    .filter(found -> found.size() == 1)
                    .map(found -> found.get(0)));
  }

  /** Whether a name is that of a function that is not served because no entry point reaches it. */
  boolean isOmitted(String name) {
    return omitted.contains(name)
        || imported(name)
            .map(target -> qualified(new Definition.OfFunction(target.file(), target.function())))
            .filter(omitted::contains)
            .isPresent();
  }

  /**
   * What to write instead of a name that {@link #find} does not find: the functions that have it in
   * any module.
   */
  String advice(String name) {
    String simple = DottedNames.last(name);
    List<String> same =
        endpoints.stream()
            .filter(endpoint -> endpoint.function().name().equals(simple))
            .map(
                endpoint ->
                    simple.equals(name) ? endpoint.name() : qualified(endpoint.definition()))
            .toList();
    return same.isEmpty()
        ? "Name a function of the sources."
        : "Write one of these: %s.".formatted(String.join(", ", same));
  }
}
