package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sibling modules that one service's functions ask for, and what of them. */
final class ModuleNamespaces {
  private final SourceTree tree;
  private final EndpointIndex roster;
  private final Definitions definitions;
  private final Map<String, Needed> byModule = new TreeMap<>();
  private final Map<String, Binding> statements = new TreeMap<>();

  private static final class Needed {
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Endpoint> functions = new TreeMap<>();
  }

  ModuleNamespaces(SourceTree tree, EndpointIndex roster, Definitions definitions) {
    this.tree = tree;
    this.roster = roster;
    this.definitions = definitions;
  }

  /** Asks for a module by its dotted name, so that an import finds it. */
  void ask(String module) {
    needed(module);
  }

  /** Asks for a function under the name that a module has it by. */
  void ask(String module, String name, Target.OfFunction function) {
    Endpoint endpoint = roster.of(function);
    boolean isThere =
        definitions.haveFile(module)
            && definitions.have(endpoint)
            && module.equals(function.file().name())
            && name.equals(function.function().name());
    if (isThere) {
      needed(module);
    } else {
      needed(module).functions.put(name, endpoint);
    }
  }

  /** Asks for every function that a module has. */
  void askAll(String module) {
    needed(module);
    for (SourceFile file : tree.file(module).stream().toList()) {
      for (String name : tree.scope(file).names()) {
        tree.member(module, name)
            .filter(Target.OfFunction.class::isInstance)
            .map(Target.OfFunction.class::cast)
            .ifPresent(function -> ask(module, name, function));
      }
    }
  }

  /**
   * Asks for a name that is bound to a module.
   *
   * @param bound the module it is bound to: {@code shop} for {@code import shop.pricing}
   * @param module what is used of it: that module, or one below it
   */
  void bind(String name, String bound, String module) {
    boolean isTop = !bound.contains(".");
    if (isTop && name.equals(bound)) {
      needed(module).names.add(name);
      return;
    }
    needed(module);
    if (!isTop && name.equals(DottedNames.last(bound)) && !name.equals(DottedNames.top(bound))) {
      needed(bound).names.add(name);
    } else {
      // For "p" or for the "a" of a.a the dotted name does not tell what is bound: the user's own
      // import does, behind the namespace.
      needed(bound);
      statements.put(name, statement(name, bound));
    }
  }

  private static Binding statement(String name, String bound) {
    String start =
        bound.contains(".")
            ? "from " + DottedNames.parent(bound) + " import " + DottedNames.last(bound)
            : "import " + bound;
    String statement = name.equals(DottedNames.last(bound)) ? start : start + " as " + name;
    return new Binding.Library(statement, DottedNames.top(bound), List.of(name));
  }

  private Needed needed(String module) {
    return byModule.computeIfAbsent(module, key -> new Needed());
  }

  /** The namespaces by module, then the imports that need them. */
  List<Binding> bindings() {
    List<Binding> bindings = new ArrayList<>();
    byModule.forEach(
        (module, needed) -> {
          List<Binding.Remote> functions =
              needed.functions.entrySet().stream()
                  .map(entry -> new Binding.Remote(entry.getKey(), entry.getValue()))
                  .toList();
          boolean isFile = definitions.haveFile(module);
          if (needed.names.isEmpty()) {
            bindings.add(new Binding.Namespace(Optional.empty(), module, functions, isFile));
          }
          needed.names.forEach(
              name ->
                  bindings.add(
                      new Binding.Namespace(Optional.of(name), module, functions, isFile)));
        });
    bindings.addAll(statements.values());
    return bindings;
  }
}
