package io.github.nanoservice.settings;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.resolve.HandlerParameters;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.services.Application;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.KeptVariable;
import io.github.nanoservice.services.Served;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.Topology;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the configuration of each service. For a function, of the settings that match it and set
 * something, the one with the most specific name counts. A service has what its functions need
 * together.
 */
public final class SettingsResolver {
  private static final Location LOCATION = new Location.InParameter("functions");

  private final List<FunctionSettings> settings;
  private final String memory;
  private final String baseImage;
  private final Duration timeout;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What is set for one function, with its origin.
   *
   * @param from the setting that it comes from
   */
  private record Chosen<T>(T value, Served function, FunctionSettings from) {

    /** Where it is set: {@code 512m for quote in <name>pricing.*</name>}. */
    String origin() {
      return "%s for %s by <name>%s</name>".formatted(value, function.name(), from.name().text());
    }
  }

  private SettingsResolver(
      List<FunctionSettings> settings, String memory, String baseImage, Duration timeout) {
    this.settings = settings;
    this.memory = memory;
    this.baseImage = baseImage;
    this.timeout = timeout;
  }

  /**
   * Resolves settings.
   *
   * @param memory memory of a function that has no setting for it
   * @param baseImage the image of a service that has no setting for it
   * @param timeout the time limit of a function that has no setting for it
   */
  public static Resolution resolve(
      List<FunctionSettings> settings,
      Topology topology,
      String memory,
      String baseImage,
      Duration timeout) {
    SettingsResolver resolver = new SettingsResolver(settings, memory, baseImage, timeout);
    Map<String, ServiceConfiguration> services = new HashMap<>();
    topology
        .services()
        .forEach(service -> services.put(service.name(), resolver.configuration(service)));
    resolver.checkNames(topology);
    resolver.checkNetwork(topology);
    resolver.checkHandlers(topology);
    resolver.checkSecrets();
    resolver.checkState(topology, services);
    return new Resolution(services, resolver.findings.stream().distinct().toList());
  }

  private ServiceConfiguration configuration(Service service) {
    Optional<Duration> longest =
        greatest(service, "timeout", FunctionSettings::timeout, timeout, Comparator.naturalOrder());
    List<Chosen<Boolean>> network = chosen(service, "network", FunctionSettings::network);
    Optional<String> cpus = cpus(service);
    return new ServiceConfiguration(
        longest,
        greatest(
                service,
                "memory",
                FunctionSettings::memory,
                memory,
                Comparator.comparing(MemorySize::bytes))
            .orElse(memory),
        cpus,
        greatest(service, "replicas", FunctionSettings::replicas, 1, Comparator.naturalOrder())
            .orElse(1),
        greatest(service, "workers", FunctionSettings::workers, 1, Comparator.naturalOrder())
            .orElse(1),
        entries(service, "environment", FunctionSettings::environment),
        List.copyOf(entries(service, "secrets", FunctionSettings::secrets).keySet()),
        network.stream().anyMatch(Chosen::value),
        image(service),
        systemPackages(service),
        byFunction(service, "contentType", FunctionSettings::contentType),
        List.copyOf(byFunction(service, "handler", FunctionSettings::handler).keySet()));
  }

  /** A function without a limit makes the service one without a limit. */
  private Optional<String> cpus(Service service) {
    List<Chosen<String>> chosen = chosen(service, "cpus", FunctionSettings::cpus);
    return chosen.size() < service.served().size()
        ? Optional.empty()
        : chosen.stream().map(Chosen::value).max(Comparator.comparing(BigDecimal::new));
  }

  /**
   * Returns the greatest value that a function has; empty if none is set. A function without a
   * setting has the default.
   */
  private <T> Optional<T> greatest(
      Service service,
      String setting,
      Function<FunctionSettings, Optional<T>> reader,
      T byDefault,
      Comparator<T> order) {
    List<Chosen<T>> chosen = chosen(service, setting, reader);
    Optional<T> greatest = chosen.stream().map(Chosen::value).max(order);
    return chosen.size() < service.served().size()
        ? greatest.map(value -> order.compare(value, byDefault) < 0 ? byDefault : value)
        : greatest;
  }

  private String image(Service service) {
    Optional<String> image =
        only(service, "baseImage", chosen(service, "baseImage", FunctionSettings::baseImage));
    Optional<String> python =
        only(
            service,
            "pythonVersion",
            chosen(service, "pythonVersion", FunctionSettings::pythonVersion));
    return image.orElseGet(
        () -> python.map(version -> "python:" + version + "-slim").orElse(baseImage));
  }

