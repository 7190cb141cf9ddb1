package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.AttributeResolution;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds variables that services change: those of one service, and those that another one uses. */
final class SharedState {
  private final SourceTree tree;
  private final NameResolver resolver;
  private final ChangingConstants constants;
  private final Map<String, List<Service>> servicesByKey = new HashMap<>();

  /** The variables that hold an object of the standard library which any use may change. */
  private final Set<Variable> ofLibraries;

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
    REGISTERS("changed"),
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

  /**
   * A variable that functions of several services share.
   *
   * @param name its name
   * @param location where it is changed first
   * @param functions the functions that change or use it, by path and offset
   * @param finding the error that it is unless one service serves these functions
   */
  record SharedVariable(
      String name, Location.InSource location, List<Endpoint> functions, Finding finding) {
    SharedVariable {
      functions = List.copyOf(functions);
    }
  }

  /**
   * The variables that services change.
   *
   * @param shared those that functions of several services share
   * @param kept those of one service, without what only its import changes
   */
  record Found(List<SharedVariable> shared, List<KeptVariable> kept) {
    Found {
      shared = List.copyOf(shared);
      kept = List.copyOf(kept);
    }
  }

  private SharedState(
      SourceTree tree,
      NameResolver resolver,
      ChangingConstants constants,
      Set<Variable> ofLibraries) {
    this.tree = tree;
    this.resolver = resolver;
    this.constants = constants;
    this.ofLibraries = ofLibraries;
  }

  private static SharedState of(
      SourceTree tree, NameResolver resolver, List<Definition> definitions) {
    ChangingConstants constants = ChangingConstants.in(definitions, resolver);
    Set<Variable> ofLibraries =
        definitions.stream()
            .filter(definition -> constants.ofLibraries().contains(definition.key()))
            .flatMap(definition -> bound(definition).stream())
            .collect(Collectors.toSet());
    return new SharedState(tree, resolver, constants, ofLibraries);
  }

  /**
   * Returns each variable that is changed in a service.
   *
   * @param definitions of all sources, by path and offset
   */
  static Found find(
      Program program, List<Definition> definitions, List<ServiceAssembler.Assembled> services) {
    SharedState state = SharedState.of(program.tree(), program.resolver(), definitions);
    Set<Variable> changed = state.changed(definitions);
    if (changed.isEmpty()) {
      return new Found(List.of(), List.of());
    }
    services.forEach(state::add);
    Map<Variable, List<User>> users = new TreeMap<>();
    definitions.forEach(definition -> state.collect(definition, changed, users));
    List<SharedVariable> shared = new ArrayList<>();
    List<KeptVariable> kept = new ArrayList<>();
    users.forEach(
        (variable, all) -> {
          state.check(variable.name(), all).ifPresent(shared::add);
          state.kept(variable.name(), all).ifPresent(kept::add);
        });
    return new Found(shared, kept);
  }

  /**
   * Returns the paths of the files with variables that are changed anywhere and that some
   * definitions use.
   *
   * @param definitions of all sources
   */
  static Set<String> pathsOfVariables(
      SourceTree tree,
      NameResolver resolver,
      List<Definition> definitions,
      Predicate<Definition> uses) {
    SharedState state = SharedState.of(tree, resolver, definitions);
    Set<Variable> changed = state.changed(definitions);
    return definitions.stream()
        .filter(uses)
        .flatMap(
            definition ->
                resolver.uses(definition).stream()
                    .flatMap(use -> state.variable(definition, use).stream()))
        .filter(changed::contains)
        .map(Variable::path)
        .collect(Collectors.toSet());
  }

  private Set<Variable> changed(List<Definition> definitions) {
    Set<Variable> changed = new HashSet<>();
    for (Definition definition : definitions) {
      for (ResolvedUse use : resolver.uses(definition)) {
        if (role(definition, use) != Role.USES) {
          variable(definition, use).ifPresent(changed::add);
        }
      }
    }
    Set<Variable> created = null;
    for (Definition definition : definitions) {
      for (Statement.ClassChange change : classChanges(definition)) {
        Variable type = new Variable(definition.file().path(), change.name());
        boolean creating = change.changed() == Statement.Changed.CLASS_WHEN_CREATING;
        if (creating && created == null) {
          created = created(definitions);
        }
        if (!creating || created.contains(type)) {
          changed.add(type);
        }
      }
      if (constants.changes().containsKey(definition.key())) {
        changed.addAll(bound(definition));
      }
    }
    return changed;
  }

