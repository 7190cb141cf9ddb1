package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes services of what a draft says: what each defines, in which files, and what is bound there.
 */
final class Assembly {
  private final SourceTree tree;
  private final Roster roster;
  private final Uses uses;
  private final Needs needs;
  private final Requirements requirements;
  private final Arrivals arrivals;
  private final SharedState state;
  private final List<Finding> findings = new ArrayList<>();

  Assembly(
      SourceTree tree,
      Roster roster,
      Uses uses,
      Needs needs,
      Requirements requirements,
      Arrivals arrivals,
      SharedState state) {
    this.tree = tree;
    this.roster = roster;
    this.uses = uses;
    this.needs = needs;
    this.requirements = requirements;
    this.arrivals = arrivals;
    this.state = state;
  }

  /** What stands against the services made so far. */
  List<Finding> findings() {
    return findings;
  }

  /** The service, whole where nothing was found. */
  Service service(Grouping.Draft draft) {
    List<Endpoint> served = draft.endpoints();
    Definitions definitions = Definitions.of(served, arrivals.at(served), tree, needs, roster);
    definitions.all().forEach(each -> state.isIn(each, draft.name()));
    Linker home = link(draft, definitions, definitions.home());
    Set<String> libraries = new TreeSet<>(home.libraries().modules());
    Set<String> optional = new TreeSet<>(home.libraries().optional());
    List<Part> parts = new ArrayList<>();
    for (Page page : definitions.others().values()) {
      Linker linker = link(draft, definitions, page);
      libraries.addAll(linker.libraries().modules());
      optional.addAll(linker.libraries().optional());
      parts.add(
          new Part(
              page.file().orElseThrow(), linker.futures(), linker.bindings(), page.definitions()));
    }
    return new Service(
        draft.name(),
        Slug.of(draft.name()),
        draft.group(),
        served,
        definitions.home().definitions(),
        List.copyOf(parts),
        new Calls(tree, roster, uses, needs, definitions).of(served),
        home.futures(),
        home.bindings(),
        home.parentPackage(),
        requirements.lines(libraries, optional));
  }

  private Linker link(Grouping.Draft draft, Definitions definitions, Page page) {
    Linker linker = new Linker(tree, roster, uses, draft, definitions, page);
    findings.addAll(linker.findings());
    return linker;
  }
}
