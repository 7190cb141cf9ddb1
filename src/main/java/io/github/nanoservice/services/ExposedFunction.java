package io.github.nanoservice.services;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A function that one file of a service defines, and that another file finds in a third module: as
 * {@code shop.tax}, if the package {@code shop} imports it from {@code shop.prices}. The file that
 * defines the function adds it to that module. The other file could not, because modules may import
 * each other: when that one runs, the function may not exist yet.
 *
 * @param module the module that has to have it
 * @param name its name there
 */
record ExposedFunction(String module, String name, Endpoint endpoint) {

  /** The namespaces that one file of a service adds its own functions to. */
  static List<Binding> bindings(
      Collection<ExposedFunction> exposed, OutputModule file, Definitions definitions) {
    TreeMap<String, TreeMap<String, Binding.Remote>> byModule = new TreeMap<>();
    exposed.stream()
        .filter(each -> definitions.isIn(file, each.endpoint().file()))
        .forEach(
            each ->
                byModule
                    .computeIfAbsent(each.module(), any -> new TreeMap<>())
                    .put(each.name(), new Binding.Remote(each.name(), each.endpoint())));
    List<Binding> bindings = new ArrayList<>();
    byModule.forEach(
        (module, functions) ->
            bindings.add(
                new Binding.Namespace(
                    Optional.empty(),
                    module,
                    List.copyOf(functions.values()),
                    definitions.hasFile(module))));
    return bindings;
  }
}
