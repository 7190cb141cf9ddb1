package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceTree;
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

/** Variables that functions rebind or change in place, and who would miss that. */
final class SharedState {
  private final SourceTree tree;
  private final NameResolver uses;
  private final Map<String, Set<String>> servicesByKey = new HashMap<>();

  /** A variable by the path of its file. */
  private record Variable(String path, String name) implements Comparable<Variable> {
    @Override
    public int compareTo(Variable other) {
      int byPath = path.compareTo(other.path);
      return byPath == 0 ? name.compareTo(other.name) : byPath;
    }
  }

  /** How a definition has to do with a variable. */
  private enum Role {
    USES("uses"),
    REBINDS("rebound"),
    CHANGES("changed");

    private final String word;

    Role(String word) {
      this.word = word;
    }
  }

  /**
   * A definition that has to do with a variable.
   *
   * @param place where it refers to the name, or where it is itself the name
   */
  private record User(Definition definition, Location.InSource place, Role role) {}

  SharedState(SourceTree tree, NameResolver uses) {
    this.tree = tree;
    this.uses = uses;
  }

  /** Notes that a definition is part of a service. */
  void isIn(Definition definition, String service) {
    servicesByKey.computeIfAbsent(definition.key(), key -> new TreeSet<>()).add(service);
  }

  /**
   * Every variable that is changed in one service and used in another.
   *
   * @param all by path and place
   */
  List<Finding> findings(List<Definition> all) {
    Set<Variable> changed = new HashSet<>();
    for (Definition definition : all) {
      for (ResolvedUse use : uses.of(definition)) {
        if (role(use) != Role.USES) {
          variable(definition, use).ifPresent(changed::add);
        }
      }
    }
    if (changed.isEmpty()) {
      return List.of();
    }
    Map<Variable, List<User>> users = new TreeMap<>();
    all.forEach(definition -> collect(definition, changed, users));
    List<Finding> findings = new ArrayList<>();
    users.forEach((variable, of) -> check(variable.name(), of, findings));
    return findings;
  }

  private void collect(
      Definition definition, Set<Variable> changed, Map<Variable, List<User>> users) {
    if (definition instanceof Definition.OfFunction of) {
      Variable itself = new Variable(definition.file().path(), of.function().name());
      if (changed.contains(itself)) {
        users
            .computeIfAbsent(itself, key -> new ArrayList<>())
            .add(new User(definition, Locations.of(definition), Role.USES));
      }
    }
    for (ResolvedUse use : uses.of(definition)) {
      variable(definition, use)
          .filter(changed::contains)
          .ifPresent(
              variable ->
                  users
                      .computeIfAbsent(variable, key -> new ArrayList<>())
                      .add(new User(definition, Locations.of(definition, use), role(use))));
    }
  }

  /** The variable that a use has to do with, whatever the file calls it. */
  private Optional<Variable> variable(Definition definition, ResolvedUse use) {
    Reference reference = use.reference();
    if (use.target() instanceof Target.OfVariable of) {
      return Optional.of(new Variable(of.file().path(), of.name()));
    }
    if (use.target() instanceof Target.OfModule module
        && uses.reach(module, reference.attributes()) instanceof NameResolver.Reach.OfVariable of) {
      return Optional.of(new Variable(of.target().file().path(), of.target().name()));
    }
    String path = definition.file().path();
    return tree.rebound(path).contains(reference.name())
        ? Optional.of(new Variable(path, reference.name()))
        : Optional.empty();
  }

  private Role role(ResolvedUse use) {
    Reference reference = use.reference();
    if (reference.use() == Reference.Use.REBIND) {
      return Role.REBINDS;
    }
    // As the module is loaded, every service makes the same of it.
    boolean changes =
        reference.moment() == Reference.Moment.CALL
            && (reference.use() == Reference.Use.CHANGE || callsChangingMethod(use));
    return changes ? Role.CHANGES : Role.USES;
  }

  private boolean callsChangingMethod(ResolvedUse use) {
    List<String> attributes = use.reference().attributes();
    if (!use.reference().callsChangingMethod()) {
      return false;
    }
    if (use.target() instanceof Target.OfModule module) {
      return uses.reach(module, attributes) instanceof NameResolver.Reach.OfVariable of
          && !isClass(of.target())
          && !of.name().equals(attributes.get(attributes.size() - 1));
    }
    // The method of that name of a class says nothing of the class.
    return use.target() instanceof Target.OfVariable variable
        && (attributes.size() > 1 || !isClass(variable));
  }

  private boolean isClass(Target.OfVariable variable) {
    return tree.definitions(variable).stream()
        .anyMatch(each -> each.statement().kind() == Statement.Kind.CLASS_DEF);
  }

  private void check(String name, List<User> users, List<Finding> findings) {
    User changing =
        users.stream().filter(user -> user.role() != Role.USES).findFirst().orElseThrow();
    String opening = "\"" + name + "\" is " + changing.role().word + " here, but ";
    Set<String> home = services(changing);
    if (home.size() > 1) {
      findings.add(
          finding(
              changing,
              opening
                  + "each service that has "
                  + Locations.says(changing.definition())
                  + " ("
                  + Locations.where(changing.definition())
                  + ") would have its own: "
                  + String.join(", ", home)));
      return;
    }
    users.stream()
        .filter(user -> !services(user).equals(home) && !services(user).isEmpty())
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    finding(
                        changing,
                        opening
                            + Locations.says(other.definition())
                            + " ("
                            + Locations.where(other.place())
                            + ") uses it in another service")));
  }

  private Set<String> services(User user) {
    return servicesByKey.getOrDefault(user.definition().key(), Set.of());
  }

  private static Finding finding(User user, String message) {
    return Finding.of(
        Rule.SHARED_STATE,
        user.place(),
        message,
        "Pass the value as an argument and return it, or put the functions that share it in one"
            + " group of <groups>.");
  }
}
