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
import io.github.nanoservice.resolve.HandlerChecks;
import io.github.nanoservice.resolve.MainThreadChecks;
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

  /** Takes the user's decisions. */
  public TopologyBuilder(ServiceOptions options) {
    this.options = options;
  }

  /**
   * Finds the services of some sources and all problems in them, including the modules' own
   * violations.
   *
   * @param sources all modules that could be read, in any order
   * @param unread dotted names of modules and packages that could not be read; the caller reports
   *     them
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
    SourceTree tree = SourceTree.of(sorted, unread, requirements::knows);
    NameResolver resolver = new NameResolver(tree);
    EndpointIndex index = EndpointIndex.of(sorted, resolver, options.serviceNaming());
    findings.addAll(index.findings());
    ServicePartition partition = ServicePartition.of(index, options);
    findings.addAll(partition.findings());
    findings.addAll(
        ModuleChecks.findings(
            tree,
            resolver,
            requirements,
            sorted,
            index.endpoints().stream().map(Endpoint::definition).toList()));
    if (index.endpoints().isEmpty() && unread.isEmpty()) {
      findings.add(noFunctions());
    }
    List<String> entryPoints = entryPoints(index, findings);

    Program program = new Program(tree, resolver, new Dependencies(tree, resolver), index);
    ServiceAssembler assembler =
        new ServiceAssembler(program, ReachableClasses.of(program, sorted), requirements);
    List<Service> services = new ArrayList<>();
    for (PlannedService planned : partition.services()) {
      ServiceAssembler.Assembled assembled = assembler.assemble(planned);
      services.add(assembled.service());
      findings.addAll(assembled.findings());
    }
    services.sort(Comparator.comparing(Service::name));
    List<Definition> definitions = definitions(sorted, index);
    findings.addAll(SharedState.findings(program, definitions, services));
    findings.addAll(MainThreadChecks.findings(resolver, definitions));
    findings.addAll(
        HandlerChecks.findings(
            resolver, index.endpoints().stream().map(Endpoint::definition).toList()));
    findings.addAll(requirements.findings(services.stream().map(Service::requirements).toList()));
    findings.addAll(CallCycles.findings(services, options, index));

    findings.sort(Finding.BY_LOCATION);
    boolean refused = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new Analysis(
        refused
            ? Optional.empty()
            : Optional.of(
                new Topology(List.copyOf(services), entryPoints, requirements.constraints())),
        new CallSites(tree, resolver).in(definitions),
        List.copyOf(findings));
  }

  /** All definitions of the sources, by path and offset. */
  private static List<Definition> definitions(List<SourceFile> sources, EndpointIndex index) {
    Stream<Definition> functions = index.endpoints().stream().map(Endpoint::definition);
    Stream<Definition> statements =
        sources.stream()
            .flatMap(
                file ->
                    file.module().statements().stream()
                        .filter(Statement::accepted)
                        .map(statement -> new Definition.OfStatement(file, statement)));
    return Stream.concat(functions, statements).sorted(Definition.BY_LOCATION).toList();
  }

  private RequirementResolver requirements(List<Finding> findings) {
    Optional<PythonVersion> python = PythonVersion.parse(options.pythonVersion());
    if (python.isEmpty()) {
      findings.add(
          Finding.of(
              Rule.INVALID_PARAMETER,
              new Location.InParameter("pythonVersion"),
              "\"%s\" is not a Python version from 3.8 on".formatted(options.pythonVersion()),
              "Write it as in 3.13."));
    }
    return RequirementResolver.of(
        python.orElse(NEWEST_KNOWN),
        DistributionNames.withOverrides(options.requirementNames()),
        options.userRequirements(),
        options.runtimeRequirements(),
        options.runtimeConstraints());
  }

  private static Finding noFunctions() {
    return Finding.of(
        Rule.NO_FUNCTIONS,
        new Location.Everywhere(),
        "the sources have no functions",
        "Write a function at the top level of a .py file, or correct <sourceDirectory>.");
  }

  private List<String> entryPoints(EndpointIndex index, List<Finding> findings) {
    List<String> found = new ArrayList<>();
    for (String name : options.entryPoints()) {
      Optional<Endpoint> endpoint = index.find(name);
      if (endpoint.isPresent()) {
        found.add(endpoint.get().name());
      } else if (options.entryPointsChosen()) {
        findings.add(
            Finding.of(
                Rule.UNKNOWN_FUNCTION,
                new Location.InParameter("entryPoints"),
                "\"%s\" is not a function".formatted(name),
                index.advice(name)));
      } else if (!index.endpoints().isEmpty()) {
        findings.add(
            Finding.of(
                Rule.NO_ENTRY_POINT,
                new Location.InParameter("entryPoints"),
                "there is no function \"%s\", so nothing is reachable from outside".formatted(name),
                "Name the functions that should be reachable in <entryPoints>."));
      }
    }
    return found.stream().distinct().toList();
  }
}
