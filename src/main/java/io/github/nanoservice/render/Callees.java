package io.github.nanoservice.render;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.topology.Binding;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which functions a function may call. */
final class Callees {
  private Callees() {}

  /** Their names, sorted, without its own. */
  static List<String> of(Service service, Endpoint caller) {
    Set<String> used =
        caller.function().references().stream().map(Reference::name).collect(Collectors.toSet());
    Set<String> callees = new TreeSet<>();
    for (Binding binding : service.bindings()) {
      if (binding instanceof Binding.Remote remote) {
        if (!service.group() || used.contains(remote.name())) {
          callees.add(remote.endpoint().name());
        }
      } else if (binding instanceof Binding.Namespace namespace) {
        if (!service.group() || reaches(caller.function(), used, namespace.name())) {
          namespace.functions().forEach(remote -> callees.add(remote.endpoint().name()));
        }
      }
    }
    service.endpoints().stream()
        .filter(sibling -> sibling != caller && used.contains(sibling.function().name()))
        .forEach(sibling -> callees.add(sibling.name()));
    return List.copyOf(callees);
  }

  private static boolean reaches(Function caller, Set<String> used, Optional<String> module) {
    return module.map(used::contains).orElse(!caller.imports().isEmpty());
  }
}
