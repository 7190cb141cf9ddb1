package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.topology.Binding;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names at the top level of a generated module. Those of the user's functions come first, all
 * that they bind and all that they look up there; ours step aside.
 */
final class ModuleNames {
  private final Set<String> taken = new HashSet<>();

  ModuleNames(Service service) {
    Stream.concat(service.endpoints().stream(), service.carried().stream())
        .map(Endpoint::function)
        .forEach(
            function -> {
              taken.add(function.name());
              function.references().stream().map(Reference::name).forEach(taken::add);
            });
    service.bindings().forEach(this::take);
  }

  /** The wanted name, with as many underscores behind it as make it free; taken from now on. */
  String free(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  private void take(Binding binding) {
    if (binding instanceof Binding.Remote remote) {
      taken.add(remote.name());
    } else if (binding instanceof Binding.Namespace namespace) {
      namespace.name().ifPresent(taken::add);
    } else if (binding instanceof Binding.Library library) {
      taken.addAll(library.names());
    }
  }
}
