package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Import;
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

/** Binds what one service's functions refer to. */
final class Linker {
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
  private final Roster roster;
  private final Uses uses;
  private final Grouping.Draft draft;
  private final Definitions definitions;
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Set<String> clashes = new HashSet<>();
  private final Map<String, Binding> remotes = new TreeMap<>();
  private final Namespaces namespaces;
  private final Libraries libraries = new Libraries();
  private final Map<String, Endpoint> parentPackages = new TreeMap<>();
  private final Calls calls;
  private final List<Finding> findings = new ArrayList<>();

  /** What a name stands for, and in which function that was found. */
  private record Meaning(String says, Endpoint by) {}

  Linker(SourceTree tree, Roster roster, Uses uses, Grouping.Draft draft) {
    this.tree = tree;
    this.roster = roster;
    this.uses = uses;
    this.draft = draft;
    this.definitions = new Definitions(draft.endpoints(), uses, roster);
    this.namespaces = new Namespaces(tree, roster);
    this.calls = new Calls(tree, roster, uses, definitions);
    defined().forEach(this::define);
    defined().forEach(this::link);
    checkFutures();
  }

  /** All functions that run in the service, served or not. */
  List<Endpoint> defined() {
    return definitions.all();
  }

  List<Finding> findings() {
    return findings;
  }

  /** The service, whole where nothing was found. */
  Service service(Requirements requirements) {
    Set<String> futures = new TreeSet<>();
    defined().forEach(endpoint -> futures.addAll(tree.scope(endpoint.file()).futures()));
    List<Binding> bindings = libraries.bindings();
    bindings.addAll(remotes.values());
    bindings.addAll(namespaces.bindings());
    return new Service(
        draft.name(),
        Slug.of(draft.name()),
        draft.group(),
        draft.endpoints(),
        definitions.carried(),
        calls.of(draft.endpoints()),
        List.copyOf(futures),
        List.copyOf(bindings),
        parentPackages.keySet().stream().findFirst(),
        requirements.lines(libraries.modules()));
  }

