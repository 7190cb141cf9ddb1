package io.github.nanoservice.services;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Collects the modules of the sources that one file of a service uses, and what it uses of each.
 */
final class ModuleNamespaces {
  private final Program program;
  private final Definitions definitions;
  private final Predicate<SourceFile> isHere;
  private final Map<String, Contents> byModule = new TreeMap<>();
  private final Map<String, Binding> statements = new TreeMap<>();
  private final Set<ExposedFunction> exposed = new HashSet<>();

  /**
   * The files that expose functions, and whether definitions need these while they are evaluated.
   */
  private final Map<String, Boolean> exposing = new TreeMap<>();

  /** The names that a module is bound to, and the functions that are used of it. */
  private static final class Contents {
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Endpoint> functions = new TreeMap<>();
  }

  /**
   * Takes what the service has.
   *
   * @param isHere whether the definitions of a source file are in this file of the service
   */
  ModuleNamespaces(Program program, Definitions definitions, Predicate<SourceFile> isHere) {
    this.program = program;
    this.definitions = definitions;
    this.isHere = isHere;
  }

  /** Requires a module, so that imports find it. */
  void require(String module) {
    contents(module);
  }

  /**
   * Requires a function of a module under the name that it has there.
   *
   * @param atDefinition whether a definition needs it while it is evaluated
   */
  void require(String module, String name, Target.OfFunction function, boolean atDefinition) {
    Endpoint endpoint = program.endpoints().of(function);
    boolean isInFile =
        definitions.hasFile(module)
            && definitions.contains(endpoint)
            && module.equals(function.file().name())
            && name.equals(function.function().name());
    Contents contents = contents(module);
    if (isInFile) {
      return;
    }
    if (definitions.contains(endpoint) && !isHere.test(function.file())) {
      exposed.add(new ExposedFunction(module, name, endpoint));
      exposing.merge(function.file().name(), atDefinition, Boolean::logicalOr);
    } else {
      contents.functions.put(name, endpoint);
    }
  }

  /**
   * Requires every function of a module.
   *
   * @param atDefinition whether a definition needs one of them while it is evaluated
   */
  void requireAll(String module, boolean atDefinition) {
    require(module);
    program
        .tree()
        .functions(module)
        .forEach((name, function) -> require(module, name, function, atDefinition));
  }

  /**
   * Binds a name to a module.
   *
   * @param bound the module: {@code shop} for {@code import shop.pricing}
   * @param module what is used of it: that module, or one below it
   */
  void bind(String name, String bound, String module) {
    boolean isTop = !bound.contains(".");
    if (isTop && name.equals(bound)) {
      contents(module).names.add(name);
      return;
    }
    require(module);
    if (!isTop && name.equals(DottedNames.last(bound)) && !name.equals(DottedNames.top(bound))) {
      contents(bound).names.add(name);
    } else {
      // For an alias, and for the "a" of a.a, the dotted name does not show what is bound. The
      // user's own import, placed after the namespace, binds it.
      require(bound);
      statements.put(name, statement(name, bound));
    }
  }

  private static Binding statement(String name, String bound) {
    String start =
        bound.contains(".")
            ? "from %s import %s".formatted(DottedNames.parent(bound), DottedNames.last(bound))
            : "import " + bound;
    String statement = name.equals(DottedNames.last(bound)) ? start : start + " as " + name;
    return new Binding.Library(statement, DottedNames.top(bound), List.of(name));
  }

  private Contents contents(String module) {
    return byModule.computeIfAbsent(module, key -> new Contents());
  }

  /** The functions of other files that modules have to have which do not define them. */
  Set<ExposedFunction> exposed() {
    return exposed;
  }

  /** The files that expose functions, the namespaces by module, then the imports that need them. */
  List<Binding> bindings() {
    List<Binding> bindings = new ArrayList<>();
    exposing.forEach(
        (module, atDefinition) -> bindings.add(new Binding.Loaded(module, atDefinition)));
    byModule.forEach(
        (module, contents) -> {
          List<Binding.Remote> functions =
              contents.functions.entrySet().stream()
                  .map(entry -> new Binding.Remote(entry.getKey(), entry.getValue()))
                  .toList();
          boolean isFile = definitions.hasFile(module);
          if (contents.names.isEmpty()) {
            bindings.add(new Binding.Namespace(Optional.empty(), module, functions, isFile));
          }
          contents.names.forEach(
              name ->
                  bindings.add(
                      new Binding.Namespace(Optional.of(name), module, functions, isFile)));
        });
    bindings.addAll(statements.values());
    return bindings;
  }
}
