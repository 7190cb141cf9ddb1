package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ReservedNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
  static final String ALL = "all";

  ServicePartition {
    services = List.copyOf(services);
    findings = List.copyOf(findings);
  }

  /**
   * Partitions the functions.
   *
   * @param carried modules whose functions are in one service unless a parameter names them
   * @param applications what is served too, under other names than the services
   * @param joins functions that have to be in one service; a parameter that separates them takes
   *     precedence
   */
  static ServicePartition of(
      EndpointIndex index,
      CarriedModules carried,
      Applications applications,
      Collection<List<Endpoint>> joins,
      ServiceOptions options) {
    Partitioner partitioner = new Partitioner(index, applications, options.grouping());
    options.groups().forEach(partitioner::assign);
    options.separateFunctions().forEach(partitioner::separate);
    partitioner.joinModules(carried);
    joins.forEach(partitioner::join);
    List<PlannedService> services = partitioner.services();
    options.groups().keySet().forEach(partitioner::checkGroup);
    return new ServicePartition(services, partitioner.findings);
  }

  /** Whether a group may have a name, as far as its characters are concerned. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static final class Partitioner {
    private final EndpointIndex index;
    private final Applications applications;
    private final ServiceOptions.Grouping grouping;
    private final Map<String, String> groupByKey = new HashMap<>();
    private final Set<String> separate = new HashSet<>();
    private final DisjointSets joined = new DisjointSets();

    /** The representatives of sets with a group that the user named. */
    private final Set<String> grouped = new HashSet<>();

    private final Map<String, String> serviceByKey = new HashMap<>();
    private final Map<String, String> groupByDnsLabel = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Partitioner(EndpointIndex index, Applications applications, ServiceOptions.Grouping grouping) {
      this.index = index;
      this.applications = applications;
      this.grouping = grouping;
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
      grouped.add(groupCell(group));
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
      Optional<Application> owner = applications.owner(function);
      if (endpoint.isEmpty() && owner.isPresent()) {
        report(
            Rule.INVALID_GROUP,
            parameter,
            "\"%s\" is a part of %s, which the service \"%s\" serves whole"
                .formatted(function, owner.get().describe(), owner.get().name()),
            "Remove it from <%s>.".formatted(parameter));
      } else if (endpoint.isEmpty() && !index.isOmitted(function)) {
        report(Rule.UNKNOWN_FUNCTION, parameter, message, index.advice(function));
      }
      return endpoint;
    }

    /** The smallest set of functions that a function belongs to by the parameters. */
    private String cell(Endpoint endpoint) {
      String group = groupByKey.get(endpoint.key());
      if (group != null) {
        return groupCell(group);
      }
      if (separate.contains(endpoint.key())) {
        return endpoint.key();
      }
      return switch (grouping) {
        case FUNCTION -> endpoint.key();
        case MODULE -> "module " + endpoint.file().name();
        case ALL -> ALL;
      };
    }

    private static String groupCell(String group) {
      return "group " + group;
    }

    void joinModules(CarriedModules carried) {
      Map<String, List<Endpoint>> byPath = new TreeMap<>();
      for (Endpoint endpoint : index.endpoints()) {
        if (carried.contains(endpoint.file()) && !groupByKey.containsKey(endpoint.key())) {
          byPath.computeIfAbsent(endpoint.file().path(), path -> new ArrayList<>()).add(endpoint);
        }
      }
      byPath.values().forEach(this::join);
    }

    /** Joins the sets of some functions, except separate functions and two groups of the user. */
    void join(List<Endpoint> endpoints) {
      List<String> cells =
          endpoints.stream()
              .filter(endpoint -> !separate.contains(endpoint.key()))
              .map(this::cell)
              .toList();
      for (String cell : cells) {
        String one = joined.root(cells.get(0));
        String other = joined.root(cell);
        boolean inGroup = grouped.contains(one) || grouped.contains(other);
        if (!(grouped.contains(one) && grouped.contains(other))) {
          joined.join(one, other);
          if (inGroup) {
            grouped.add(joined.root(one));
          }
        }
      }
    }

    List<PlannedService> services() {
      Map<String, List<Endpoint>> endpointsByRoot = new LinkedHashMap<>();
      for (Endpoint endpoint : index.endpoints()) {
        endpointsByRoot
            .computeIfAbsent(joined.root(cell(endpoint)), root -> new ArrayList<>())
            .add(endpoint);
      }
      Set<String> taken = new HashSet<>();
      applications.all().forEach(each -> taken.add(each.dnsLabel()));
      List<PlannedService> services = new ArrayList<>();
      List<PlannedService> renamed = new ArrayList<>();
      for (List<Endpoint> endpoints : endpointsByRoot.values()) {
        PlannedService service = planned(endpoints);
        if (service.origin().named()) {
          services.add(service);
          taken.add(DnsLabel.of(service.name()));
        } else {
          renamed.add(service);
        }
      }
      for (PlannedService service : renamed) {
        PlannedService free = withFreeName(service, taken);
        services.add(free);
        taken.add(DnsLabel.of(free.name()));
      }
      for (PlannedService service : services) {
        if (service.group()) {
          service.endpoints().forEach(each -> serviceByKey.put(each.key(), service.name()));
        }
      }
      return services;
    }

    /** The service of some functions; one that nobody named has the name of a module, or "all". */
    private PlannedService planned(List<Endpoint> endpoints) {
      Optional<String> group =
          endpoints.stream()
              .map(endpoint -> Optional.ofNullable(groupByKey.get(endpoint.key())))
              .flatMap(Optional::stream)
              .findFirst();
      if (group.isPresent()) {
        return new PlannedService(group.get(), PlannedService.Origin.GROUPS, endpoints);
      }
      Endpoint first = endpoints.get(0);
      String module = first.file().name();
      if (grouping != ServiceOptions.Grouping.FUNCTION && !separate.contains(first.key())) {
        String name = grouping == ServiceOptions.Grouping.ALL ? ALL : module;
        return new PlannedService(name, PlannedService.Origin.GROUPING, endpoints);
      }
      return endpoints.size() == 1
          ? new PlannedService(first.name(), PlannedService.Origin.FUNCTION, endpoints)
          : new PlannedService(module, PlannedService.Origin.JOINED, endpoints);
    }

    /** The service under its name, or under one like it that nothing else has. */
    private PlannedService withFreeName(PlannedService service, Set<String> taken) {
      Set<String> own =
          service.endpoints().stream().map(Endpoint::key).collect(Collectors.toUnmodifiableSet());
      String name = service.name();
      for (int i = 2; !isFree(name, own, taken); i++) {
        name = service.name() + "-" + i;
      }
      return new PlannedService(name, service.origin(), service.endpoints());
    }

    private boolean isFree(String name, Set<String> own, Set<String> taken) {
      String label = DnsLabel.of(name);
      return !taken.contains(label)
          && !ReservedNames.isBundleFile(name)
          && index.withDnsLabel(label).stream().allMatch(each -> own.contains(each.key()));
    }

    /** Checks the name of a group. */
    void checkGroup(String name) {
      if (!isName(name)) {
        refuse(
            "\"%s\" cannot be the name of a service".formatted(name),
            "Start with a letter; use letters, digits, underscores, and single dashes or dots.");
        return;
      }
      if (ReservedNames.isBundleFile(name)) {
        report(
            Rule.RESERVED_NAME,
            "groups",
            "a service named \"%s\" would have the path of the bundle's file".formatted(name),
            "Rename the group.");
      }
      String label = DnsLabel.of(name);
      String other = groupByDnsLabel.putIfAbsent(label, name);
      if (other != null) {
        refuse(
            "the services \"%s\" and \"%s\" would have the same host name, \"%s\""
                .formatted(other, name, label),
            "Rename the group.");
      }
      index.withDnsLabel(label).stream()
          .filter(endpoint -> !name.equals(serviceByKey.get(endpoint.key())))
          .findFirst()
          .ifPresent(
              endpoint ->
                  refuse(
                      "the service \"%s\" would have the host name of the function \"%s\" (%s),"
                              .formatted(
                                  name, endpoint.name(), Locations.where(endpoint.definition()))
                          + " which is in another service",
                      "Rename the group, or add that function to it."));
    }

    private void refuse(String message, String advice) {
      report(Rule.INVALID_GROUP, "groups", message, advice);
    }

    private void report(Rule rule, String parameter, String message, String advice) {
      findings.add(Finding.of(rule, new Location.InParameter(parameter), message, advice));
    }
  }
}
