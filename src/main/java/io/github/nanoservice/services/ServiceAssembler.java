package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes services of what a draft says: what each defines, in which files, and what is bound there.
 */
final class ServiceAssembler {
  private final SourceTree tree;
  private final EndpointIndex roster;
  private final NameResolver uses;
  private final Dependencies needs;
  private final RequirementResolver requirements;
  private final ReachableClasses arrivals;
  private final SharedState state;
  private final List<Finding> findings = new ArrayList<>();

  ServiceAssembler(
      SourceTree tree,
      EndpointIndex roster,
      NameResolver uses,
      Dependencies needs,
      RequirementResolver requirements,
      ReachableClasses arrivals,
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
  Service service(ServicePartition.Draft draft) {
    List<Endpoint> served = draft.endpoints();
    Definitions definitions = Definitions.of(served, arrivals.at(served), tree, needs, roster);
    definitions.all().forEach(each -> state.isIn(each, draft.name()));
    BindingResolver home = link(draft, definitions, definitions.home());
    Set<String> libraries = new TreeSet<>(home.libraries().modules());
    Set<String> optional = new TreeSet<>(home.libraries().optional());
    List<SupportModule> parts = new ArrayList<>();
    for (OutputModule page : definitions.others().values()) {
      BindingResolver linker = link(draft, definitions, page);
      libraries.addAll(linker.libraries().modules());
      optional.addAll(linker.libraries().optional());
      parts.add(
          new SupportModule(
              page.file().orElseThrow(), linker.futures(), linker.bindings(), page.definitions()));
    }
    return new Service(
        draft.name(),
        DnsLabel.of(draft.name()),
        draft.group(),
        served,
        definitions.home().definitions(),
        List.copyOf(parts),
        new CallGraph(tree, roster, uses, needs, definitions).of(served),
        home.futures(),
        home.bindings(),
        home.parentPackage(),
        requirements.lines(libraries, optional));
  }

  private BindingResolver link(
      ServicePartition.Draft draft, Definitions definitions, OutputModule page) {
    BindingResolver linker = new BindingResolver(tree, roster, uses, draft, definitions, page);
    findings.addAll(linker.findings());
    return linker;
  }
}
