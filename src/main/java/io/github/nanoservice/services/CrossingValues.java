package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function that returns or gets a value which cannot be sent, and those that call it from other
 * services.
 *
 * @param location where the value is returned or passed
 * @param message says so
 * @param function the function
 * @param callers the functions of the services that call it, by path and offset
 */
record CrossingValues(
    Location.InSource location, String message, Endpoint function, List<Endpoint> callers) {
  CrossingValues {
    callers = List.copyOf(callers);
  }

  /** Returns the functions that have to be in one service. */
  List<Endpoint> functions() {
    return Stream.concat(Stream.of(function), callers.stream())
        .sorted(Endpoint.BY_LOCATION)
        .distinct()
        .toList();
  }

  /**
   * Returns each function with such a value, in the order of the values.
   *
   * @param crossings the values that cross between functions, wherever these are served
   */
  static List<CrossingValues> find(
      Program program,
      List<UnsendableValues.Crossing> crossings,
      List<ServiceAssembler.Assembled> services) {
    Map<String, Endpoint> endpoints = new HashMap<>();
    services.forEach(
        each -> each.service().endpoints().forEach(one -> endpoints.put(one.key(), one)));
    Map<String, List<UnsendableValues.Crossing>> byFunction = new LinkedHashMap<>();
    for (UnsendableValues.Crossing crossing : crossings) {
      byFunction.computeIfAbsent(crossing.function().key(), key -> new ArrayList<>()).add(crossing);
    }
    List<CrossingValues> found = new ArrayList<>();
    byFunction.forEach(
        (key, values) ->
            Optional.ofNullable(endpoints.get(key))
                .flatMap(function -> of(program, function, values, services))
                .ifPresent(found::add));
    return found;
  }

  private static Optional<CrossingValues> of(
      Program program,
      Endpoint function,
      List<UnsendableValues.Crossing> values,
      List<ServiceAssembler.Assembled> services) {
    Set<Endpoint> callers = new HashSet<>();
    Optional<UnsendableValues.Crossing> first = Optional.empty();
    for (UnsendableValues.Crossing value : values) {
      List<Endpoint> calling =
          services.stream()
              .filter(each -> each.definitionKeys().contains(value.caller().key()))
              .filter(each -> !each.definitionKeys().contains(function.key()))
              .flatMap(each -> each.service().endpoints().stream())
              .filter(each -> uses(program, each, value.caller()))
              .toList();
      callers.addAll(calling);
      first = first.or(() -> calling.isEmpty() ? Optional.empty() : Optional.of(value));
    }
    return first.map(
        value ->
            new CrossingValues(
                value.location(),
                value.message(),
                function,
                callers.stream().sorted(Endpoint.BY_LOCATION).toList()));
  }

  /**
   * Whether a function of a service that has a definition uses it itself. A service also has
   * classes that its functions do not name.
   */
  private static boolean uses(Program program, Endpoint function, Definition definition) {
    Set<String> reached = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>(List.of(function.definition()));
    while (!pending.isEmpty()) {
      Definition next = pending.pop();
      if (next.key().equals(definition.key())) {
        return true;
      }
      if (reached.add(next.key())) {
        for (Dependencies.Dependency each : program.dependencies().of(next)) {
          if (each.target() instanceof Target.OfVariable variable) {
            pending.addAll(program.tree().definitions(variable));
          } else if (each.runs() && each.target() instanceof Target.OfFunction of) {
            pending.add(new Definition.OfFunction(of.file(), of.function()));
          }
        }
      }
    }
    return false;
  }

  /** A warning that the functions stay in several services. */
  Finding separate() {
    return Finding.of(
        Rule.VALUE_GROUP,
        location,
        "%s, and %s"
            .formatted(
                message,
                NameList.of(callers.stream().map(each -> "\"" + each.name() + "\"").toList(), ", ")
                    + (callers.size() == 1 ? " is in another service" : " are in other services")),
        "Put the functions into one group in <groups>, or hand on data.");
  }

  /**
   * A warning that one service has the functions.
   *
   * @param all those that this service has for such a reason
   */
  static Finding joined(Service service, List<CrossingValues> all) {
    CrossingValues first = all.get(0);
    String functions =
        service.endpoints().stream().map(Endpoint::name).collect(Collectors.joining(", "));
    String others =
        all.size() == 1 ? "" : " (and for %d more such values)".formatted(all.size() - 1);
    return Finding.of(
        Rule.VALUE_GROUP,
        first.location(),
        "%s, so one service, \"%s\", serves it with its callers%s"
            .formatted(first.message(), service.name(), others),
        "To choose its name, write <groups><%s>%s</%s></groups>."
            .formatted(service.name(), functions, service.name()));
  }
}