  /**
   * The variables that are called when functions are, or from which classes derive, which may be
   * called then: the classes among them may have instances that one service alone creates.
   */
  private Set<Variable> created(List<Definition> definitions) {
    Set<Variable> created = new HashSet<>();
    for (Definition definition : definitions) {
      boolean derives =
          definition instanceof Definition.OfStatement of
              && of.statement().kind() == Statement.Kind.CLASS_DEF;
      for (ResolvedUse use : resolver.uses(definition)) {
        Reference reference = use.reference();
        if (reference.moment() == Reference.Moment.CALL
            ? reference.use() == Reference.Use.CALL
            : derives && reference.use() == Reference.Use.VALUE) {
          variable(definition, use).ifPresent(created::add);
        }
      }
    }
    return created;
  }

  /** Where methods of classes in a definition change their class, whatever calls them. */
  private static List<Statement.ClassChange> classChanges(Definition definition) {
    return definition instanceof Definition.OfStatement of
        ? of.statement().classChanges().stream()
            .filter(change -> change.changed() != Statement.Changed.INSTANCE)
            .toList()
        : List.of();
  }

  /** The variables that a statement binds. */
  private static List<Variable> bound(Definition definition) {
    return definition instanceof Definition.OfStatement of
        ? of.statement().binds().stream().map(name -> new Variable(of.file().path(), name)).toList()
        : List.of();
  }

  private void add(ServiceAssembler.Assembled assembled) {
    for (String key : assembled.definitionKeys()) {
      servicesByKey.computeIfAbsent(key, any -> new ArrayList<>(1)).add(assembled.service());
    }
  }

