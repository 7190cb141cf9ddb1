package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.requirements.RequirementResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Turns planned services into services: what each defines, in which files, and what is bound. */
final class ServiceAssembler {
  private final Program program;
  private final ReachableClasses classes;
  private final RequirementResolver requirements;

  /**
   * A service.
   *
   * @param service complete if there is no finding
   */
  record Assembled(Service service, List<Finding> findings) {
    Assembled {
      findings = List.copyOf(findings);
    }
  }

  ServiceAssembler(Program program, ReachableClasses classes, RequirementResolver requirements) {
    this.program = program;
    this.classes = classes;
    this.requirements = requirements;
  }

  Assembled assemble(PlannedService planned) {
    List<Endpoint> served = planned.endpoints();
    Definitions definitions = Definitions.of(served, classes.reaching(served), program);
    ModuleBindings home =
        BindingResolver.resolve(definitions.home(), definitions, planned, program);
    Set<String> libraries = new TreeSet<>(home.libraries());
    Set<String> optional = new TreeSet<>(home.optionalLibraries());
    List<Finding> findings = new ArrayList<>(home.findings());
    List<SupportModule> supportModules = new ArrayList<>();
    for (OutputModule module : definitions.others()) {
      ModuleBindings bound = BindingResolver.resolve(module, definitions, planned, program);
      libraries.addAll(bound.libraries());
      optional.addAll(bound.optionalLibraries());
      findings.addAll(bound.findings());
      supportModules.add(
          new SupportModule(
              module.file().orElseThrow(),
              bound.futures(),
              bound.bindings(),
              module.definitions()));
    }
    Service service =
        new Service(
            planned.name(),
            DnsLabel.of(planned.name()),
            planned.group(),
            served,
            definitions.home().definitions(),
            List.copyOf(supportModules),
            new CallGraph(program, definitions).edges(served),
            home.futures(),
            home.bindings(),
            home.parentPackage(),
            requirements.lines(libraries, optional),
            Stream.concat(libraries.stream(), optional.stream()).distinct().sorted().toList());
    return new Assembled(service, List.copyOf(findings));
  }
}
