package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    functions.forEach(endpoint -> define(endpoint, false));
  }

  static List<Endpoint> of(Service service) {
    List<Endpoint> bySource =
        Stream.concat(service.endpoints().stream(), service.carried().stream())
            .sorted(Endpoint.BY_PLACE)
            .toList();
    return new DefinitionOrder(bySource).ordered;
  }

  /**
   * @param runs whether the function also runs before the module is complete
   */
  private void define(Endpoint endpoint, boolean runs) {
    if (!begun.add(endpoint.function().name())) {
      return;
    }
    for (Reference reference : endpoint.function().references()) {
      if (runs || reference.moment() == Reference.Moment.DEFINITION) {
        Endpoint needed = byName.get(reference.name());
        if (needed != null) {
          define(needed, true);
        }
      }
    }
    ordered.add(endpoint);
  }
}
