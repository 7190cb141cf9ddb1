package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that one service defines: the functions it serves, the constants and classes that these need
 * in turn, and the functions that run while any of it is evaluated. What runs then runs with all it
 * calls, for a service cannot wait for another one before it listens itself.
 */
final class Definitions {
  private final SourceTree tree;
  private final Dependencies needs;
  private final EndpointIndex roster;
  private final Map<String, Definition> byKey = new HashMap<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> homes;
  private final OutputModule home = OutputModule.of(Optional.empty());
  private final Map<String, OutputModule> others = new TreeMap<>();
  private final Deque<Step> pending = new ArrayDeque<>();

  /**
   * A definition to be had.
   *
   * @param runs whether it also runs, or has instances, before the service listens
   */
  private record Step(Definition definition, boolean runs) {}

  private Definitions(
      List<Endpoint> served,
      Collection<Definition.OfStatement> arriving,
      Set<String> homes,
      SourceTree tree,
      Dependencies needs,
      EndpointIndex roster) {
    this.tree = tree;
    this.needs = needs;
    this.roster = roster;
    this.homes = homes;
    served.forEach(endpoint -> pending.add(new Step(endpoint.definition(), false)));
    arriving.forEach(each -> pending.add(new Step(each, false)));
    while (!pending.isEmpty()) {
      Step step = pending.pop();
      boolean isNew = add(step.definition());
      boolean runsNow = step.runs() && running.add(step.definition().key());
      if (isNew || runsNow) {
        needs.of(step.definition()).forEach(need -> take(need, step.runs() || need.runs()));
      }
    }
    home.definitions().sort(Definition.BY_PLACE);
    others.values().forEach(page -> page.definitions().sort(Definition.BY_PLACE));
  }

  /**
   * Takes what a service serves. Functions of one module stand in the service's own file with what
   * they need of that module, functions of several in one file only where they need nothing else:
   * each module has names, features and an order of its own.
   *
   * @param arriving classes whose instances may reach it, though nothing in it may name them
   */
  static Definitions of(
      List<Endpoint> served,
      Collection<Definition.OfStatement> arriving,
      SourceTree tree,
      Dependencies needs,
      EndpointIndex roster) {
    Set<String> files =
        served.stream().map(endpoint -> endpoint.file().name()).collect(Collectors.toSet());
    Definitions together = new Definitions(served, arriving, files, tree, needs, roster);
    return files.size() > 1 && together.isWritten()
        ? new Definitions(served, arriving, Set.of(), tree, needs, roster)
        : together;
  }

  private boolean add(Definition definition) {
    boolean isNew = byKey.putIfAbsent(definition.key(), definition) == null;
    if (isNew) {
      page(definition.file()).definitions().add(definition);
      tree.effects(definition.file()).forEach(effect -> pending.add(new Step(effect, true)));
    }
    return isNew;
  }

  private OutputModule page(SourceFile file) {
    return isHome(file.name())
        ? home
        : others.computeIfAbsent(file.name(), key -> OutputModule.of(Optional.of(file)));
  }

  private void take(Dependencies.Need need, boolean runs) {
    if (need.target() instanceof Target.OfVariable variable) {
      tree.definitions(variable).forEach(each -> pending.add(new Step(each, runs)));
      ask(need, variable.file());
    } else if (need.target() instanceof Target.OfFunction function) {
      Endpoint endpoint = roster.of(function);
      if (runs || roster.isLocal(endpoint)) {
        pending.add(new Step(endpoint.definition(), runs));
      }
    }
  }

  /** A name that a module has only imported has to be imported there again. */
  private void ask(Dependencies.Need need, SourceFile definer) {
    if (!need.module().equals(definer.name())) {
      tree.file(need.module())
          .ifPresent(file -> page(file).asked().add(new OutputModule.Asked(file, need.name())));
    }
  }

  /** Whether something is defined here. */
  boolean have(Definition definition) {
    return byKey.containsKey(definition.key());
  }

  /** Whether a function is defined here. */
  boolean have(Endpoint endpoint) {
    return byKey.containsKey(endpoint.key());
  }

  /** Whether a module's definitions stand in the service's own file. */
  boolean isHome(String module) {
    return homes.contains(module);
  }

  /** Whether a module can be imported from a file: one of its own, or the service's. */
  boolean haveFile(String module) {
    return others.containsKey(module) || isHome(module) && isWritten();
  }

  /** Whether the service's own file has to go by the names of the modules that it comes from. */
  private boolean isWritten() {
    return !others.isEmpty()
        || home.definitions().stream().anyMatch(Definition.OfStatement.class::isInstance);
  }

  /** The service's own file. */
  OutputModule home() {
    return home;
  }

  /** Its other files, by the dotted names of their modules. */
  Map<String, OutputModule> others() {
    return others;
  }

  /** All definitions. */
  Collection<Definition> all() {
    return byKey.values();
  }
}
