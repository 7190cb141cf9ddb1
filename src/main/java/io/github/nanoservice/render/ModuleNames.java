package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.services.Binding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names at the top level of a generated module. Those of the user's definitions come first, all
 * that they bind and all that they look up there; ours step aside.
 */
final class ModuleNames {
  private final Set<String> taken = new HashSet<>();

  ModuleNames(List<Definition> definitions, List<Binding> bindings) {
    for (Definition definition : definitions) {
      if (definition instanceof Definition.OfFunction of) {
        taken.add(of.function().name());
      } else if (definition instanceof Definition.OfStatement of) {
        taken.addAll(of.statement().binds());
      }
      definition.references().stream().map(Reference::name).forEach(taken::add);
    }
    bindings.forEach(this::take);
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
    } else if (binding instanceof Binding.Sibling sibling) {
      sibling.names().stream().map(Binding.Imported::bound).forEach(taken::add);
    } else if (binding instanceof Binding.Alias alias) {
      taken.add(alias.name());
    }
  }
}
