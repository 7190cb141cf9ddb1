package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ModuleScope;
import io.github.nanoservice.resolve.ResolvedImport;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds what one file of a service has to bind, so that its definitions find every name. */
final class BindingResolver {
  private final OutputModule module;
  private final Definitions definitions;
  private final PlannedService service;
  private final SourceTree tree;
  private final Program program;
  private final NameClashes clashes;
  private final ModuleNamespaces namespaces;
  private final LibraryImports libraries = new LibraryImports();
  private final Map<String, Binding> remotes = new TreeMap<>();
  private final Map<String, Binding> aliases = new TreeMap<>();
  private final Map<String, Map<String, Binding.Imported>> siblings = new TreeMap<>();
  private final Map<String, Definition> parentPackages = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private BindingResolver(
      OutputModule module, Definitions definitions, PlannedService service, Program program) {
    this.module = module;
    this.definitions = definitions;
    this.service = service;
    this.program = program;
    this.tree = program.tree();
    this.clashes = new NameClashes(tree, service);
    this.namespaces = new ModuleNamespaces(program, definitions, this::isHere);
  }

  static ModuleBindings resolve(
      OutputModule module, Definitions definitions, PlannedService service, Program program) {
    BindingResolver resolver = new BindingResolver(module, definitions, service, program);
    module.definitions().forEach(resolver::define);
    if (module.isHome()) {
      service.endpoints().forEach(resolver::importEndpoint);
    }
    module.definitions().forEach(resolver::bind);
    module.reExports().forEach(resolver::bind);
    return resolver.result();
  }

  private ModuleBindings result() {
    List<Binding> bindings = new ArrayList<>(libraries.bindings());
    siblings.forEach(
        (name, names) -> bindings.add(new Binding.Sibling(name, List.copyOf(names.values()))));
    bindings.addAll(remotes.values());
    bindings.addAll(namespaces.bindings());
    bindings.addAll(aliases.values());
    findings.addAll(clashes.findings());
    FutureFeatures.clash(module.definitions(), tree, service).ifPresent(findings::add);
    return new ModuleBindings(
        FutureFeatures.of(module.definitions(), tree),
        List.copyOf(bindings),
        parentPackages.keySet().stream().findFirst(),
        libraries.modules(),
        libraries.optionalModules(),
        namespaces.exposed(),
        List.copyOf(findings));
  }

  private void define(Definition definition) {
    SourceFile file = definition.file();
    if (definition instanceof Definition.OfFunction of) {
      define(of.function().name(), new Target.OfFunction(file, of.function()), definition);
    } else if (definition instanceof Definition.OfStatement of) {
      of.statement()
          .binds()
          .forEach(name -> define(name, new Target.OfVariable(file, name), definition));
    }
  }

  private void define(String name, Target target, Definition definition) {
    clashes.add(name, target, definition, () -> Locations.of(definition));
  }

  /** Imports a function that is served from the file of its module. */
  private void importEndpoint(Endpoint endpoint) {
    String name = endpoint.function().name();
    if (!isHere(endpoint.file())) {
      define(endpoint.definition());
      importFrom(endpoint.file().name(), name, name);
    }
  }

  private void bind(Definition definition) {
    Set<String> done = new HashSet<>();
    for (ResolvedUse use : program.resolver().uses(definition)) {
      String name = use.reference().name();
      // A name may be used a thousand times; one use at each moment is enough.
      String moment = use.atDefinition() + " " + name;
      if (use.target() instanceof Target.OfModule of
          && use.end() instanceof AttributeResolution.InModule end
          && done.add(moment + "." + String.join(".", use.reference().attributes()))) {
        bindModule(definition, use, of.module(), end);
      }
      if (done.add(moment)) {
        clashes.add(name, use.target(), definition, () -> Locations.of(definition, use));
        bindName(definition, use);
      }
    }
    program.resolver().imports(definition).forEach(each -> bind(definition, each));
  }

