package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ModuleChecks;
import io.github.nanoservice.resolve.ModuleScope;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Binds what the definitions in one file of a service refer to. */
final class BindingResolver {
  /** What Python 3.8 does without being asked (module __future__): asking changes nothing. */
  private static final Set<String> MANDATORY_FUTURES =
      Set.of(
          "nested_scopes",
          "generators",
          "division",
          "absolute_import",
          "with_statement",
          "print_function",
          "unicode_literals",
          "generator_stop");

  private final SourceTree tree;
  private final EndpointIndex roster;
  private final NameResolver uses;
  private final ServicePartition.Draft draft;
  private final Definitions definitions;
  private final OutputModule page;
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Set<String> clashes = new HashSet<>();
  private final Map<String, Binding> remotes = new TreeMap<>();
  private final Map<String, Binding> aliases = new TreeMap<>();
  private final Map<String, Map<String, Binding.Imported>> siblings = new TreeMap<>();
  private final ModuleNamespaces namespaces;
  private final LibraryImports libraries = new LibraryImports();
  private final Map<String, Definition> parentPackages = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /** What a name stands for, and in which definition that was found. */
  private record Meaning(Target target, Definition by) {
    String says() {
      return target.says();
    }
  }

  BindingResolver(
      SourceTree tree,
      EndpointIndex roster,
      NameResolver uses,
      ServicePartition.Draft draft,
      Definitions definitions,
      OutputModule page) {
    this.tree = tree;
    this.roster = roster;
    this.uses = uses;
    this.draft = draft;
    this.definitions = definitions;
    this.page = page;
    this.namespaces = new ModuleNamespaces(tree, roster, definitions);
    page.definitions().forEach(this::define);
    if (page.isHome()) {
      draft.endpoints().forEach(this::serve);
    }
    page.definitions().forEach(this::link);
    page.asked().forEach(this::linkAsked);
    checkFutures();
  }

  List<Finding> findings() {
    return findings;
  }

  /** What is to be bound, in that order. */
  List<Binding> bindings() {
    List<Binding> bindings = libraries.bindings();
    siblings.forEach(
        (module, names) -> bindings.add(new Binding.Sibling(module, List.copyOf(names.values()))));
    bindings.addAll(remotes.values());
    bindings.addAll(namespaces.bindings());
    bindings.addAll(aliases.values());
    return bindings;
  }

  /** The {@code __future__} features of all that is defined, sorted. */
  List<String> futures() {
    Set<String> futures = new TreeSet<>();
    page.definitions().forEach(each -> futures.addAll(tree.scope(each.file()).futures()));
    return List.copyOf(futures);
  }

  /** The package that relative imports inside a body start from, where there are any. */
  Optional<String> parentPackage() {
    return parentPackages.keySet().stream().findFirst();
  }

  /** What is imported from elsewhere. */
  LibraryImports libraries() {
    return libraries;
  }

  /** In one file all functions are compiled under the same features. */
  private void checkFutures() {
    for (Definition other : page.definitions()) {
      Definition first = page.definitions().get(0);
      if (!futures(other).equals(futures(first))) {
        findings.add(
            Finding.of(
                Rule.FUTURE_CLASH,
                Locations.of(other),
                "in %s, %s is compiled with %s and %s (%s) with %s"
                    .formatted(
                        draft.says(),
                        Locations.says(other),
                        shown(futures(other)),
                        Locations.says(first),
                        Locations.where(first),
                        shown(futures(first))),
                "Write the same \"from __future__ import ...\" in both modules."));
        return;
      }
    }
  }

  private Set<String> futures(Definition definition) {
    Set<String> futures = new TreeSet<>(tree.scope(definition.file()).futures());
    futures.removeAll(MANDATORY_FUTURES);
    return futures;
  }

  private static String shown(Set<String> futures) {
    return futures.isEmpty()
        ? "no future feature"
        : "the future feature " + String.join(", ", futures);
  }

  private void define(Definition definition) {
    SourceFile file = definition.file();
    if (definition instanceof Definition.OfFunction of) {
      Target target = new Target.OfFunction(file, of.function());
      mean(of.function().name(), target, definition, () -> Locations.of(definition));
    } else if (definition instanceof Definition.OfStatement of) {
      for (String name : of.statement().binds()) {
        Target target = new Target.OfVariable(file, name);
        mean(name, target, definition, () -> Locations.of(definition));
      }
    }
  }

