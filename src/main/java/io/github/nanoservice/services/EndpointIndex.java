package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.ReservedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All functions of the sources under the names they are served by. */
final class EndpointIndex {
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<String> locals = new HashSet<>();
  private final Map<String, Endpoint> byKey = new HashMap<>();
  private final Map<String, List<Endpoint>> byName = new TreeMap<>();
  private final Map<String, List<Endpoint>> byOtherName = new HashMap<>();
  private final Map<String, List<Endpoint>> bySlug = new HashMap<>();
  private final ServiceOptions.Naming naming;
  private final List<Finding> findings = new ArrayList<>();

  /** Takes the sources, sorted by path. */
  EndpointIndex(List<SourceFile> sources, SourceTree tree, ServiceOptions.Naming naming) {
    this.naming = naming;
    for (SourceFile file : sources) {
      // The last definition of a name is the one that Python keeps.
      Map<String, Function> functions = new LinkedHashMap<>();
      file.module().functions().forEach(function -> functions.put(function.name(), function));
      functions.values().forEach(function -> add(file, function, tree.isLocal(file, function)));
    }
    checkNames();
  }

  private void add(SourceFile file, Function function, boolean local) {
    String simple = function.name();
    String qualified = DottedNames.join(file.name(), simple);
    boolean isSimple = naming == ServiceOptions.Naming.SIMPLE;
    String name = isSimple ? simple : qualified;
    Endpoint endpoint = new Endpoint(name, DnsLabel.of(name), file, function);
    byKey.put(endpoint.key(), endpoint);
    if (local) {
      locals.add(endpoint.key());
      return;
    }
    endpoints.add(endpoint);
    byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(endpoint);
    bySlug.computeIfAbsent(endpoint.slug(), key -> new ArrayList<>(1)).add(endpoint);
    byOtherName
        .computeIfAbsent(isSimple ? qualified : simple, key -> new ArrayList<>(1))
        .add(endpoint);
  }

  private void checkNames() {
    byName.forEach(
        (name, same) -> {
          if (same.size() > 1) {
            same.forEach(endpoint -> findings.add(sameName(endpoint, same)));
          }
          Endpoint endpoint = same.get(0);
          Endpoint other = bySlug.get(endpoint.slug()).get(0);
          if (!other.name().equals(name)) {
            findings.add(sameSlug(endpoint, other));
          }
          if (ReservedNames.isBundleFile(name)) {
            findings.add(reserved(endpoint, "would stand where the bundle has that file"));
          } else if (ReservedNames.isServerPath(name)) {
            findings.add(reserved(endpoint, "would answer where servers tell of their health"));
          }
        });
  }

  private Finding sameName(Endpoint endpoint, List<Endpoint> same) {
    String others =
        same.stream()
            .filter(other -> other != endpoint)
            .map(EndpointIndex::where)
            .collect(Collectors.joining(", "));
    return Finding.of(
        Rule.SAME_NAME,
        place(endpoint),
        "\"" + endpoint.name() + "\" is defined in another module too: " + others,
        naming == ServiceOptions.Naming.SIMPLE
            ? "Rename one, or set <serviceNaming>qualified</serviceNaming> (nanoservice.serviceNaming) to call them "
                + same.stream()
                    .map(each -> DottedNames.join(each.file().name(), each.function().name()))
                    .collect(Collectors.joining(" and "))
                + "."
            : "Keep only one of the modules.");
  }

  private static Finding sameSlug(Endpoint endpoint, Endpoint other) {
    return Finding.of(
        Rule.SAME_SLUG,
        place(endpoint),
        "as a host name, \""
            + endpoint.name()
            + "\" and \""
            + other.name()
            + "\" ("
            + where(other)
            + ") are both \""
            + endpoint.slug()
            + "\"",
        "Rename one of the two.");
  }

  private static Finding reserved(Endpoint endpoint, String why) {
    return Finding.of(
        Rule.RESERVED_NAME,
        place(endpoint),
        "a service named \"" + endpoint.name() + "\" " + why,
        "Rename the function or its module.");
  }

  /** The place of a function's name. */
  static Location place(Endpoint endpoint) {
    return Location.InSource.of(
        endpoint.file().path(), endpoint.file().module().source(), endpoint.function().nameSpan());
  }

  /** Path and line of a function, for a message. */
  static String where(Endpoint endpoint) {
    int start = endpoint.function().nameSpan().start();
    return endpoint.file().path() + ":" + endpoint.file().module().source().position(start).line();
  }

  /** By path and place. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Whether a function is carried by all that call it, and not served. */
  boolean isLocal(Endpoint endpoint) {
    return locals.contains(endpoint.key());
  }

  /** The endpoint of a function; of one that is not served, what it would be. */
  Endpoint of(Target.OfFunction target) {
    return byKey.get(new Definition.OfFunction(target.file(), target.function()).key());
  }

  /** The functions with a slug. */
  List<Endpoint> withSlug(String slug) {
    return bySlug.getOrDefault(slug, List.of());
  }

  /**
   * The function that configuration means: the one that is served under a name, else the only one
   * with that name in the other way of naming.
   */
  Optional<Endpoint> find(String name) {
    return Optional.ofNullable(byName.get(name))
        .map(same -> same.get(0))
        .or(
            () ->
                Optional.ofNullable(byOtherName.get(name))
                    .filter(same -> same.size() == 1)
                    .map(same -> same.get(0)));
  }

  /** What to write instead of a name that {@link #find} does not find. */
  String advice(String name) {
    List<Endpoint> same = byOtherName.getOrDefault(name, List.of());
    return same.isEmpty()
        ? "Name a function of the sources."
        : "Name one of them: "
            + same.stream().map(Endpoint::name).collect(Collectors.joining(", "))
            + ".";
  }
}
