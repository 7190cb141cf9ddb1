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
import java.util.stream.Collectors;

/** The functions of the sources by the names they are served under. */
final class EndpointIndex {
  private final ServiceOptions.Naming naming;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<String> locals = new HashSet<>();
  private final Map<String, Endpoint> byKey = new HashMap<>();
  private final Map<String, List<Endpoint>> byName = new TreeMap<>();
  private final Map<String, List<Endpoint>> byOtherName = new HashMap<>();
  private final Map<String, List<Endpoint>> byDnsLabel = new HashMap<>();

  private EndpointIndex(ServiceOptions.Naming naming) {
    this.naming = naming;
  }

  /**
   * Indexes the functions of some sources.
   *
   * @param sources sorted by path
   * @param carried paths of those whose functions are not served
   */
  static EndpointIndex of(
      List<SourceFile> sources,
      NameResolver resolver,
      ServiceOptions.Naming naming,
      Set<String> carried) {
    EndpointIndex index = new EndpointIndex(naming);
    for (SourceFile file : sources) {
      // Python keeps the last definition of a name.
      Map<String, Function> functions = new LinkedHashMap<>();
      file.module().functions().forEach(function -> functions.put(function.name(), function));
      boolean isCarried = carried.contains(file.path());
      functions.values().forEach(function -> index.add(file, function, isCarried, resolver));
    }
    return index;
  }

  private void add(SourceFile file, Function function, boolean isCarried, NameResolver resolver) {
    String simple = function.name();
    String qualified = DottedNames.join(file.name(), simple);
    boolean isSimple = naming == ServiceOptions.Naming.SIMPLE;
    String name = isSimple ? simple : qualified;
    Endpoint endpoint = new Endpoint(name, DnsLabel.of(name), file, function);
    byKey.put(endpoint.key(), endpoint);
    if (isCarried || Decorators.makeContextManager(endpoint.definition(), resolver)) {
      locals.add(endpoint.key());
      return;
    }
    endpoints.add(endpoint);
    add(byName, name, endpoint);
    add(byDnsLabel, endpoint.dnsLabel(), endpoint);
    add(byOtherName, isSimple ? qualified : simple, endpoint);
  }

  private static void add(Map<String, List<Endpoint>> index, String key, Endpoint endpoint) {
    index.computeIfAbsent(key, each -> new ArrayList<>(1)).add(endpoint);
  }

  /** Names that two functions share, as they are or as host names, and reserved names. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byName.forEach(
        (name, same) -> {
          if (same.size() > 1) {
            same.forEach(endpoint -> findings.add(sameName(endpoint, same)));
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
    return findings;
  }

  private Finding sameName(Endpoint endpoint, List<Endpoint> same) {
    String others =
        same.stream()
            .filter(other -> other != endpoint)
            .map(other -> Locations.where(other.definition()))
            .collect(Collectors.joining(", "));
    String qualified =
        same.stream()
            .map(each -> DottedNames.join(each.file().name(), each.function().name()))
            .collect(Collectors.joining(" and "));
    return Finding.of(
        Rule.DUPLICATE_SERVICE_NAME,
        Locations.of(endpoint.definition()),
        "\"%s\" is also defined in another module: %s".formatted(endpoint.name(), others),
        naming == ServiceOptions.Naming.SIMPLE
            ? ("Rename one, or set <serviceNaming>qualified</serviceNaming>"
                    + " (nanoservice.serviceNaming) to name the services %s.")
                .formatted(qualified)
            : "Keep only one of the modules.");
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
   * one that has it under the other naming.
   */
  Optional<Endpoint> find(String name) {
    return Optional.ofNullable(byName.get(name))
        .or(() -> Optional.ofNullable(byOtherName.get(name)).filter(same -> same.size() == 1))
        .map(same -> same.get(0));
  }

  /** What to write instead of a name that {@link #find} does not find. */
  String advice(String name) {
    List<Endpoint> same = byOtherName.getOrDefault(name, List.of());
    return same.isEmpty()
        ? "Name a function of the sources."
        : "Write one of these: %s."
            .formatted(same.stream().map(Endpoint::name).collect(Collectors.joining(", ")));
  }
}