  /** Imports a function that is served from the file of its module. */
  private void serve(Endpoint endpoint) {
    String name = endpoint.function().name();
    if (!isHere(endpoint.file())) {
      define(endpoint.definition());
      importFrom(endpoint.file().name(), name, name);
    }
  }

  private void link(Definition definition) {
    Set<String> done = new HashSet<>();
    for (ResolvedUse use : uses.of(definition)) {
      String name = use.reference().name();
      // A name that is used a thousand times is looked at once, or once for either moment.
      String moment = use.atDefinition() + " " + name;
      if (use.target() instanceof Target.OfModule module
          && done.add(moment + "." + String.join(".", use.reference().attributes()))) {
        linkModule(definition, use, module);
      }
      if (done.add(moment)) {
        mean(name, use.target(), definition, () -> Locations.of(definition, use));
        linkName(definition, use);
      }
    }
    definition.imports().forEach(statement -> linkBody(definition, statement));
  }

  private void linkName(Definition definition, ResolvedUse use) {
    String name = use.reference().name();
    if (use.target() instanceof Target.OfFunction function) {
      linkFunction(definition, use, roster.of(function));
    } else if (use.target() instanceof Target.OfVariable variable) {
      linkHere(definition, use, variable.file(), variable.name());
    } else if (isOfLibrary(use.target())) {
      libraries.take(definition.file(), tree.scope(definition.file()), use);
    }
  }

  private static boolean isOfLibrary(Target target) {
    return target instanceof Target.OfLibrary || target instanceof Target.OfLibraryName;
  }

  private void linkFunction(Definition definition, ResolvedUse use, Endpoint function) {
    if (definitions.have(function)) {
      linkHere(definition, use, function.file(), function.function().name());
    } else {
      String name = use.reference().name();
      remotes.put(name, new Binding.Remote(name, function));
    }
  }

  /** Binds a name to what one of the service's files defines under the same name or another. */
  private void linkHere(
      Definition definition, ResolvedUse use, SourceFile definer, String defined) {
    String name = use.reference().name();
    if (!isHere(definer)) {
      importFrom(definer.name(), defined, name);
    } else if (!name.equals(defined)) {
      aliases.put(name, new Binding.Alias(name, defined));
      if (use.atDefinition()) {
        findings.add(ModuleChecks.underAnotherName(definition, use, defined));
      }
    }
  }

  private boolean isHere(SourceFile file) {
    return page.file()
        .map(own -> own.name().equals(file.name()))
        .orElseGet(() -> definitions.isHome(file.name()));
  }

  private void importFrom(String module, String name, String bound) {
    siblings
        .computeIfAbsent(module, key -> new TreeMap<>())
        .put(bound, new Binding.Imported(name, bound));
  }

  /** Binds a name that another file takes from this one, which only imports it. */
  private void linkAsked(OutputModule.Asked asked) {
    ModuleScope scope = tree.scope(asked.file());
    for (ModuleScope.Entry entry : scope.last(asked.name()).stream().toList()) {
      Target target = tree.target(asked.file(), asked.name(), entry);
      if (target instanceof Target.OfVariable variable && !isHere(variable.file())) {
        importFrom(variable.file().name(), variable.name(), asked.name());
      }
    }
  }

  private void linkModule(Definition definition, ResolvedUse use, Target.OfModule bound) {
    String name = use.reference().name();
    NameResolver.Reach reach = uses.reach(bound, use.reference().attributes());
    namespaces.bind(name, bound.module(), reach.module());
    if (reach instanceof NameResolver.Reach.OfFunction function) {
      namespaces.ask(function.module(), function.name(), function.target());
      Endpoint endpoint = roster.of(function.target());
      if (use.atDefinition() && definitions.have(endpoint) && isHere(endpoint.file())) {
        findings.add(ModuleChecks.throughModule(definition, use, function));
      }
    } else if (reach instanceof NameResolver.Reach.Whole whole) {
      namespaces.askAll(whole.module());
      for (ModuleScope.Entry entry : tree.scope(definition.file()).all(name)) {
        if (entry instanceof ModuleScope.Entry.OfModule of
            && of.statement().module().startsWith(whole.module() + ".")) {
          namespaces.bind(name, bound.module(), of.statement().module());
          namespaces.askAll(of.statement().module());
        }
      }
    }
  }

