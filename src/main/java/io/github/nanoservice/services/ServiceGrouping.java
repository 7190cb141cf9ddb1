package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of a program. Functions that share state are in one service, so the services are
 * assembled again after functions were joined.
 *
 * @param services sorted by name
 * @param definitionKeys the keys of all definitions that they need
 * @param findings what is wrong with the services, and which functions were joined
 */
record ServiceGrouping(List<Service> services, Set<String> definitionKeys, List<Finding> findings) {
  ServiceGrouping {
    definitionKeys = Set.copyOf(definitionKeys);
    services = List.copyOf(services);
    findings = List.copyOf(findings);
  }

  /**
   * Assembles the services.
   *
   * @param definitions of all sources, by path and offset
   */
  static ServiceGrouping of(
      Program program,
      List<Definition> definitions,
      ServiceAssembler assembler,
      ServiceOptions options) {
    List<SharedState.SharedVariable> joined = new ArrayList<>();
    int before = Integer.MAX_VALUE;
    while (true) {
      ServicePartition partition =
          ServicePartition.of(
              program.endpoints(),
              program.carried(),
              program.applications(),
              joined.stream().map(SharedState.SharedVariable::functions).toList(),
              options);
      List<ServiceAssembler.Assembled> assembled =
          Stream.concat(
                  partition.services().stream().map(assembler::assemble),
                  program.applications().all().stream().map(assembler::assemble))
              .toList();
      List<SharedState.SharedVariable> shared = SharedState.find(program, definitions, assembled);
      boolean joins =
          options.sharedState() == ServiceOptions.SharedStateHandling.GROUP
              && partition.services().size() < before;
      if (shared.isEmpty() || !joins) {
        List<Finding> findings = new ArrayList<>(partition.findings());
        assembled.forEach(each -> findings.addAll(each.findings()));
        shared.forEach(each -> findings.add(each.finding()));
        List<Service> services =
            assembled.stream()
                .map(ServiceAssembler.Assembled::service)
                .sorted(Comparator.comparing(Service::name))
                .toList();
        findings.addAll(carriedModules(program, services));
        findings.addAll(joinedFunctions(joined, services));
        Set<String> definitionKeys = new HashSet<>();
        assembled.forEach(each -> definitionKeys.addAll(each.definitionKeys()));
        return new ServiceGrouping(services, definitionKeys, findings);
      }
      before = partition.services().size();
      joined.addAll(shared);
    }
  }

  /** A warning for each module that some service carries because it cannot be sliced. */
  private static List<Finding> carriedModules(Program program, List<Service> services) {
    Map<String, SourceFile> files = new TreeMap<>();
    services.stream()
        .flatMap(service -> service.carried().stream())
        .flatMap(carried -> carried.files().stream())
        .forEach(file -> files.put(file.path(), file));
    return files.values().stream()
        .filter(file -> !program.applications().contains(file))
        .flatMap(file -> program.carried().warning(file).stream())
        .toList();
  }

  /** A warning for each service whose functions were joined because they share state. */
  private static List<Finding> joinedFunctions(
      List<SharedState.SharedVariable> joined, List<Service> services) {
    Map<String, String> serviceByKey = new HashMap<>();
    for (Service service : services) {
      service.endpoints().forEach(each -> serviceByKey.put(each.key(), service.name()));
    }
    Map<String, List<SharedState.SharedVariable>> byService = new LinkedHashMap<>();
    for (SharedState.SharedVariable variable : joined) {
      Set<String> names =
          variable.functions().stream()
              .map(each -> serviceByKey.get(each.key()))
              .collect(Collectors.toSet());
      if (names.size() == 1) {
        byService.computeIfAbsent(names.iterator().next(), name -> new ArrayList<>()).add(variable);
      }
    }
    List<Finding> findings = new ArrayList<>();
    byService.forEach(
        (name, variables) -> {
          Service service =
              services.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
          findings.add(joinedFunctions(service, variables));
        });
    return findings;
  }

  private static Finding joinedFunctions(
      Service service, List<SharedState.SharedVariable> variables) {
    SharedState.SharedVariable first = variables.get(0);
    String functions =
        service.endpoints().stream().map(Endpoint::name).collect(Collectors.joining(", "));
    String others =
        variables.size() == 1 ? "" : " (and %d other names)".formatted(variables.size() - 1);
    return Finding.of(
        Rule.SHARED_STATE_GROUP,
        first.location(),
        "\"%s\"%s is changed here, so one service, \"%s\", serves the functions that share it"
            .formatted(first.name(), others, service.name()),
        "To choose its name, write <groups><%s>%s</%s></groups>. To make shared state an error, set"
                .formatted(service.name(), functions, service.name())
            + " <sharedState>refuse</sharedState> (nanoservice.sharedState).");
  }
}
