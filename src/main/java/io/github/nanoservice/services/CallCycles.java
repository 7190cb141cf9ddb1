package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Functions that call each other in a circle from one service to another. */
final class CallCycles {
  /** A longer circle is shown by its beginning and end. */
  private static final int SHOWN = 10;

  private final ServiceOptions options;
  private final List<Service> services;
  private final List<Endpoint> endpoints;
  private final Map<String, Integer> indexByKey = new HashMap<>();
  private final Map<String, Service> serviceByKey = new HashMap<>();
  private final Set<String> isAlone = new HashSet<>();
  private final int[][] successors;
  private final StronglyConnectedComponents components;
  private final List<Finding> findings = new ArrayList<>();

  CallCycles(List<Service> services, ServiceOptions options, EndpointIndex roster) {
    this.options = options;
    this.services = services;
    this.endpoints =
        services.stream()
            .flatMap(service -> service.endpoints().stream())
            .sorted(Endpoint.BY_PLACE)
            .toList();
    endpoints.forEach(endpoint -> indexByKey.put(endpoint.key(), indexByKey.size()));
    services.forEach(
        service ->
            service.endpoints().forEach(endpoint -> serviceByKey.put(endpoint.key(), service)));
    options.separateFunctions().stream()
        .flatMap(name -> roster.find(name).stream())
        .forEach(endpoint -> isAlone.add(endpoint.key()));
    this.successors = successors();
    this.components = new StronglyConnectedComponents(successors);
    check();
  }

  /** One warning for all functions of which each reaches each, by the place of the first call. */
  List<Finding> findings() {
    return findings;
  }

  private int[][] successors() {
    int[][] found = new int[endpoints.size()][0];
    for (Service service : services) {
      Set<String> served =
          service.endpoints().stream().map(Endpoint::key).collect(Collectors.toSet());
      Map<Integer, List<Integer>> byCaller = new HashMap<>();
      for (CallEdge call : service.calls()) {
        // What runs here but is served elsewhere is a copy: a call of it goes to no other service.
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

  private void check() {
    Map<Integer, CallEdge> first = new TreeMap<>();
    services.stream()
        .flatMap(service -> service.calls().stream())
        .filter(call -> call.remote() && call.kind() != CallEdge.Kind.MODULE)
        .filter(call -> components.of(index(call.caller())) == components.of(index(call.callee())))
        .forEach(
            call ->
                first.merge(
                    components.of(index(call.caller())),
                    call,
                    (one, other) -> index(other.caller()) < index(one.caller()) ? other : one));
    if (!first.isEmpty()) {
      Map<Integer, List<Endpoint>> members =
          IntStream.range(0, endpoints.size())
              .boxed()
              .filter(node -> first.containsKey(components.of(node)))
              .collect(
                  Collectors.groupingBy(
                      components::of, Collectors.mapping(endpoints::get, Collectors.toList())));
      first.forEach((component, call) -> findings.add(finding(call, members.get(component))));
    }
  }

  private Finding finding(CallEdge call, List<Endpoint> members) {
    List<String> cycle = cycle(call);
    return Finding.of(
        Rule.REMOTE_CYCLE,
        EndpointIndex.place(call.caller()),
        "each call of this circle from one service to another is a request that waits for the"
            + " next: "
            + shown(cycle),
        advice(members));
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

  /** The shortest way from a caller over its callee back to it, without its end. */
  private List<String> cycle(CallEdge call) {
    int start = index(call.callee());
    int end = index(call.caller());
    Map<Integer, Integer> from = new HashMap<>(Map.of(start, start));
    Deque<Integer> pending = new ArrayDeque<>(List.of(start));
    while (!from.containsKey(end)) {
      int node = pending.remove();
      for (int successor : successors[node]) {
        // No way back leads through another component.
        if (components.of(successor) == components.of(end)
            && from.putIfAbsent(successor, node) == null) {
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

  /** The group that makes all their calls local. */
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
        // A service that stays may not be called like a function that leaves it.
        if (configured || service.slug().equals(member.slug())) {
          pending.addAll(service.endpoints());
        }
      }
    }
    List<Endpoint> sorted = together.values().stream().sorted(Endpoint.BY_PLACE).toList();
    String names = sorted.stream().map(Endpoint::name).collect(Collectors.joining(", "));
    String alone =
        sorted.stream()
            .filter(each -> isAlone.contains(each.key()))
            .map(Endpoint::name)
            .collect(Collectors.joining(" and "));
    return "Make them plain calls of one service with "
        + name(replaced, sorted)
            .map(name -> "<groups><%s>%s</%s></groups>".formatted(name, names, name))
            .orElse("one of the <groups> for " + names)
        + (replaced.isEmpty() ? "" : ", in place of the group " + String.join(" and ", replaced))
        + (alone.isEmpty() ? "" : ", and take " + alone + " out of <separateFunctions>")
        + ".";
  }

  /** What to call a group: as one that it takes in, or one of its functions that can be one's. */
  private static Optional<String> name(SortedSet<String> replaced, List<Endpoint> members) {
    return Stream.concat(replaced.stream(), members.stream().map(Endpoint::name))
        .filter(ServicePartition::isName)
        .findFirst();
  }
}