  private void linkBody(Definition definition, Import statement) {
    if (statement instanceof Import.OfModule of) {
      Target target = tree.imported(of);
      if (target instanceof Target.OfModule) {
        for (String module = of.module(); !module.isEmpty(); module = DottedNames.parent(module)) {
          namespaces.askAll(module);
        }
      } else if (target instanceof Target.OfLibrary) {
        note(definition, of.module());
      }
    } else if (statement instanceof Import.FromModule from) {
      from.names().forEach(name -> linkBody(definition, from, name));
    }
  }

  private void linkBody(Definition definition, Import.FromModule from, Import.Name name) {
    Target target = tree.imported(definition.file(), from, name);
    if (target instanceof Target.OfLibraryName library) {
      note(definition, DottedNames.join(library.module(), library.name()));
      return;
    }
    if (from.level() > 0) {
      parentPackage(definition);
    }
    Optional<String> base = tree.base(definition.file(), from);
    if (target instanceof Target.OfFunction function) {
      base.ifPresent(module -> namespaces.ask(module, name.name(), function));
    } else if (target instanceof Target.OfVariable) {
      base.ifPresent(namespaces::ask);
    } else if (target instanceof Target.OfModule module) {
      base.filter(parent -> !parent.isEmpty()).ifPresent(namespaces::ask);
      namespaces.askAll(module.module());
    }
  }

  private void note(Definition definition, String module) {
    if (definition instanceof Definition.OfStatement of
        && of.statement().kind() == Statement.Kind.IMPORT_FALLBACK) {
      libraries.noteOptional(module);
    } else {
      libraries.note(module);
    }
  }

  private void parentPackage(Definition definition) {
    parentPackages.putIfAbsent(definition.file().enclosingPackage(), definition);
    if (parentPackages.size() > 1 && clashes.add("")) {
      List<Definition> both = List.copyOf(parentPackages.values());
      findings.add(
          clash(
              Locations.of(definition),
              draft.says()
                  + " has relative imports in the bodies of functions from two packages: "
                  + Locations.where(both.get(0))
                  + " and "
                  + Locations.where(both.get(1)),
              "Write the imports without leading dots, or " + draft.howToLeave() + "."));
    }
  }

  private void mean(String name, Target target, Definition definition, Supplier<Location> place) {
    if (target instanceof Target.Refused || target instanceof Target.Missing) {
      return;
    }
    Meaning meaning = new Meaning(target, definition);
    Meaning other = meanings.putIfAbsent(name, meaning);
    if (other == null
        || other.says().equals(meaning.says())
        || inTurn(name, meaning, other)
        || !clashes.add(name)) {
      return;
    }
    findings.add(
        clash(
            place.get(),
            "in "
                + draft.says()
                + ", \""
                + name
                + "\" is "
                + meaning.says()
                + " here and "
                + other.says()
                + " in "
                + Locations.where(other.by()),
            draft.group()
                ? "Use different names, or " + draft.howToLeave() + "."
                : "Use different names, so that both can stand in one file."));
  }

  /**
   * Whether a name means one thing after the other in one module, and does so here too: statements
   * keep their order, but imports stand in front of them, and stubs do.
   */
  private boolean inTurn(String name, Meaning one, Meaning other) {
    SourceFile file = one.by().file();
    if (!file.path().equals(other.by().file().path())) {
      return false;
    }
    Target before = one.target() instanceof Target.OfVariable ? other.target() : one.target();
    Target after = before == one.target() ? other.target() : one.target();
    return after instanceof Target.OfVariable
        && (before instanceof Target.Unbound
            || isOfLibrary(before) && importsComeFirst(tree.scope(file).all(name)));
  }

  private static boolean importsComeFirst(List<ModuleScope.Entry> entries) {
    boolean behind = false;
    for (ModuleScope.Entry entry : entries) {
      boolean isStatement = entry instanceof ModuleScope.Entry.OfStatement;
      if (behind && !isStatement) {
        return false;
      }
      behind |= isStatement;
    }
    return true;
  }

  private static Finding clash(Location place, String message, String advice) {
    return Finding.of(Rule.NAME_CLASH, place, message, advice);
  }
}
