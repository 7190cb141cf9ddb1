package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.services.Binding;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names at the top level of a generated module. All names that the user's definitions bind or
 * look up there are reserved; generated names avoid them.
 */
final class ModuleNames {
  private final Set<String> taken = new HashSet<>();

  private ModuleNames() {}

  /** Returns the names of a module that has some definitions and bindings. */
  static ModuleNames of(List<Definition> definitions, List<Binding> bindings) {
    ModuleNames names = new ModuleNames();
    definitions.forEach(names::reserve);
    bindings.forEach(names::reserve);
    return names;
  }

  /**
   * Returns the names of a module that has some definitions and bindings.
   *
   * @param others further names that it binds
   */
  static ModuleNames of(
      List<Definition> definitions, List<Binding> bindings, Collection<String> others) {
    ModuleNames names = of(definitions, bindings);
    names.taken.addAll(others);
    return names;
  }

  /** Returns a free name, the wanted one or one with underscores appended, and reserves it. */
  String free(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  private void reserve(Definition definition) {
    if (definition instanceof Definition.OfFunction of) {
      taken.add(of.function().name());
    } else if (definition instanceof Definition.OfStatement of) {
      taken.addAll(of.statement().binds());
    }
    definition.references().stream().map(Reference::name).forEach(taken::add);
  }

  private void reserve(Binding binding) {
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
