package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.requirements.ModuleAlternatives;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.resolve.LibraryAlternatives;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.WsgiFramework;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns planned services into services: what each defines, in which files, and what is bound. A
 * service is sliced, or it carries modules whole if one of those it needs cannot be sliced.
 */
final class ServiceAssembler {
  private final Program program;
  private final ReachableClasses classes;
  private final RequirementResolver requirements;
  private final ImportGraph imports;
  private final boolean carries;

  /**
   * A service.
   *
   * @param service complete if no finding is an error
   * @param definitionKeys the keys of the definitions that its functions need
   */
  record Assembled(Service service, Set<String> definitionKeys, List<Finding> findings) {
    Assembled {
      definitionKeys = Set.copyOf(definitionKeys);
      findings = List.copyOf(findings);
    }
  }

  /**
   * Takes what all services have in common.
   *
   * @param carries whether services can carry modules whole
   */
  ServiceAssembler(
      Program program,
      ReachableClasses classes,
      RequirementResolver requirements,
      boolean carries) {
    this.program = program;
    this.classes = classes;
    this.requirements = requirements;
    this.imports = new ImportGraph(program.tree());
    this.carries = carries;
  }

  Assembled assemble(PlannedService planned) {
    List<Endpoint> served = planned.endpoints();
    Definitions definitions = Definitions.of(served, classes.reaching(served), program);
    if (definitions.files().stream().anyMatch(program.carried()::contains)) {
      return carried(planned, definitions, List.of());
    }
    Assembled sliced = sliced(planned, definitions);
    Optional<Finding> obstacle =
        sliced.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .findFirst();
    return carries && obstacle.isPresent()
        ? carried(planned, definitions, List.of(warning(planned, obstacle.get())))
        : sliced;
  }

  /** What a file of a service binds, for its own definitions and then for other files. */
  private static List<Binding> bindings(
      ModuleBindings bound,
      OutputModule module,
      Set<ExposedFunction> exposed,
      Definitions definitions) {
    List<Binding> bindings = new ArrayList<>(bound.bindings());
    bindings.addAll(ExposedFunction.bindings(exposed, module, definitions));
    return List.copyOf(bindings);
  }

  private static Finding warning(PlannedService planned, Finding obstacle) {
    return Finding.of(
        Rule.CARRIED_MODULE,
        obstacle.location(),
        "the modules of the service \"%s\" are carried whole, because %s"
            .formatted(planned.name(), obstacle.message()),
        "To copy only what its functions need: " + obstacle.advice());
  }

  private Assembled sliced(PlannedService planned, Definitions definitions) {
    ModuleBindings home =
        BindingResolver.resolve(definitions.home(), definitions, planned, program);
    Set<String> libraries = new TreeSet<>(home.libraries());
    Set<String> optional = new TreeSet<>(home.optionalLibraries());
    List<Finding> findings = new ArrayList<>(home.findings());
    Set<ExposedFunction> exposed = new HashSet<>(home.exposed());
    Map<OutputModule, ModuleBindings> others = new LinkedHashMap<>();
    for (OutputModule module : definitions.others()) {
      ModuleBindings bound = BindingResolver.resolve(module, definitions, planned, program);
      libraries.addAll(bound.libraries());
      optional.addAll(bound.optionalLibraries());
      exposed.addAll(bound.exposed());
      findings.addAll(bound.findings());
      others.put(module, bound);
    }
    List<SupportModule> supportModules = new ArrayList<>();
    others.forEach(
        (module, bound) ->
            supportModules.add(
                new SupportModule(
                    module.file().orElseThrow(),
                    bound.futures(),
                    bindings(bound, module, exposed, definitions),
                    module.definitions())));
    Service service =
        new Service(
            planned.name(),
            planned.dnsLabel(),
            planned.group(),
            planned.endpoints(),
            Optional.empty(),
            definitions.home().definitions(),
            List.copyOf(supportModules),
            Optional.empty(),
            new CallGraph(program, definitions::contains).edges(planned.endpoints()),
            home.futures(),
            bindings(home, definitions.home(), exposed, definitions),
            home.parentPackage(),
            requirements.lines(libraries, optional, alternatives(definitions)),
            joined(libraries, optional));
    return new Assembled(service, definitions.keys(), List.copyOf(findings));
  }

