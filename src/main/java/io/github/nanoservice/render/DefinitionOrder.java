package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order in which a service's functions are defined: that of their source, but a decorator, or
 * what a default calls, stands before the function whose definition runs it, together with
 * everything it calls itself.
 */
final class DefinitionOrder {
  private final Map<String, Endpoint> byName = new HashMap<>();
  private final List<Endpoint> ordered = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();

  private DefinitionOrder(List<Endpoint> functions) {
    functions.forEach(endpoint -> byName.put(endpoint.function().name(), endpoint));
    functions.forEach(endpoint -> define(endpoint));
  }

  static List<Endpoint> of(Service service) {
    List<Endpoint> bySource =
        Stream.concat(service.endpoints().stream(), service.carried().stream())
            .sorted(Endpoint.BY_PLACE)
            .toList();
    return new DefinitionOrder(bySource).ordered;
  }

  /** Puts a function in its place behind all that its definition runs; chains may be long. */
  private void define(Endpoint first) {
    Deque<Step> open = new ArrayDeque<>();
    begin(first, false, open);
    while (!open.isEmpty()) {
      Step step = open.peek();
      if (step.needed.hasNext()) {
        begin(step.needed.next(), true, open);
      } else {
        ordered.add(open.pop().endpoint);
      }
    }
  }

  /** A function being placed, and those that must stand before it. */
  private record Step(Endpoint endpoint, Iterator<Endpoint> needed) {}

  /**
   * @param runs whether the function also runs before the module is complete
   */
  private void begin(Endpoint endpoint, boolean runs, Deque<Step> open) {
    if (begun.add(endpoint.function().name())) {
      open.push(new Step(endpoint, needed(endpoint, runs).iterator()));
    }
  }

  private Stream<Endpoint> needed(Endpoint endpoint, boolean runs) {
    return endpoint.function().references().stream()
        .filter(reference -> runs || reference.moment() == Reference.Moment.DEFINITION)
        .map(Reference::name)
        .filter(byName::containsKey)
        .map(byName::get);
  }
}