  private void collect(
      Definition definition, Set<Variable> changed, Map<Variable, List<User>> users) {
    if (definition instanceof Definition.OfFunction of) {
      Variable itself = new Variable(of.file().path(), of.function().name());
      if (changed.contains(itself)) {
        listOf(users, itself).add(new User(of, Locations.of(of), Role.USES));
      }
    }
    for (Statement.ClassChange change : classChanges(definition)) {
      Variable type = new Variable(definition.file().path(), change.name());
      if (changed.contains(type)) {
        Location.InSource location = Locations.of(definition, change.span());
        listOf(users, type).add(new User(definition, location, Role.CHANGES));
      }
    }
    Location.InSource change = constants.changes().get(definition.key());
    if (change != null) {
      bound(definition)
          .forEach(each -> listOf(users, each).add(new User(definition, change, Role.CHANGES)));
    }
    for (ResolvedUse use : resolver.uses(definition)) {
      variable(definition, use)
          .filter(changed::contains)
          .ifPresent(
              variable ->
                  listOf(users, variable)
                      .add(
                          new User(
                              definition, Locations.of(definition, use), role(definition, use))));
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
    return tree.rebound(path).contains(name)
        ? Optional.of(new Variable(path, name))
        : Optional.empty();
  }

  private Role role(Definition definition, ResolvedUse use) {
    Reference reference = use.reference();
    if (reference.use() == Reference.Use.REBIND) {
      return Role.REBINDS;
    }
    // What changes it while its own module is loaded does so in every service.
    boolean changes =
        reference.moment() == Reference.Moment.CALL
            && (reference.use() == Reference.Use.CHANGE
                || callsMutatingMethod(use)
                || variable(definition, use).filter(ofLibraries::contains).isPresent());
    if (changes) {
      return Role.CHANGES;
    }
    return registers(definition, use) ? Role.REGISTERS : Role.USES;
  }

  /**
   * Whether a function has a decorator that is a method of an object of another module. Such a
   * method usually registers the function with the object, which a service without the function's
   * module would not notice.
   */
  private boolean registers(Definition definition, ResolvedUse use) {
    return definition instanceof Definition.OfFunction of
        && of.function().isInDecorator(use.reference())
        && use.end() instanceof AttributeResolution.OfVariable variable
        && !variable.rest().isEmpty()
        && !variable.target().file().path().equals(of.file().path())
        && !isClass(variable.target());
  }

  private boolean callsMutatingMethod(ResolvedUse use) {
    // "pop" of a class is a function, whatever it does; "pop" of its attribute changes that.
    return use.reference().callsMutatingMethod()
        && use.end() instanceof AttributeResolution.OfVariable of
        && !of.rest().isEmpty()
        && (of.rest().size() > 1 || !isClass(of.target()));
  }

  private boolean isClass(Target.OfVariable variable) {
    return tree.definitions(variable).stream()
        .anyMatch(each -> each.statement().kind() == Statement.Kind.CLASS_DEF);
  }

  private Optional<SharedVariable> check(String name, List<User> all) {
    List<User> users = all.stream().filter(user -> !services(user).isEmpty()).toList();
    Optional<User> changing = users.stream().filter(user -> user.role() != Role.USES).findFirst();
    long sharing =
        users.stream()
            .flatMap(user -> services(user).stream())
            .map(Service::name)
            .distinct()
            .count();
    if (changing.isEmpty() || sharing == 1) {
      return Optional.empty();
    }
    Map<String, Endpoint> functionsByKey = new HashMap<>();
    users.stream()
        .flatMap(this::functions)
        .forEach(function -> functionsByKey.put(function.key(), function));
    List<Endpoint> functions =
        functionsByKey.values().stream().sorted(Endpoint.BY_LOCATION).toList();
    return Optional.of(
        new SharedVariable(
            name,
            changing.get().location(),
            functions,
            finding(
                changing.get(),
                message(name, changing.get(), users),
                users.stream()
                    .flatMap(user -> services(user).stream())
                    .flatMap(service -> service.application().stream())
                    .findFirst())));
  }

  /** The state of one service: a function changes it when it is called, not only when loaded. */
  private Optional<KeptVariable> kept(String name, List<User> all) {
    List<String> keeping =
        all.stream()
            .flatMap(user -> services(user).stream())
            .map(Service::name)
            .distinct()
            .toList();
    return all.stream()
        .filter(user -> user.role() == Role.REBINDS || user.role() == Role.CHANGES)
        .filter(user -> !services(user).isEmpty() && keeping.size() == 1)
        .findFirst()
        .map(user -> new KeptVariable(name, user.location(), keeping.get(0)));
  }

  private String message(String name, User changing, List<User> users) {
    List<Service> home = services(changing);
    String opening = "\"%s\" is %s here, but ".formatted(name, changing.role().participle);
    return users.stream()
        .filter(user -> !services(user).equals(home))
        .findFirst()
        .map(other -> opening + described(other) + " in another service")
        .orElseGet(
            () ->
                opening
                    + "each service that has %s (%s) would have its own: %s"
                        .formatted(
                            Locations.describe(changing.definition()),
                            Locations.where(changing.definition()),
                            home.stream().map(Service::name).collect(Collectors.joining(", "))));
  }

  /** Names the functions that use a variable, and the statement through which they do. */
  private String described(User user) {
    String place = Locations.where(user.location());
    if (user.definition() instanceof Definition.OfFunction of) {
      return "\"%s\" (%s) uses it".formatted(of.function().name(), place);
    }
    List<String> functions = functions(user).map(each -> "\"" + each.name() + "\"").toList();
    return "%s %s it through %s (%s)"
        .formatted(
            NameList.of(functions, ", "),
            functions.size() == 1 ? "uses" : "use",
            Locations.describe(user.definition()),
            place);
  }

  /** The functions that need a definition. */
  private Stream<Endpoint> functions(User user) {
    String key = user.definition().key();
    List<Endpoint> served =
        services(user).stream().flatMap(each -> each.endpoints().stream()).toList();
    List<Endpoint> itself = served.stream().filter(each -> each.key().equals(key)).toList();
    return (itself.isEmpty() || services(user).size() > 1 ? served : itself).stream();
  }

  private List<Service> services(User user) {
    return servicesByKey.getOrDefault(user.definition().key(), List.of());
  }

  private static Finding finding(User user, String message, Optional<Application> application) {
    return Finding.of(
        Rule.SHARED_STATE,
        user.location(),
        message,
        application
            .map(
                each ->
                    "Let only the service \"%s\" use it, or pass the value as an argument and return it."
                        .formatted(each.name()))
            .orElse(
                "Pass the value as an argument and return it, or put the functions that share it"
                    + " into one group in <groups>."));
  }
}