  private Assembled carried(
      PlannedService planned, Definitions definitions, List<Finding> findings) {
    Set<String> served =
        planned.endpoints().stream().map(Endpoint::key).collect(Collectors.toSet());
    Set<String> homes =
        planned.endpoints().stream()
            .map(endpoint -> endpoint.file().name())
            .collect(Collectors.toSet());
    List<SourceFile> roots =
        Stream.concat(
                planned.endpoints().stream().map(Endpoint::file), definitions.files().stream())
            .toList();
    ImportGraph.Closure closure = imports.closure(roots, definitions.keys());
    List<CallEdge> calls =
        new CallGraph(program, endpoint -> served.contains(endpoint.key()))
            .edges(planned.endpoints());
    CarriedFiles files =
        new CarriedFiles(
            closure.files(),
            definitions.files().stream()
                .map(SourceFile::name)
                .filter(module -> !homes.contains(module))
                .distinct()
                .sorted()
                .toList(),
            ReplacedFunctions.of(program, definitions, served));
    Service service =
        new Service(
            planned.name(),
            planned.dnsLabel(),
            planned.group(),
            planned.endpoints(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of(files),
            calls,
            List.of(),
            List.of(),
            Optional.empty(),
            lines(closure),
            joined(closure.libraries(), closure.optionalLibraries()));
    return new Assembled(service, definitions.keys(), findings);
  }

  /** A service that has the modules of an application whole, and what they import. */
  Assembled assemble(Application application) {
    Definitions definitions = Definitions.of(application, classes.reaching(application), program);
    boolean importsByName =
        application.wsgi().framework().filter(WsgiFramework::importsByName).isPresent();
    Stream<SourceFile> named = importsByName ? program.tree().files() : Stream.empty();
    List<SourceFile> roots =
        Stream.of(application.modules().stream(), definitions.files().stream(), named)
            .flatMap(files -> files)
            .toList();
    ImportGraph.Closure closure = imports.closure(roots, definitions.keys());
    Set<String> own =
        application.modules().stream().map(SourceFile::name).collect(Collectors.toSet());
    CarriedFiles files =
        new CarriedFiles(
            closure.files(),
            definitions.files().stream()
                .map(SourceFile::name)
                .filter(module -> !own.contains(module))
                .distinct()
                .sorted()
                .toList(),
            ReplacedFunctions.of(program, definitions, Set.of()));
    Service service =
        new Service(
            application.name(),
            application.dnsLabel(),
            true,
            List.of(),
            Optional.of(application),
            List.of(),
            List.of(),
            Optional.of(files),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            lines(closure),
            joined(closure.libraries(), closure.optionalLibraries()));
    return new Assembled(service, definitions.keys(), List.of());
  }

  private List<String> lines(ImportGraph.Closure closure) {
    return closure.dynamic()
        ? requirements.allLines(closure.libraries(), closure.alternatives())
        : requirements.lines(
            closure.libraries(), closure.optionalLibraries(), closure.alternatives());
  }

  private List<ModuleAlternatives> alternatives(Definitions definitions) {
    return Stream.concat(Stream.of(definitions.home()), definitions.others().stream())
        .flatMap(module -> module.definitions().stream())
        .flatMap(
            each -> LibraryAlternatives.of(program.tree(), each.file(), each.imports()).stream())
        .distinct()
        .toList();
  }

  private static List<String> joined(Set<String> libraries, Set<String> optional) {
    return Stream.concat(libraries.stream(), optional.stream()).distinct().sorted().toList();
  }
}
