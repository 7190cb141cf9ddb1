package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.requirements.DistributionNames;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.resolve.CallSites;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.ModuleChecks;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns modules into services. */
public final class TopologyBuilder {
  private static final PythonVersion NEWEST_KNOWN = new PythonVersion(14);
  private final ServiceOptions options;

  /** Takes what the user decides. */
  public TopologyBuilder(ServiceOptions options) {
    this.options = options;
  }

  /**
   * Finds the services of some sources, and everything that stands against them, the modules' own
   * violations included.
   *
   * @param sources all modules that could be read, in any order
   * @param unread dotted names of modules and packages that could not, for which they are refused
   *     already
   */
  public Analysis build(List<SourceFile> sources, Set<String> unread) {
    List<SourceFile> sorted =
        sources.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
    List<Finding> findings = new ArrayList<>();
    for (SourceFile file : sorted) {
      file.module()
          .violations()
          .forEach(
              violation -> findings.add(violation.finding(file.path(), file.module().source())));
    }
    RequirementResolver requirements = requirements(findings);
    SourceTree tree = new SourceTree(sorted, unread, requirements::knows);
    EndpointIndex roster = new EndpointIndex(sorted, tree, options.serviceNaming());
    findings.addAll(roster.findings());
    ServicePartition grouping = new ServicePartition(roster, options);
    findings.addAll(grouping.findings());
    NameResolver uses = new NameResolver(tree);
    findings.addAll(
        new ModuleChecks(tree, uses, requirements)
            .check(sorted, roster.endpoints().stream().map(Endpoint::definition).toList()));
    if (roster.endpoints().isEmpty() && unread.isEmpty()) {
      findings.add(noFunctions());
    }
    List<String> entryPoints = entryPoints(roster, findings);

    Dependencies needs = new Dependencies(tree, uses);
    SharedState state = new SharedState(tree, uses);
    ReachableClasses arrivals = new ReachableClasses(tree, needs, sorted, roster.endpoints());
    ServiceAssembler assembly =
        new ServiceAssembler(tree, roster, uses, needs, requirements, arrivals, state);
    List<Service> services = new ArrayList<>();
    grouping.drafts().forEach(draft -> services.add(assembly.service(draft)));
    findings.addAll(assembly.findings());
    List<Definition> definitions = definitions(sorted, roster);
    findings.addAll(state.findings(definitions));
    findings.addAll(requirements.findings(services.stream().map(Service::requirements).toList()));
    findings.addAll(new CallCycles(services, options, roster).findings());

    services.sort(Comparator.comparing(Service::name));
    findings.sort(Finding.BY_PLACE);
    boolean refused = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new Analysis(
        refused
            ? Optional.empty()
            : Optional.of(
                new Topology(List.copyOf(services), entryPoints, requirements.constraints())),
        new CallSites(tree, uses).in(definitions),
        List.copyOf(findings));
  }

  /** All of the sources, by path and place. */
  private static List<Definition> definitions(List<SourceFile> sources, EndpointIndex roster) {
    Stream<Definition> functions = roster.endpoints().stream().map(Endpoint::definition);
    Stream<Definition> statements =
        sources.stream()
            .flatMap(
                file ->
                    file.module().statements().stream()
                        .filter(Statement::accepted)
                        .map(statement -> new Definition.OfStatement(file, statement)));
    return Stream.concat(functions, statements).sorted(Definition.BY_PLACE).toList();
  }

  private RequirementResolver requirements(List<Finding> findings) {
    Optional<PythonVersion> python = PythonVersion.parse(options.pythonVersion());
    if (python.isEmpty()) {
      findings.add(
          Finding.of(
              Rule.BAD_PARAMETER,
              new Location.InParameter("pythonVersion"),
              "\"" + options.pythonVersion() + "\" is no version of Python from 3.8 on",
              "Write it like 3.13."));
    }
    return new RequirementResolver(
        python.orElse(NEWEST_KNOWN),
        new DistributionNames(options.requirementNames()),
        options.userRequirements(),
        options.runtimeRequirements(),
        options.runtimeConstraints());
  }

  private static Finding noFunctions() {
    return Finding.of(
        Rule.NO_FUNCTIONS,
        new Location.Everywhere(),
        "there are no functions in the sources",
        "Write a function at the top level of a .py file, or correct <sourceDirectory>.");
  }

  private List<String> entryPoints(EndpointIndex roster, List<Finding> findings) {
    List<String> found = new ArrayList<>();
    for (String name : options.entryPoints()) {
      Optional<Endpoint> endpoint = roster.find(name);
      if (endpoint.isPresent()) {
        found.add(endpoint.get().name());
      } else if (options.entryPointsChosen()) {
        findings.add(
            Finding.of(
                Rule.UNKNOWN_FUNCTION,
                new Location.InParameter("entryPoints"),
                "\"" + name + "\" is no function",
                roster.advice(name)));
      } else if (!roster.endpoints().isEmpty()) {
        findings.add(
            Finding.of(
                Rule.NO_ENTRY_POINT,
                new Location.InParameter("entryPoints"),
                "there is no function \"" + name + "\", so nothing is reachable from outside",
                "Name the functions to reach in <entryPoints>."));
      }
    }
    return found.stream().distinct().toList();
  }
}
