package io.github.nanoservice.services;

import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.ResolvedImport;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.Target;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the names in carried modules that stand for functions of other services. A function that
 * the code of its own module calls is not among them: that call stays a plain one.
 */
final class ReplacedFunctions {
  private final Program program;
  private final Set<String> served;
  private final SortedMap<String, SortedMap<String, Binding.Remote>> remotes = new TreeMap<>();

  private ReplacedFunctions(Program program, Set<String> served) {
    this.program = program;
    this.served = served;
  }

  /**
   * Returns the stubs by the dotted names of the modules that bind them.
   *
   * @param definitions what the functions of the service need
   * @param served the keys of these functions
   */
  static SortedMap<String, List<Binding.Remote>> of(
      Program program, Definitions definitions, Set<String> served) {
    ReplacedFunctions replaced = new ReplacedFunctions(program, served);
    definitions.all().forEach(replaced::add);
    SortedMap<String, List<Binding.Remote>> found = new TreeMap<>();
    replaced.remotes.forEach((module, names) -> found.put(module, List.copyOf(names.values())));
    return found;
  }

  private void add(Definition definition) {
    for (ResolvedUse use : program.resolver().uses(definition)) {
      if (use.target() instanceof Target.OfFunction of) {
        if (!of.file().path().equals(definition.file().path())) {
          add(definition.file().name(), use.reference().name(), of);
        }
      } else if (use.end() instanceof AttributeResolution.OfFunction of) {
        add(of.module(), of.name(), of.target());
      } else if (use.end() instanceof AttributeResolution.OfModule of) {
        addAll(of.module());
        of.submodules().forEach(this::addAll);
      }
    }
    for (ResolvedImport each : program.resolver().imports(definition)) {
      if (each instanceof ResolvedImport.OfModules of) {
        of.modules().forEach(this::addAll);
      } else if (each instanceof ResolvedImport.OfName of) {
        if (of.target() instanceof Target.OfFunction function) {
          add(of.module(), of.name(), function);
        } else if (of.target() instanceof Target.OfModule module) {
          addAll(module.module());
        }
      }
    }
  }

  private void addAll(String module) {
    program.tree().functions(module).forEach((name, target) -> add(module, name, target));
  }

  private void add(String module, String name, Target.OfFunction target) {
    Endpoint endpoint = program.endpoints().of(target);
    if (!served.contains(endpoint.key()) && !program.endpoints().isLocal(endpoint)) {
      remotes
          .computeIfAbsent(module, any -> new TreeMap<>())
          .put(name, new Binding.Remote(name, endpoint));
    }
  }
}
