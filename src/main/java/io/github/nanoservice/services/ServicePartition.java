package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ReservedNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which functions are served together.
 *
 * @param services in no order
 * @param findings what is wrong with the parameters that decide
 */
record ServicePartition(List<PlannedService> services, List<Finding> findings) {
  /** A name that can be a directory, a host and a Compose service. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*+(?:[.-][\\p{L}\\p{M}\\p{N}_]++)*+");

  /** The service of all functions that have no other. */
  private static final String ALL = "all";

  ServicePartition {
    services = List.copyOf(services);
    findings = List.copyOf(findings);
  }

  static ServicePartition of(EndpointIndex index, ServiceOptions options) {
    Partitioner partitioner = new Partitioner(index);
    options.groups().forEach(partitioner::assign);
    options.separateFunctions().forEach(partitioner::separate);
    index.endpoints().forEach(endpoint -> partitioner.place(endpoint, options.grouping()));
    options.groups().keySet().forEach(partitioner::checkGroup);
    partitioner.checkModules();
    return new ServicePartition(partitioner.services(), partitioner.findings);
  }

  /** Whether a group may have a name, as far as its characters are concerned. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static final class Partitioner {
    private final EndpointIndex index;
    private final Map<String, String> groupByKey = new HashMap<>();
    private final Set<String> separate = new HashSet<>();
    private final Map<String, String> serviceByKey = new HashMap<>();
    private final List<PlannedService> singles = new ArrayList<>();
    private final Map<String, List<Endpoint>> groups = new TreeMap<>();
    private final Map<String, List<Endpoint>> modules = new TreeMap<>();
    private final Map<String, String> serviceByDnsLabel = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Partitioner(EndpointIndex index) {
      this.index = index;
    }

    void assign(String group, List<String> functions) {
      if (functions.isEmpty()) {
        refuse("the group \"%s\" is empty".formatted(group), "Add functions to it, or remove it.");
      }
      for (String function : functions) {
        String message = "the group \"%s\" has \"%s\", which is not a function";
        find(function, "groups", message.formatted(group, function))
            .map(endpoint -> groupByKey.putIfAbsent(endpoint.key(), group))
            .filter(other -> !other.equals(group))
            .ifPresent(
                other ->
                    refuse(
                        "\"%s\" is in two groups, \"%s\" and \"%s\""
                            .formatted(function, other, group),
                        "Remove it from one of them."));
      }
    }

    void separate(String function) {
      String message = "\"%s\" is not a function".formatted(function);
      Optional<Endpoint> endpoint = find(function, "separateFunctions", message);
      endpoint.ifPresent(each -> separate.add(each.key()));
      endpoint
          .map(each -> groupByKey.get(each.key()))
          .ifPresent(
              group ->
                  refuse(
                      "\"%s\" is in the group \"%s\" and in <separateFunctions>"
                          .formatted(function, group),
                      "Remove it from one of them."));
    }

    private Optional<Endpoint> find(String function, String parameter, String message) {
      Optional<Endpoint> endpoint = index.find(function);
      if (endpoint.isEmpty()) {
        report(Rule.UNKNOWN_FUNCTION, parameter, message, index.advice(function));
      }
      return endpoint;
    }

    void place(Endpoint endpoint, ServiceOptions.Grouping grouping) {
      String group = groupByKey.get(endpoint.key());
      if (group != null) {
        place(endpoint, group, groups);
      } else if (separate.contains(endpoint.key())) {
        placeAlone(endpoint);
      } else {
        switch (grouping) {
          case FUNCTION -> placeAlone(endpoint);
          case MODULE -> place(endpoint, endpoint.file().name(), modules);
          case ALL -> place(endpoint, ALL, modules);
        }
      }
    }

    private void placeAlone(Endpoint endpoint) {
      singles.add(
          new PlannedService(endpoint.name(), PlannedService.Origin.FUNCTION, List.of(endpoint)));
    }

    private void place(Endpoint endpoint, String service, Map<String, List<Endpoint>> services) {
      services.computeIfAbsent(service, key -> new ArrayList<>()).add(endpoint);
      serviceByKey.put(endpoint.key(), service);
    }

    /** Checks the name of a group. */
    void checkGroup(String name) {
      if (isName(name)) {
        check(name, "groups", "Rename the group.", "Rename the group, or add that function to it.");
      } else {
        refuse(
            "\"%s\" cannot be the name of a service".formatted(name),
            "Start with a letter; use letters, digits, underscores, and single dashes or dots.");
      }
    }

    /** Checks the names of the services that {@code grouping} makes. */
    void checkModules() {
      for (String name : modules.keySet()) {
        String advice = "put the functions of \"%s\" into a group in <groups>".formatted(name);
        check(
            name,
            "grouping",
            "Rename the module, or %s.".formatted(advice),
            "Rename one of the two, or %s with another name.".formatted(advice));
      }
    }

    private void check(String name, String parameter, String advice, String functionAdvice) {
      if (ReservedNames.isBundleFile(name)) {
        report(
            Rule.RESERVED_NAME,
            parameter,
            "a service named \"%s\" would have the path of the bundle's file".formatted(name),
            advice);
      }
      String label = DnsLabel.of(name);
      String other = serviceByDnsLabel.putIfAbsent(label, name);
      if (other != null) {
        report(
            Rule.INVALID_GROUP,
            parameter,
            "the services \"%s\" and \"%s\" would have the same host name, \"%s\""
                .formatted(other, name, label),
            advice);
      }
      index.withDnsLabel(label).stream()
          .filter(endpoint -> !name.equals(serviceByKey.get(endpoint.key())))
          .findFirst()
          .ifPresent(
              endpoint ->
                  report(
                      Rule.INVALID_GROUP,
                      parameter,
                      "the service \"%s\" would have the host name of the function \"%s\" (%s),"
                              .formatted(
                                  name, endpoint.name(), Locations.where(endpoint.definition()))
                          + " which is in another service",
                      functionAdvice));
    }

    private void refuse(String message, String advice) {
      report(Rule.INVALID_GROUP, "groups", message, advice);
    }

    private void report(Rule rule, String parameter, String message, String advice) {
      findings.add(Finding.of(rule, new Location.InParameter(parameter), message, advice));
    }

    List<PlannedService> services() {
      List<PlannedService> services = new ArrayList<>(singles);
      groups.forEach(
          (name, endpoints) ->
              services.add(new PlannedService(name, PlannedService.Origin.GROUPS, endpoints)));
      modules.forEach(
          (name, endpoints) ->
              services.add(new PlannedService(name, PlannedService.Origin.GROUPING, endpoints)));
      return services;
    }
  }
}
