package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Locations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds functions that call each other in a cycle across services. */
final class CallCycles {
  /** The longest cycle that a message shows in full. */
  private static final int SHOWN = 10;

  private final ServiceOptions options;
  private final List<Service> services;
  private final List<Endpoint> endpoints;
  private final Map<String, Integer> indexByKey = new HashMap<>();
  private final Map<String, Service> serviceByKey = new HashMap<>();
  private final Set<String> separateKeys = new HashSet<>();

  private CallCycles(List<Service> services, List<Endpoint> endpoints, ServiceOptions options) {
    this.options = options;
    this.services = services;
    this.endpoints = endpoints;
  }

  /** One warning for each set of functions that all reach each other, at its first caller. */
  static List<Finding> findings(
      List<Service> services, ServiceOptions options, EndpointIndex index) {
    List<Endpoint> endpoints =
        services.stream()
            .flatMap(service -> service.endpoints().stream())
            .sorted(Endpoint.BY_LOCATION)
            .toList();
    CallCycles cycles = new CallCycles(services, endpoints, options);
    cycles.endpoints.forEach(each -> cycles.indexByKey.put(each.key(), cycles.indexByKey.size()));
    for (Service service : services) {
      service.endpoints().forEach(each -> cycles.serviceByKey.put(each.key(), service));
    }
    options.separateFunctions().stream()
        .flatMap(name -> index.find(name).stream())
        .forEach(endpoint -> cycles.separateKeys.add(endpoint.key()));
    int[][] successors = cycles.successors();
    return cycles.findings(successors, StronglyConnectedComponents.of(successors));
  }

  private int[][] successors() {
    int[][] found = new int[endpoints.size()][0];
    for (Service service : services) {
      Set<String> served =
          service.endpoints().stream().map(Endpoint::key).collect(Collectors.toSet());
      Map<Integer, List<Integer>> byCaller = new HashMap<>();
      for (CallEdge call : service.calls()) {
        // A function that runs here but is served elsewhere is a copy; calls of it stay local.
        boolean follows = call.remote() || served.contains(call.callee().key());
        if (call.kind() != CallEdge.Kind.MODULE && follows) {
          byCaller
              .computeIfAbsent(index(call.caller()), key -> new ArrayList<>())
              .add(index(call.callee()));
        }
      }
      byCaller.forEach(
          (caller, callees) ->
              found[caller] = callees.stream().mapToInt(Integer::intValue).sorted().toArray());
    }
    return found;
  }

  private int index(Endpoint endpoint) {
    return indexByKey.get(endpoint.key());
  }

  private List<Finding> findings(int[][] successors, int[] components) {
    Map<Integer, CallEdge> firstCalls = new TreeMap<>();
    services.stream()
        .flatMap(service -> service.calls().stream())
        .filter(call -> call.remote() && call.kind() != CallEdge.Kind.MODULE)
        .filter(call -> components[index(call.caller())] == components[index(call.callee())])
        .forEach(
            call ->
                firstCalls.merge(
                    components[index(call.caller())],
                    call,
                    (one, other) -> index(other.caller()) < index(one.caller()) ? other : one));
    Map<Integer, List<Endpoint>> members = new HashMap<>();
    for (int node = 0; node < components.length; node++) {
      if (firstCalls.containsKey(components[node])) {
        members
            .computeIfAbsent(components[node], key -> new ArrayList<>())
            .add(endpoints.get(node));
      }
    }
    List<Finding> findings = new ArrayList<>();
    firstCalls.forEach(
        (component, call) ->
            findings.add(
                Finding.of(
                    Rule.REMOTE_CYCLE,
                    Locations.of(call.caller().definition()),
                    "each call in this cycle across services is a request that waits for the next: "
                        + shown(cycle(call, successors, components)),
                    advice(members.get(component)))));
    return List.copyOf(findings);
  }

  private static String shown(List<String> cycle) {
    int size = cycle.size();
    List<String> shown = new ArrayList<>(cycle.subList(0, Math.min(size, SHOWN)));
    if (size > SHOWN) {
      shown.add("... (" + (size - SHOWN - 1) + " more)");
      shown.add(cycle.get(size - 1));
    }
    shown.add(cycle.get(0));
    return String.join(" -> ", shown);
  }

  /** The names on the shortest path from a caller through its callee back, the caller once. */
  private List<String> cycle(CallEdge call, int[][] successors, int[] components) {
    int start = index(call.callee());
    int end = index(call.caller());
    Map<Integer, Integer> from = new HashMap<>(Map.of(start, start));
    Deque<Integer> pending = new ArrayDeque<>(List.of(start));
    while (!from.containsKey(end)) {
      int node = pending.remove();
      for (int successor : successors[node]) {
        // No path back leads through another component.
        if (components[successor] == components[end] && from.putIfAbsent(successor, node) == null) {
          pending.add(successor);
        }
      }
    }
    Deque<String> names = new ArrayDeque<>();
    for (int node = from.get(end); node != start; node = from.get(node)) {
      names.push(endpoints.get(node).name());
    }
    names.push(call.callee().name());
    names.push(call.caller().name());
    return List.copyOf(names);
  }

  /** Advises the group that makes all calls of some functions local. */
  private String advice(List<Endpoint> members) {
    Map<String, Endpoint> together = new HashMap<>();
    SortedSet<String> replaced = new TreeSet<>();
    Deque<Endpoint> pending = new ArrayDeque<>(members);
    while (!pending.isEmpty()) {
      Endpoint member = pending.remove();
      if (together.putIfAbsent(member.key(), member) == null) {
        Service service = serviceByKey.get(member.key());
        boolean configured = options.groups().containsKey(service.name());
        if (configured) {
          replaced.add(service.name());
        }
        // A service that remains may not have the name of a function that leaves it.
        if (configured || service.dnsLabel().equals(member.dnsLabel())) {
          pending.addAll(service.endpoints());
        }
      }
    }
    List<Endpoint> sorted = together.values().stream().sorted(Endpoint.BY_LOCATION).toList();
    String names = sorted.stream().map(Endpoint::name).collect(Collectors.joining(", "));
    String separate =
        sorted.stream()
            .filter(each -> separateKeys.contains(each.key()))
            .map(Endpoint::name)
            .collect(Collectors.joining(" and "));
    return "To make these calls local, set "
        + name(replaced, sorted)
            .map(name -> "<groups><%s>%s</%s></groups>".formatted(name, names, name))
            .orElse("a group in <groups> for " + names)
        + (replaced.isEmpty() ? "" : " instead of the group " + String.join(" and ", replaced))
        + (separate.isEmpty() ? "" : " and remove %s from <separateFunctions>".formatted(separate))
        + ".";
  }

  /** A name for the group: that of a group it replaces, or of a function if groups may have it. */
  private static Optional<String> name(SortedSet<String> replaced, List<Endpoint> members) {
    return Stream.concat(replaced.stream(), members.stream().map(Endpoint::name))
        .filter(ServicePartition::isName)
        .findFirst();
  }
}