  private void bindName(Definition definition, ResolvedUse use) {
    String name = use.reference().name();
    if (use.target() instanceof Target.OfFunction function) {
      Endpoint endpoint = program.endpoints().of(function);
      if (definitions.contains(endpoint)) {
        bindDefined(definition, use, function.file(), function.function().name());
      } else {
        remotes.put(name, new Binding.Remote(name, endpoint));
      }
    } else if (use.target() instanceof Target.OfVariable variable) {
      bindDefined(definition, use, variable.file(), variable.name());
    } else if (use.target().isLibrary()) {
      libraries.add(definition.file(), tree.scope(definition.file()), use);
    }
  }

  /** Binds a name to what one of the service's files defines, maybe under another name. */
  private void bindDefined(
      Definition definition, ResolvedUse use, SourceFile definer, String defined) {
    String name = use.reference().name();
    if (!isHere(definer)) {
      importFrom(definer.name(), defined, name);
    } else if (!name.equals(defined)) {
      aliases.put(name, new Binding.Alias(name, defined));
      if (use.atDefinition()) {
        findings.add(DefinitionTimeNames.underAnotherName(definition, use, defined));
      }
    }
  }

  private boolean isHere(SourceFile file) {
    return definitions.isIn(module, file);
  }

  private void importFrom(String source, String name, String bound) {
    siblings
        .computeIfAbsent(source, key -> new TreeMap<>())
        .put(bound, new Binding.Imported(name, bound));
  }

  private void bind(OutputModule.ReExport reExport) {
    String name = reExport.name();
    for (ModuleScope.Entry entry : tree.scope(reExport.file()).last(name).stream().toList()) {
      if (tree.target(reExport.file(), name, entry) instanceof Target.OfVariable variable
          && !isHere(variable.file())) {
        importFrom(variable.file().name(), variable.name(), name);
      }
    }
  }

  private void bindModule(
      Definition definition, ResolvedUse use, String bound, AttributeResolution.InModule end) {
    String name = use.reference().name();
    namespaces.bind(name, bound, end.module());
    if (end instanceof AttributeResolution.OfModule of) {
      namespaces.requireAll(of.module(), use.atDefinition());
      for (String submodule : of.submodules()) {
        namespaces.bind(name, bound, submodule);
        namespaces.requireAll(submodule, use.atDefinition());
      }
    } else if (end instanceof AttributeResolution.OfFunction of) {
      namespaces.require(of.module(), of.name(), of.target(), use.atDefinition());
      Endpoint endpoint = program.endpoints().of(of.target());
      if (use.atDefinition() && definitions.contains(endpoint) && isHere(endpoint.file())) {
        findings.add(DefinitionTimeNames.throughModule(definition, use, of));
      }
    }
  }

  private void bind(Definition definition, ResolvedImport statement) {
    if (statement instanceof ResolvedImport.OfLibrary library) {
      if (library.alternative()
          || definition instanceof Definition.OfStatement of
              && of.statement().kind() != Statement.Kind.CLASS_DEF) {
        libraries.addOptionalModule(library.name());
      } else {
        libraries.addModule(library.name());
      }
    } else if (statement instanceof ResolvedImport.OfModules of) {
      of.modules().forEach(module -> namespaces.requireAll(module, false));
    } else if (statement instanceof ResolvedImport.OfName of) {
      if (of.relative()) {
        checkParentPackage(definition);
      }
      if (of.target() instanceof Target.OfFunction function) {
        namespaces.require(of.module(), of.name(), function, false);
      } else if (of.target() instanceof Target.OfVariable) {
        namespaces.require(of.module());
      } else if (of.target() instanceof Target.OfModule imported) {
        if (!of.module().isEmpty()) {
          namespaces.require(of.module());
        }
        namespaces.requireAll(imported.module(), false);
      }
    }
  }

  /** In one file, relative imports inside definitions all start at one package. */
  private void checkParentPackage(Definition definition) {
    boolean isNew =
        parentPackages.putIfAbsent(definition.file().enclosingPackage(), definition) == null;
    if (isNew && parentPackages.size() == 2) {
      List<Definition> both = List.copyOf(parentPackages.values());
      findings.add(
          Finding.of(
              Rule.NAME_CLASH,
              Locations.of(definition),
              "%s has relative imports inside functions of two packages: at %s and at %s"
                  .formatted(
                      service.describe(),
                      Locations.where(both.get(0)),
                      Locations.where(both.get(1))),
              "Write the imports without leading dots, or %s."
                  .formatted(service.separationAdvice())));
    }
  }
}