  /** In one file all functions are compiled under the same features. */
  private void checkFutures() {
    Endpoint first = defined().get(0);
    defined().stream()
        .filter(endpoint -> !futures(endpoint).equals(futures(first)))
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    Finding.of(
                        Rule.FUTURE_CLASH,
                        Roster.place(other),
                        "in %s, \"%s\" is compiled with %s and \"%s\" (%s) with %s"
                            .formatted(
                                draft.says(),
                                other.function().name(),
                                shown(futures(other)),
                                first.function().name(),
                                Roster.where(first),
                                shown(futures(first))),
                        "Write the same \"from __future__ import ...\" in both modules.")));
  }

  private Set<String> futures(Endpoint endpoint) {
    Set<String> futures = new TreeSet<>(tree.scope(endpoint.file()).futures());
    futures.removeAll(MANDATORY_FUTURES);
    return futures;
  }

  private static String shown(Set<String> futures) {
    return futures.isEmpty()
        ? "no future feature"
        : "the future feature " + String.join(", ", futures);
  }

  private void define(Endpoint endpoint) {
    mean(
        endpoint.function().name(),
        new Target.OfFunction(endpoint.file(), endpoint.function()),
        endpoint,
        () -> Roster.place(endpoint));
  }

  private void link(Endpoint endpoint) {
    Set<String> done = new HashSet<>();
    for (Use use : uses.of(endpoint)) {
      String name = use.reference().name();
      // A name that is used a thousand times is looked at once, or once for either moment.
      String moment = use.atDefinition() + " " + name;
      if (use.target() instanceof Target.OfModule module
          && done.add(moment + "." + String.join(".", use.reference().attributes()))) {
        linkModule(endpoint, use, module);
      }
      if (done.add(moment)) {
        mean(name, use.target(), endpoint, () -> place(endpoint, use));
        linkName(endpoint, use);
      }
    }
    endpoint.function().imports().forEach(statement -> linkBody(endpoint, statement));
  }

  private void linkName(Endpoint endpoint, Use use) {
    String name = use.reference().name();
    if (use.target() instanceof Target.OfFunction function) {
      Endpoint sibling = roster.of(function);
      boolean itself = definitions.hold(sibling) && name.equals(function.function().name());
      if (!itself) {
        remotes.put(name, new Binding.Remote(name, sibling));
      }
    } else if (use.target() instanceof Target.OfLibrary
        || use.target() instanceof Target.OfLibraryName) {
      libraries.take(endpoint.file(), tree.scope(endpoint.file()), use);
    }
  }

  private void linkModule(Endpoint endpoint, Use use, Target.OfModule bound) {
    String name = use.reference().name();
    Uses.Reach reach = uses.reach(bound, use.reference().attributes());
    namespaces.bind(name, bound.module(), reach.module());
    if (reach instanceof Uses.Reach.OfFunction function) {
      namespaces.ask(function.module(), function.name(), function.target());
      if (use.atDefinition() && definitions.hold(roster.of(function.target()))) {
        findings.add(ModuleChecks.throughModule(endpoint, use, function));
      }
    } else if (reach instanceof Uses.Reach.Whole whole) {
      namespaces.askAll(whole.module());
      for (Scope.Entry entry : tree.scope(endpoint.file()).all(name)) {
        if (entry instanceof Scope.Entry.OfModule of
            && of.statement().module().startsWith(whole.module() + ".")) {
          namespaces.bind(name, bound.module(), of.statement().module());
          namespaces.askAll(of.statement().module());
        }
      }
    }
  }

  private void linkBody(Endpoint endpoint, Import statement) {
    if (statement instanceof Import.OfModule of) {
      Target target = tree.imported(of);
      if (target instanceof Target.OfModule) {
        for (String module = of.module(); !module.isEmpty(); module = Names.parent(module)) {
          namespaces.askAll(module);
        }
      } else if (target instanceof Target.OfLibrary) {
        libraries.note(of.module());
      }
    } else if (statement instanceof Import.FromModule from) {
      from.names().forEach(name -> linkBody(endpoint, from, name));
    }
  }

  private void linkBody(Endpoint endpoint, Import.FromModule from, Import.Name name) {
    Target target = tree.imported(endpoint.file(), from, name);
    if (target instanceof Target.OfLibraryName library) {
      libraries.note(Names.join(library.module(), library.name()));
      return;
    }
    if (from.level() > 0) {
      parentPackage(endpoint);
    }
    Optional<String> base = tree.base(endpoint.file(), from);
    if (target instanceof Target.OfFunction function) {
      base.ifPresent(module -> namespaces.ask(module, name.name(), function));
    } else if (target instanceof Target.OfModule module) {
      base.filter(parent -> !parent.isEmpty()).ifPresent(namespaces::ask);
      namespaces.askAll(module.module());
    }
  }

  private void parentPackage(Endpoint endpoint) {
    parentPackages.putIfAbsent(endpoint.file().enclosingPackage(), endpoint);
    if (parentPackages.size() > 1 && clashes.add("")) {
      List<Endpoint> both = List.copyOf(parentPackages.values());
      findings.add(
          clash(
              Roster.place(endpoint),
              draft.says()
                  + " has relative imports in the bodies of functions from two packages: "
                  + Roster.where(both.get(0))
                  + " and "
                  + Roster.where(both.get(1)),
              "Write the imports without leading dots, or " + draft.howToLeave() + "."));
    }
  }

  private void mean(String name, Target target, Endpoint endpoint, Supplier<Place> place) {
    if (target instanceof Target.Refused || target instanceof Target.Missing) {
      return;
    }
    Meaning meaning = new Meaning(target.says(), endpoint);
    Meaning other = meanings.putIfAbsent(name, meaning);
    if (other == null || other.says().equals(meaning.says()) || !clashes.add(name)) {
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
                + Roster.where(other.by()),
            draft.group()
                ? "Use different names, or " + draft.howToLeave() + "."
                : "Use different names, so that both can stand in one file."));
  }

  private static Finding clash(Place place, String message, String advice) {
    return Finding.of(Rule.NAME_CLASH, place, message, advice);
  }

  private static Place place(Endpoint endpoint, Use use) {
    return Place.InSource.of(
        endpoint.file().path(), endpoint.file().module().source(), use.reference().span());
  }
}