  private List<String> systemPackages(Service service) {
    Set<String> packages = new LinkedHashSet<>();
    chosen(
            service,
            "systemPackages",
            each -> Optional.of(each.systemPackages()).filter(some -> !some.isEmpty()))
        .forEach(chosen -> packages.addAll(chosen.value()));
    return packages.stream().sorted().toList();
  }

  /** Returns the entries of maps, for each key the most specific one. */
  private <T> SortedMap<String, T> entries(
      Service service, String setting, Function<FunctionSettings, Map<String, T>> reader) {
    Set<String> keys =
        settings.stream()
            .flatMap(each -> reader.apply(each).keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    SortedMap<String, T> entries = new TreeMap<>();
    for (String key : keys) {
      String name = setting + " " + key;
      List<Chosen<T>> chosen =
          chosen(service, name, each -> Optional.ofNullable(reader.apply(each).get(key)));
      only(service, name, chosen).ifPresent(value -> entries.put(key, value));
    }
    return entries;
  }

  /** Returns the value of each function for which one is set, by the names of the functions. */
  private <T> SortedMap<String, T> byFunction(
      Service service, String setting, Function<FunctionSettings, Optional<T>> reader) {
    SortedMap<String, T> values = new TreeMap<>();
    chosen(service, setting, reader).stream()
        .filter(chosen -> chosen.function() instanceof Endpoint)
        .forEach(chosen -> values.put(chosen.function().name(), chosen.value()));
    return values;
  }

  /** Returns the value that all functions of a service have that have one. */
  private <T> Optional<T> only(Service service, String setting, List<Chosen<T>> chosen) {
    chosen.stream()
        .filter(each -> !each.value().equals(chosen.get(0).value()))
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    conflict(
                        "the service %s can have one %s only: it is %s, and %s"
                            .formatted(
                                service.name(), setting, chosen.get(0).origin(), other.origin()),
                        "Set the same value for both, or put the functions into different services.")));
    return chosen.stream().findFirst().map(Chosen::value);
  }

  /** Returns the value of each function of a service for which one is set. */
  private <T> List<Chosen<T>> chosen(
      Service service, String setting, Function<FunctionSettings, Optional<T>> reader) {
    return settings.isEmpty()
        ? List.of()
        : service.served().stream()
            .map(endpoint -> chosen(service, endpoint, setting, reader))
            .flatMap(Optional::stream)
            .toList();
  }

  private <T> Optional<Chosen<T>> chosen(
      Service service,
      Served served,
      String setting,
      Function<FunctionSettings, Optional<T>> reader) {
    List<Chosen<T>> all =
        settings.stream()
            .filter(each -> each.name().matches(service, served))
            .flatMap(
                each -> reader.apply(each).stream().map(value -> new Chosen<>(value, served, each)))
            .toList();
    int rank = all.stream().mapToInt(each -> each.from().name().rank()).reduce(-1, Math::max);
    List<Chosen<T>> first = all.stream().filter(each -> each.from().name().rank() == rank).toList();
    first.stream()
        .filter(each -> !Objects.equals(each.value(), first.get(0).value()))
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    conflict(
                        "two equally specific settings of %s disagree: %s, and %s"
                            .formatted(setting, first.get(0).origin(), other.origin()),
                        "Remove one of them, or add one with the name of the function.")));
    return first.stream().findFirst();
  }

  private static Finding conflict(String message, String advice) {
    return Finding.of(Rule.CONFLICTING_SETTINGS, LOCATION, message, advice);
  }

  private void checkNames(Topology topology) {
    for (FunctionSettings each : settings) {
      boolean used =
          topology.services().stream()
              .anyMatch(
                  service ->
                      service.served().stream()
                          .anyMatch(endpoint -> each.name().matches(service, endpoint)));
      if (!used) {
        findings.add(
            Finding.of(
                Rule.UNKNOWN_FUNCTION,
                LOCATION,
                "<name>%s</name> matches no function and no service".formatted(each.name().text()),
                "Write the name of a function, of a service, or a pattern such as pricing.* for all functions of a module."));
      }
    }
  }

  /** Each process has its own copy of what functions keep. */
  private void checkState(Topology topology, Map<String, ServiceConfiguration> services) {
    for (KeptVariable kept : topology.kept()) {
      ServiceConfiguration configuration = services.get(kept.service());
      int workers = configuration.workers();
      int replicas = configuration.replicas();
      if (workers * replicas > 1) {
        String copies =
            Stream.of(number(workers, "workers"), number(replicas, "replicas"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" in "));
        findings.add(
            Finding.of(
                Rule.COPIED_STATE,
                kept.location(),
                "\"%s\" is changed here, and each of the %s of the service %s has its own"
                    .formatted(kept.name(), copies, kept.service()),
                "Keep what all calls share in a database, or let the service have one process; if it may differ, as that of a cache, change nothing."));
      }
    }
  }

  private static Optional<String> number(int number, String noun) {
    return Optional.of(number).filter(each -> each > 1).map(each -> each + " " + noun);
  }

  /** Without a setting, only entry points are in the network that reaches the outside. */
  private void checkNetwork(Topology topology) {
    NetworkClients clients = NetworkClients.bundled();
    for (Service service : topology.services()) {
      List<String> imported = clients.among(service.libraries());
      boolean entryPoint =
          service.served().stream()
              .anyMatch(endpoint -> topology.entryPoints().contains(endpoint.name()));
      if (!imported.isEmpty()
          && !entryPoint
          && chosen(service, "network", FunctionSettings::network).isEmpty()) {
        findings.add(
            Finding.of(
                Rule.NO_NETWORK_ACCESS,
                Locations.of(service.served().get(0).definition()),
                "the service %s imports %s, but its container reaches no other network"
                    .formatted(service.name(), String.join(", ", imported)),
                "Write <function><name>%s</name><network>true</network></function> in <functions>, or false if it needs none."
                    .formatted(service.name())));
      }
    }
  }

  /** A function gets the events of a platform only if a setting says so. */
  private void checkHandlers(Topology topology) {
    for (Service service : topology.services()) {
      service.application().ifPresent(application -> checkApplication(service, application));
      for (Endpoint endpoint : service.endpoints()) {
        Optional<Chosen<FunctionSettings.Handler>> chosen =
            chosen(service, endpoint, "handler", FunctionSettings::handler);
        if (chosen.isEmpty()) {
          checkUndeclaredHandler(endpoint);
        } else if (!HandlerParameters.acceptEvent(endpoint.function())) {
          findings.add(badHandler(chosen.get(), endpoint));
        }
      }
    }
  }

  /** What only functions have, unless a pattern sets it for functions too. */
  private void checkApplication(Service service, Application application) {
    Stream.of(
            chosen(service, application, "contentType", FunctionSettings::contentType),
            chosen(service, application, "handler", FunctionSettings::handler))
        .flatMap(Optional::stream)
        .filter(chosen -> !chosen.from().name().isPattern())
        .forEach(
            chosen ->
                findings.add(
                    Finding.of(
                        Rule.INVALID_PARAMETER,
                        LOCATION,
                        "%s is for functions, but \"%s\" is %s"
                            .formatted(chosen.origin(), application.name(), application.describe()),
                        "Remove it: the application itself decides what it returns.")));
  }

  private static Finding badHandler(Chosen<FunctionSettings.Handler> chosen, Endpoint endpoint) {
    return Finding.of(
        Rule.INVALID_PARAMETER,
        LOCATION,
        "<handler> is %s (%s), but this function cannot be called with an event and a context"
            .formatted(chosen.origin(), Locations.where(endpoint.definition())),
        "Write def %s(event, context), or name only handlers in <name>."
            .formatted(endpoint.function().name()));
  }

  private void checkUndeclaredHandler(Endpoint endpoint) {
    if (HandlerParameters.areOfLambda(endpoint.function())) {
      findings.add(
          Finding.of(
              Rule.LAMBDA_HANDLER,
              Locations.of(endpoint.definition()),
              ("\"%s\" has the parameters of a handler of AWS Lambda, but a service passes the"
                      + " arguments of its caller")
                  .formatted(endpoint.function().name()),
              "Write <function><name>%s</name><handler>lambda</handler></function> in <functions>, so that it gets events of HTTP requests, or rename its parameters."
                  .formatted(endpoint.name())));
    }
  }

  /** All services find a secret in a file of its name, so one name has one source. */
  private void checkSecrets() {
    Map<String, FunctionSettings.SecretSource> sources = new LinkedHashMap<>();
    for (FunctionSettings each : settings) {
      each.secrets()
          .forEach(
              (name, source) -> {
                FunctionSettings.SecretSource first = sources.computeIfAbsent(name, key -> source);
                if (!first.equals(source)) {
                  findings.add(
                      conflict(
                          "the secret %s comes from %s and from %s".formatted(name, first, source),
                          "Give one of the two another name."));
                }
              });
    }
  }
}
