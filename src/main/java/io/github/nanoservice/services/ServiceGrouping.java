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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of a program. Functions that share state, or hand on values that cannot be sent, are
 * in one service, so the services are assembled again after functions were joined.
 *
 * @param services sorted by name
 * @param definitionKeys the keys of all definitions that they need
 * @param findings what is wrong with the services, and which functions were joined
 * @param kept the state of single services
 */
record ServiceGrouping(
    List<Service> services,
    Set<String> definitionKeys,
    List<Finding> findings,
    List<KeptVariable> kept) {
  ServiceGrouping {
    definitionKeys = Set.copyOf(definitionKeys);
    services = List.copyOf(services);
    findings = List.copyOf(findings);
    kept = List.copyOf(kept);
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
    List<UnsendableValues.Crossing> crossings =
        UnsendableValues.in(definitions, program.resolver());
    List<SharedState.SharedVariable> joined = new ArrayList<>();
    List<CrossingValues> joinedByValues = new ArrayList<>();
    int before = Integer.MAX_VALUE;
    while (true) {
      ServicePartition partition =
          ServicePartition.of(
              program.endpoints(),
              program.carried(),
              program.applications(),
              Stream.concat(
                      joined.stream().map(SharedState.SharedVariable::functions),
                      joinedByValues.stream().map(CrossingValues::functions))
                  .toList(),
              options);
      List<ServiceAssembler.Assembled> assembled =
          Stream.concat(
                  partition.services().stream().map(assembler::assemble),
                  program.applications().all().stream().map(assembler::assemble))
              .toList();
      SharedState.Found state = SharedState.find(program, definitions, assembled);
      List<SharedState.SharedVariable> shared = state.shared();
      List<CrossingValues> crossing = CrossingValues.find(program, crossings, assembled);
      boolean joins =
          options.sharedState() == ServiceOptions.SharedStateHandling.GROUP
              && partition.services().size() < before;
      if (shared.isEmpty() && crossing.isEmpty() || !joins) {
        List<Finding> findings = new ArrayList<>(partition.findings());
        assembled.forEach(each -> findings.addAll(each.findings()));
        shared.forEach(each -> findings.add(each.finding()));
        crossing.forEach(each -> findings.add(each.separate()));
        List<Service> services =
            assembled.stream()
                .map(ServiceAssembler.Assembled::service)
                .sorted(Comparator.comparing(Service::name))
                .toList();
        findings.addAll(carriedModules(program, services));
        findings.addAll(joinedFunctions(joined, services));
        findings.addAll(joinedByValues(joinedByValues, services));
        Set<String> definitionKeys = new HashSet<>();
        assembled.forEach(each -> definitionKeys.addAll(each.definitionKeys()));
        return new ServiceGrouping(services, definitionKeys, findings, state.kept());
      }
      before = partition.services().size();
      joined.addAll(shared);
      joinedByValues.addAll(crossing);
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
    List<Finding> findings = new ArrayList<>();
    byService(joined, SharedState.SharedVariable::functions, services)
        .forEach(
            (name, variables) -> findings.add(joinedFunctions(named(name, services), variables)));
    return findings;
  }

  /** A warning for each service whose functions were joined because of values that they hand on. */
  private static List<Finding> joinedByValues(List<CrossingValues> joined, List<Service> services) {
    List<Finding> findings = new ArrayList<>();
    byService(joined, CrossingValues::functions, services)
        .forEach(
            (name, values) -> findings.add(CrossingValues.joined(named(name, services), values)));
    return findings;
  }

  /** The reasons to join functions by the service that has these; without those that failed. */
  private static <T> Map<String, List<T>> byService(
      List<T> reasons, Function<T, List<Endpoint>> functions, List<Service> services) {
    Map<String, String> serviceByKey = new HashMap<>();
    for (Service service : services) {
      service.endpoints().forEach(each -> serviceByKey.put(each.key(), service.name()));
    }
    Map<String, List<T>> byService = new LinkedHashMap<>();
    for (T reason : reasons) {
      Set<String> names =
          functions.apply(reason).stream()
              .map(each -> serviceByKey.get(each.key()))
              .collect(Collectors.toSet());
      if (names.size() == 1) {
        byService.computeIfAbsent(names.iterator().next(), each -> new ArrayList<>()).add(reason);
      }
    }
    return byService;
  }

  private static Service named(String name, List<Service> services) {
    return services.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
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
