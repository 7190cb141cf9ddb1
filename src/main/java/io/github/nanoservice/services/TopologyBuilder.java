package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.requirements.DistributionNames;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.resolve.CallSites;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.FileReads;
import io.github.nanoservice.resolve.HandlerChecks;
import io.github.nanoservice.resolve.ImportChecks;
import io.github.nanoservice.resolve.MainThreadChecks;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.Obstacles;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns modules into services. */
public final class TopologyBuilder {
  private static final PythonVersion NEWEST_KNOWN = new PythonVersion(14);
  private final ServiceOptions options;
  private final Set<String> unserved;
  private final InstalledDistributions installed;

  /** Takes the user's decisions. */
  public TopologyBuilder(ServiceOptions options) {
    this(options, Set.of(), InstalledDistributions.unknown());
  }

  /**
   * Takes the user's decisions.
   *
   * @param unserved paths of modules whose functions are not served, but parts of the services that
   *     call them
   * @param installed gives advice on imports that nothing accounts for
   */
  public TopologyBuilder(
      ServiceOptions options, Set<String> unserved, InstalledDistributions installed) {
    this.options = options;
    this.unserved = Set.copyOf(unserved);
    this.installed = installed;
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
    Dependencies dependencies = new Dependencies(tree, resolver);
    Applications found =
        options.carriesModules()
            ? Applications.in(sorted, tree, resolver, file -> !unserved.contains(file.path()))
            : Applications.none();
    Applications wanted = found.only(each -> isPublished(each, found));
    Predicate<Definition.OfFunction> isServed =
        function -> !unserved.contains(function.file().path()) && !found.contains(function.file());
    EndpointIndex all = EndpointIndex.of(sorted, tree, resolver, options, isServed);
    EndpointIndex index = published(sorted, all, wanted, isServed, tree, resolver, dependencies);
    findings.addAll(index.findings());
    Applications applications = wanted.named(index, options);
    findings.addAll(applications.findings());
    CarriedModules carried =
        options.carriesModules()
            ? CarriedModules.of(tree, resolver, sorted)
            : CarriedModules.none();
    if (!options.carriesModules()) {
      for (SourceFile file : sorted) {
        Obstacles.of(tree, resolver, file)
            .forEach(each -> findings.add(each.finding(file.path(), file.module().source())));
      }
    }

    boolean serves = !index.endpoints().isEmpty() || !applications.all().isEmpty();
    if (!serves && unread.isEmpty()) {
      findings.add(noFunctions());
    }
    List<String> entryPoints = entryPoints(index, all, found, applications, findings);
    omitted(all, index, found, wanted).ifPresent(findings::add);

    Program program = new Program(tree, resolver, dependencies, index, applications, carried);
    List<Definition> definitions = definitions(sorted, index, applications);
    ServiceGrouping grouping =
        ServiceGrouping.of(
            program,
            definitions,
            new ServiceAssembler(
                program, ReachableClasses.of(program), requirements, options.carriesModules()),
            options);
    findings.addAll(grouping.findings());
    List<Service> services = grouping.services();
    boolean publishesAll = index.endpoints().size() == all.endpoints().size();
    findings.addAll(
        ImportChecks.findings(
            tree,
            requirements,
            publishesAll ? sorted : files(services),
            definition -> publishesAll || grouping.definitionKeys().contains(definition.key()),
            options.carriesModules(),
            installed));
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
                new Topology(
                    List.copyOf(services),
                    entryPoints,
                    options.calledFunction().flatMap(index::find).map(Endpoint::name),
                    requirements.constraints(),
                    requirements.limits(),
                    grouping.kept())),
        new CallSites(tree, resolver).in(definitions),
        FileReads.in(sorted, resolver),
        List.copyOf(findings));
  }

  /** Whether an application is served: if the user named entry points, it has to be one. */
  private boolean isPublished(Application application, Applications all) {
    return !options.entryPointsChosen()
        || options.entryPoints().stream()
            .flatMap(name -> all.find(name).stream())
            .anyMatch(application::equals);
  }

  /** The functions that are served: if the user named entry points, those that they reach. */
  private EndpointIndex published(
      List<SourceFile> sources,
      EndpointIndex all,
      Applications applications,
      Predicate<Definition.OfFunction> isServed,
      SourceTree tree,
      NameResolver resolver,
      Dependencies dependencies) {
    List<Definition> roots = new ArrayList<>();
    Stream.concat(options.entryPoints().stream(), options.calledFunction().stream())
        .flatMap(name -> all.find(name).stream())
        .forEach(endpoint -> roots.add(endpoint.definition()));
    applications.all().forEach(application -> roots.addAll(application.definitions()));
    boolean areKnown =
        options.entryPoints().stream()
            .allMatch(name -> all.find(name).isPresent() || applications.find(name).isPresent());
    if (!options.entryPointsChosen() || roots.isEmpty() || !areKnown) {
      return all;
    }
    Set<String> reached = Reachability.from(roots, tree, dependencies);
    return EndpointIndex.of(
        sources,
        tree,
        resolver,
        options,
        isServed.and(function -> reached.contains(function.key())));
  }

  /** The files that services contain, or have definitions of, by path. */
  private static Collection<SourceFile> files(List<Service> services) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    services.stream().flatMap(Service::files).forEach(file -> files.put(file.path(), file));
    return files.values();
  }

  private static Optional<Finding> omitted(
      EndpointIndex all, EndpointIndex published, Applications found, Applications wanted) {
    Set<String> kept =
        published.endpoints().stream().map(Endpoint::key).collect(Collectors.toSet());
    Stream<String> functions =
        all.endpoints().stream()
            .filter(endpoint -> !kept.contains(endpoint.key()))
            .map(Endpoint::name);
    Stream<String> applications =
        found.only(each -> !wanted.all().contains(each)).all().stream().map(Application::name);
    List<String> names = Stream.concat(functions, applications).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Rule.OMITTED_FUNCTIONS,
                new Location.InParameter("entryPoints"),
                "the entry points do not reach %s: %s"
                    .formatted(
                        names.size() == 1 ? "a function" : names.size() + " functions",
                        NameList.of(names, ", ")),
                "To publish one of them, name it in <entryPoints>."));
  }

  /** All definitions of the sources, by path and offset. */
  private static List<Definition> definitions(
      List<SourceFile> sources, EndpointIndex index, Applications applications) {
    Stream<Definition> functions = index.endpoints().stream().map(Endpoint::definition);
    Stream<Definition> statements =
        sources.stream()
            .flatMap(
                file ->
                    file.module().statements().stream()
                        .filter(Statement::accepted)
                        .map(statement -> new Definition.OfStatement(file, statement)));
    // Two applications can have a module in common.
    SortedMap<String, Definition> hosted = new TreeMap<>();
    applications.all().stream()
        .flatMap(application -> application.definitions().stream())
        .filter(Definition.OfFunction.class::isInstance)
        .forEach(function -> hosted.put(function.key(), function));
    return Stream.of(functions, statements, hosted.values().stream())
        .flatMap(each -> each)
        .sorted(Definition.BY_LOCATION)
        .toList();
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
        DistributionNames.withOverrides(options.requirementNames())
            .withOptional(options.optionalImports()),
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

  private List<String> entryPoints(
      EndpointIndex index,
      EndpointIndex all,
      Applications known,
      Applications applications,
      List<Finding> findings) {
    List<String> found = new ArrayList<>();
    if (!options.entryPointsChosen()) {
      applications.all().forEach(application -> found.add(application.name()));
    }
    for (String name : options.entryPoints()) {
      Optional<Endpoint> endpoint =
          index
              .find(name)
              .filter(each -> options.entryPointsChosen() || !CommandLine.isProgram(each));
      Optional<Application> application = applications.find(name);
      if (endpoint.isPresent()) {
        found.add(endpoint.get().name());
      } else if (options.entryPointsChosen() && application.isPresent()) {
        found.add(application.get().name());
      } else if (options.entryPointsChosen()) {
        findings.add(
            Finding.of(
                Rule.UNKNOWN_FUNCTION,
                new Location.InParameter("entryPoints"),
                "\"%s\" is not a function".formatted(name),
                known
                    .owner(name)
                    .map(
                        owner ->
                            "It is a part of %s: write \"%s\"."
                                .formatted(owner.describe(), owner.name()))
                    .orElseGet(() -> all.advice(name))));
      } else if (!index.endpoints().isEmpty() && applications.all().isEmpty()) {
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
