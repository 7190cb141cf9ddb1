package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
  private static final Comparator<Endpoint> BY_PLACE =
      Comparator.comparing((Endpoint endpoint) -> endpoint.file().path())
          .thenComparing(endpoint -> endpoint.function().span().start());

  private final Uses uses;
  private final Roster roster;
  private final Map<String, Endpoint> servedByKey = new LinkedHashMap<>();
  private final Map<String, Endpoint> carriedByKey = new HashMap<>();
  private final List<Endpoint> served;
  private final List<Endpoint> carried;

  Definitions(Grouping.Draft draft, Uses uses, Roster roster) {
    this.uses = uses;
    this.roster = roster;
    draft.endpoints().forEach(endpoint -> servedByKey.put(endpoint.key(), endpoint));
    carry();
    served = ordered(servedByKey, Use::atDefinition);
    carried = ordered(carriedByKey, use -> true);
  }

  private void carry() {
    Set<String> running = new HashSet<>();
    Deque<Endpoint> pending = new ArrayDeque<>();
    servedByKey.values().forEach(endpoint -> pending.addAll(functions(endpoint, Use::runs)));
    while (!pending.isEmpty()) {
      Endpoint endpoint = pending.pop();
      if (running.add(endpoint.key())) {
        if (!servedByKey.containsKey(endpoint.key())) {
          carriedByKey.put(endpoint.key(), endpoint);
        }
        pending.addAll(functions(endpoint, use -> true));
      }
    }
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
    return servedByKey.containsKey(endpoint.key()) || carriedByKey.containsKey(endpoint.key());
  }

  /** What is served, in the order of definition: by place, but behind what it needs. */
  List<Endpoint> served() {
    return served;
  }

  /**
   * What is not served but runs here, in the order of definition. From file to file a function
   * stands behind all that it calls, within a file where it stands.
   */
  List<Endpoint> carried() {
    return carried;
  }

  private List<Endpoint> ordered(Map<String, Endpoint> some, Predicate<Use> needs) {
    Map<String, Endpoint> ordered = new LinkedHashMap<>();
    Set<String> begun = new HashSet<>();
    some.values().stream()
        .sorted(BY_PLACE)
        .forEach(endpoint -> visit(endpoint, some, needs, begun, ordered));
    return List.copyOf(ordered.values());
  }

  /** Depth first with a stack of its own, since a chain of calls may be longer than Java's. */
  private void visit(
      Endpoint first,
      Map<String, Endpoint> some,
      Predicate<Use> needs,
      Set<String> begun,
      Map<String, Endpoint> ordered) {
    if (!begun.add(first.key())) {
      return;
    }
    Deque<Endpoint> open = new ArrayDeque<>(List.of(first));
    Deque<Iterator<Endpoint>> left = new ArrayDeque<>(List.of(needed(first, needs).iterator()));
    while (!open.isEmpty()) {
      if (!left.peek().hasNext()) {
        left.pop();
        ordered.put(open.peek().key(), open.pop());
        continue;
      }
      Endpoint next = left.peek().next();
      if (some.containsKey(next.key()) && begun.add(next.key())) {
        open.push(next);
        left.push(needed(next, needs).iterator());
      }
    }
  }

  private Collection<Endpoint> needed(Endpoint endpoint, Predicate<Use> needs) {
    return functions(
        endpoint, use -> needs.test(use) && (use.atDefinition() || leads(endpoint, use)));
  }

  private static boolean leads(Endpoint endpoint, Use use) {
    return use.target() instanceof Target.OfFunction function
        && !function.file().path().equals(endpoint.file().path());
  }

  /** What cannot be put in order: carried functions stand before served ones. */
  List<Finding> findings(Grouping.Draft draft) {
    List<Finding> findings = new ArrayList<>();
    for (Endpoint endpoint : carried) {
      for (Use use : uses.of(endpoint)) {
        if (use.atDefinition()
            && use.target() instanceof Target.OfFunction function
            && servedByKey.containsKey(roster.of(function).key())) {
          findings.add(
              Finding.of(
                  Rule.DEFINITION_ORDER,
                  Place.InSource.of(
                      endpoint.file().path(),
                      endpoint.file().module().source(),
                      use.reference().span()),
                  draft.says()
                      + " needs \""
                      + endpoint.name()
                      + "\" before it defines \""
                      + use.reference().name()
                      + "\", and that the other way round",
                  "Put \"" + endpoint.name() + "\" into the same group."));
        }
      }
    }
    return findings;
  }
}
