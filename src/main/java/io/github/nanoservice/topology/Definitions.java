package io.github.nanoservice.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The functions that one service defines: those it serves, and those that run while these are
 * defined. What runs then runs with all it calls, for a service cannot wait for another one before
 * it listens itself.
 */
final class Definitions {
  private final Uses uses;
  private final Roster roster;
  private final List<Endpoint> served;
  private final List<Endpoint> carried;
  private final Map<String, Endpoint> byKey = new HashMap<>();

  /**
   * Takes what a service serves.
   *
   * @param served by path and place
   */
  Definitions(List<Endpoint> served, Uses uses, Roster roster) {
    this.uses = uses;
    this.roster = roster;
    this.served = served;
    served.forEach(endpoint -> byKey.put(endpoint.key(), endpoint));
    this.carried = carry();
  }

  private List<Endpoint> carry() {
    List<Endpoint> found = new ArrayList<>();
    Set<String> running = new HashSet<>();
    Deque<Endpoint> pending = new ArrayDeque<>();
    served.forEach(endpoint -> pending.addAll(functions(endpoint, Use::runs)));
    while (!pending.isEmpty()) {
      Endpoint endpoint = pending.pop();
      if (running.add(endpoint.key())) {
        if (byKey.putIfAbsent(endpoint.key(), endpoint) == null) {
          found.add(endpoint);
        }
        pending.addAll(functions(endpoint, use -> true));
      }
    }
    return found.stream().sorted(Endpoint.BY_PLACE).toList();
  }

  private List<Endpoint> functions(Endpoint endpoint, Predicate<Use> which) {
    List<Endpoint> found = new ArrayList<>();
    for (Use use : uses.of(endpoint)) {
      if (use.target() instanceof Target.OfFunction function && which.test(use)) {
        found.add(roster.of(function));
      }
    }
    return found;
  }

  /** Whether a function is defined here. */
  boolean hold(Endpoint endpoint) {
    return byKey.containsKey(endpoint.key());
  }

  /** What is not served but runs here, by path and place. */
  List<Endpoint> carried() {
    return carried;
  }

  /** All functions, those carried first. */
  List<Endpoint> all() {
    List<Endpoint> all = new ArrayList<>(carried);
    all.addAll(served);
    return all;
  }
}
