package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds variables that one service changes and another one uses. */
final class SharedState {
  private final Program program;
  private final Map<String, Set<String>> servicesByKey = new HashMap<>();

  /** A variable by the path of its file. */
  private record Variable(String path, String name) implements Comparable<Variable> {
    @Override
    public int compareTo(Variable other) {
      int byPath = path.compareTo(other.path);
      return byPath == 0 ? name.compareTo(other.name) : byPath;
    }
  }

  /** What a definition does with a variable. */
  private enum Role {
    USES("used"),
    REBINDS("rebound"),
    CHANGES("changed");

    private final String participle;

    Role(String participle) {
      this.participle = participle;
    }
  }

  /**
   * A definition that uses a variable.
   *
   * @param location where it uses the name, or defines it
   */
  private record User(Definition definition, Location.InSource location, Role role) {}

  private SharedState(Program program) {
    this.program = program;
  }

  /**
   * One finding for each variable that is changed in one service and used in another.
   *
   * @param definitions of all sources, by path and offset
   */
  static List<Finding> findings(
      Program program, List<Definition> definitions, List<Service> services) {
    SharedState state = new SharedState(program);
    Set<Variable> changed = state.changed(definitions);
    if (changed.isEmpty()) {
      return List.of();
    }
    services.forEach(state::add);
    Map<Variable, List<User>> users = new TreeMap<>();
    definitions.forEach(definition -> state.collect(definition, changed, users));
    List<Finding> findings = new ArrayList<>();
    users.forEach((variable, all) -> state.check(variable.name(), all).ifPresent(findings::add));
    return List.copyOf(findings);
  }

  private Set<Variable> changed(List<Definition> definitions) {
    Set<Variable> changed = new HashSet<>();
    for (Definition definition : definitions) {
      for (ResolvedUse use : program.resolver().uses(definition)) {
        if (role(use) != Role.USES) {
          variable(definition, use).ifPresent(changed::add);
        }
      }
    }
    return changed;
  }

  private void add(Service service) {
    Stream.concat(
            service.definitions().stream(),
            service.supportModules().stream().flatMap(each -> each.definitions().stream()))
        .forEach(
            definition ->
                servicesByKey
                    .computeIfAbsent(definition.key(), key -> new TreeSet<>())
                    .add(service.name()));
  }

  private void collect(
      Definition definition, Set<Variable> changed, Map<Variable, List<User>> users) {
    if (definition instanceof Definition.OfFunction of) {
      Variable itself = new Variable(of.file().path(), of.function().name());
      if (changed.contains(itself)) {
        listOf(users, itself).add(new User(of, Locations.of(of), Role.USES));
      }
    }
    for (ResolvedUse use : program.resolver().uses(definition)) {
      variable(definition, use)
          .filter(changed::contains)
          .ifPresent(
              variable ->
                  listOf(users, variable)
                      .add(new User(definition, Locations.of(definition, use), role(use))));
    }
  }

  private static List<User> listOf(Map<Variable, List<User>> users, Variable variable) {
    return users.computeIfAbsent(variable, key -> new ArrayList<>());
  }

  /** The variable that a use refers to, whatever the file names it. */
  private Optional<Variable> variable(Definition definition, ResolvedUse use) {
    if (use.end() instanceof AttributeResolution.OfVariable of) {
      return Optional.of(new Variable(of.target().file().path(), of.target().name()));
    }
    String name = use.reference().name();
    String path = definition.file().path();
    return program.tree().rebound(path).contains(name)
        ? Optional.of(new Variable(path, name))
        : Optional.empty();
  }

  private Role role(ResolvedUse use) {
    Reference reference = use.reference();
    if (reference.use() == Reference.Use.REBIND) {
      return Role.REBINDS;
    }
    // What changes it while the module is loaded does so in every service.
    boolean changes =
        reference.moment() == Reference.Moment.CALL
            && (reference.use() == Reference.Use.CHANGE || callsMutatingMethod(use));
    return changes ? Role.CHANGES : Role.USES;
  }

  private boolean callsMutatingMethod(ResolvedUse use) {
    // "pop" of a class is a function, whatever it does; "pop" of its attribute changes that.
    return use.reference().callsMutatingMethod()
        && use.end() instanceof AttributeResolution.OfVariable of
        && !of.rest().isEmpty()
        && (of.rest().size() > 1 || !isClass(of.target()));
  }

  private boolean isClass(Target.OfVariable variable) {
    return program.tree().definitions(variable).stream()
        .anyMatch(each -> each.statement().kind() == Statement.Kind.CLASS_DEF);
  }

  private Optional<Finding> check(String name, List<User> users) {
    User changing =
        users.stream().filter(user -> user.role() != Role.USES).findFirst().orElseThrow();
    Definition definition = changing.definition();
    Set<String> home = services(changing);
    String opening = "\"%s\" is %s here, but ".formatted(name, changing.role().participle);
    if (home.size() > 1) {
      String message =
          "each service that has %s (%s) would have its own: %s"
              .formatted(
                  Locations.describe(definition),
                  Locations.where(definition),
                  String.join(", ", home));
      return Optional.of(finding(changing, opening + message));
    }
    return users.stream()
        .filter(user -> !services(user).equals(home) && !services(user).isEmpty())
        .findFirst()
        .map(
            other ->
                "%s (%s) uses it in another service"
                    .formatted(
                        Locations.describe(other.definition()), Locations.where(other.location())))
        .map(message -> finding(changing, opening + message));
  }

  private Set<String> services(User user) {
    return servicesByKey.getOrDefault(user.definition().key(), Set.of());
  }

  private static Finding finding(User user, String message) {
    return Finding.of(
        Rule.SHARED_STATE,
        user.location(),
        message,
        "Pass the value as an argument and return it, or put the functions that share it into one"
            + " group in <groups>.");
  }
}
