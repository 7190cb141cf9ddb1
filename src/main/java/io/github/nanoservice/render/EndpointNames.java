package io.github.nanoservice.render;

import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names that the main file of a service has for the functions it serves.
 *
 * @param nameByKey by the keys of the functions
 * @param imports the statements that import them from carried modules
 */
record EndpointNames(Map<String, String> nameByKey, List<String> imports) {
  EndpointNames {
    nameByKey = Collections.unmodifiableMap(new LinkedHashMap<>(nameByKey));
    imports = List.copyOf(imports);
  }

  /**
   * Returns the names for a service. Functions of carried modules have their own names, unless
   * several modules define the name.
   */
  static EndpointNames of(Service service) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, List<String>> importsByModule = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (Endpoint endpoint : service.endpoints()) {
      String function = endpoint.function().name();
      String name = function;
      while (service.carried().isPresent() && !taken.add(name)) {
        name = name.equals(function) ? prefixed(endpoint) : name + "_";
      }
      names.put(endpoint.key(), name);
      importsByModule
          .computeIfAbsent(endpoint.file().name(), module -> new ArrayList<>())
          .add(ImportText.name(function, name));
    }
    List<String> imports = new ArrayList<>();
    if (service.carried().isPresent()) {
      importsByModule.forEach((module, all) -> imports.add(ImportText.from(module, all)));
    }
    return new EndpointNames(names, imports);
  }

  private static String prefixed(Endpoint endpoint) {
    return endpoint.file().name().replace('.', '_') + "_" + endpoint.function().name();
  }

  /** Returns the name of a function. */
  String of(Endpoint endpoint) {
    return nameByKey.get(endpoint.key());
  }

  /** Returns all names. */
  Collection<String> names() {
    return nameByKey.values();
  }
}
