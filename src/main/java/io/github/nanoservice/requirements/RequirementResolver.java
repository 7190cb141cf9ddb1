package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the lines of a service's {@code requirements.txt} for the modules that it imports.
 *
 * @param distributions which distribution provides a module
 * @param user what the user's project declares
 * @param runtime what every service needs
 * @param tested the releases of it that containers get
 */
public record RequirementResolver(
    StandardLibrary standardLibrary,
    DistributionNames distributions,
    UserRequirements user,
    List<Requirement> runtime,
    Constraints tested) {
  public RequirementResolver {
    runtime = List.copyOf(runtime);
  }

  /**
   * Reads everything that decides on requirements.
   *
   * @param user what the user's project declares
   * @param runtime what every service needs, one distribution per line
   * @param tested the releases of it that containers get, as pip-compile writes them
   */
  public static RequirementResolver of(
      PythonVersion python,
      DistributionNames distributions,
      UserRequirements user,
      List<String> runtime,
      List<String> tested) {
    return new RequirementResolver(
        StandardLibrary.of(python),
        distributions,
        user.fromIndex(distributions.chosenKeys()),
        runtime.stream().flatMap(line -> Requirement.of(line).stream()).toList(),
        Constraints.of(tested));
  }

  /** Whether a module is known to belong to a library. */
  public boolean knows(String module) {
    return standardLibrary.contains(module) || distributions.knows(module);
  }

  /**
   * Returns the last version of Python that had a module, if the configured one lacks it and the
   * user does not say what provides it instead. Nobody who only imports it has asked for a
   * distribution.
   */
  public Optional<String> lastVersionWith(String module) {
    return distributions.isChosen(module) || !declared(module).isEmpty()
        ? Optional.empty()
        : standardLibrary.lastVersionWith(module);
  }

  /** Returns the distribution that is known to provide a module. */
  public Optional<String> knownDistribution(String module) {
    return distributions.knows(module) ? Optional.of(distributions.of(module)) : Optional.empty();
  }

  private List<Requirement> declared(String module) {
    return Requirement.of(distributions.of(module)).stream()
        .flatMap(named -> user.pins(named.key()).stream())
        .toList();
  }

  /**
   * Whether neither a list nor the user says which distribution provides a module, or that it may
   * be missing.
   */
  public boolean isUnknown(String module) {
    boolean isListed =
        knows(module)
            || Requirement.of(DottedNames.top(module)).stream()
                .anyMatch(named -> !user.pins(named.key()).isEmpty());
    return !distributions.isOptional(module) && (!isListed || isElsewhere(module));
  }

  /**
   * Whether the user's project gets the distribution of a module from a place that services cannot
   * use.
   */
  public boolean isElsewhere(String module) {
    return !standardLibrary.contains(module)
        && Requirement.of(distributions.of(module))
            .filter(named -> user.isElsewhere(named.key()))
            .isPresent();
  }

  /**
   * Returns the part of a module's name by which it is unknown: its top-level name, or the whole
   * name if that is shared by several distributions.
   */
  public String unknownName(String module) {
    String top = DottedNames.top(module);
    return distributions.isNamespace(top) ? module : top;
  }

  /**
   * Returns the module that an unknown one may be meant for. Nothing is installed for it.
   *
   * @param own the modules of the sources
   */
  public Optional<String> suggestion(String module, Collection<String> own) {
    Set<String> known = new TreeSet<>(distributions.byModule().keySet());
    known.addAll(standardLibrary.modules());
    known.addAll(own);
    return distributions
        .moduleOf(DottedNames.top(module))
        .or(() -> Spelling.nearest(module, known));
  }

  /**
   * The distributions to install for some modules and for the runtime.
   *
   * @param modules dotted names: {@code google.cloud.storage} for {@code from google.cloud import
   *     storage}
   * @param optional dotted names of modules that may be missing: installed if the user's file lists
   *     them
   * @param alternatives modules of which one is installed, unless the standard library has one:
   *     what the user's file lists, otherwise the last one that is known
   * @return the user's options, then one or more lines for each distribution, sorted by name; lines
   *     of the user's file are kept unchanged
   */
  public List<String> lines(
      Collection<String> modules,
      Collection<String> optional,
      Collection<ModuleAlternatives> alternatives) {
    return lines(modules, optional, alternatives, List.of());
  }

  /**
   * The same for a service that may import any library, by a name that it computes: all lines of
   * the user's file are included.
   */
  public List<String> allLines(
      Collection<String> modules, Collection<ModuleAlternatives> alternatives) {
    return lines(modules, List.of(), alternatives, user.all());
  }

  private List<String> lines(
      Collection<String> modules,
      Collection<String> optional,
      Collection<ModuleAlternatives> alternatives,
      List<Requirement> always) {
    SortedSet<Requirement> needed =
        new TreeSet<>(Comparator.comparing(Requirement::key).thenComparing(Requirement::text));
    needed.addAll(always);
    for (String module : modules) {
      if (distributions.isOptional(module)) {
        needed.addAll(declared(module));
      } else if (!standardLibrary.contains(module) && isAccountedFor(module)) {
        needed.addAll(needed(distributions.of(module)));
      }
    }
    optional.forEach(module -> needed.addAll(declared(module)));
    for (ModuleAlternatives each : alternatives) {
      if (each.branches().stream().noneMatch(branch -> isMet(branch, needed))) {
        lastInstallable(each)
            .ifPresent(
                branch ->
                    branch.stream()
                        .filter(module -> !standardLibrary.contains(module))
                        .forEach(module -> needed.addAll(needed(distributions.of(module)))));
      }
    }
    runtime.forEach(own -> needed.addAll(user.pins(own.key())));
    if (!user.needs().isEmpty()) {
      needed.addAll(user.closure(needed.stream().map(Requirement::key).toList()));
    } else if (needed.stream().anyMatch(Requirement::isHashed)) {
      // pip then requires a hash of what these need in turn, which nothing here imports.
      needed.addAll(user.hashed());
    }
    Set<String> keys = new TreeSet<>();
    Stream.concat(needed.stream(), runtime.stream()).map(Requirement::key).forEach(keys::add);
    List<String> lines = new ArrayList<>(new TreeSet<>(user.options()));
    keys.forEach(
        key ->
            lines.addAll(
                joined(
                    withKey(key, needed).toList(),
                    Stream.concat(withKey(key, user.limits()), withKey(key, runtime)).toList())));
    return List.copyOf(lines);
  }

  /** Whether it is known what to install for a module that the standard library lacks. */
  private boolean isAccountedFor(String module) {
    // Whoever registers the name of an unknown module could run code here.
    return lastVersionWith(module).isEmpty() && !isUnknown(module);
  }

  /** Whether a service that has some distributions can import all modules of a branch. */
  private boolean isMet(Set<String> branch, Collection<Requirement> needed) {
    return branch.stream()
        .allMatch(
            module ->
                standardLibrary.contains(module)
                    || Requirement.of(distributions.of(module)).stream()
                        .anyMatch(named -> withKey(named.key(), needed).findAny().isPresent()));
  }

  private Optional<Set<String>> lastInstallable(ModuleAlternatives alternatives) {
    return alternatives.branches().stream()
        .filter(
            branch ->
                branch.stream()
                    .allMatch(module -> standardLibrary.contains(module) || isAccountedFor(module)))
        .reduce((first, second) -> second);
  }

  /** The tested releases that the user does not override, as lines of pip's constraints file. */
  public List<String> constraints() {
    return tested.without(user.versioned());
  }

  /**
   * The user's own lines of that file: what a service does not import, another distribution of it
   * may need.
   */
  public List<String> limits() {
    return Stream.concat(
            user.limits().stream(), user.all().stream().flatMap(each -> each.limit().stream()))
        .map(Requirement::text)
        .distinct()
        .toList();
  }

  private List<Requirement> needed(String distribution) {
    Requirement named =
        Requirement.of(distribution).orElse(new Requirement(distribution, distribution));
    List<Requirement> pins = user.pins(named.key());
    return pins.isEmpty() ? List.of(named) : pins;
  }

  private static Stream<Requirement> withKey(String key, Collection<Requirement> requirements) {
    return requirements.stream().filter(requirement -> requirement.key().equals(key));
  }

  /**
   * The lines of one distribution. A user's pin overrides neither limits nor what the runtime
   * needs: if several name it, one line has the clauses of all, and pip reports if no version
   * matches. A line with more than versions stays as it is.
   */
  private static List<String> joined(List<Requirement> needed, List<Requirement> bounds) {
    List<Requirement> all = Stream.concat(needed.stream(), bounds.stream()).toList();
    boolean joins = all.size() > 1 && !bounds.isEmpty();
    if (!joins || all.stream().anyMatch(requirement -> requirement.clauses().isEmpty())) {
      return all.stream().map(Requirement::text).toList();
    }
    Set<String> clauses = new LinkedHashSet<>();
    all.forEach(requirement -> requirement.clauses().ifPresent(clauses::addAll));
    return List.of(all.get(0).name() + String.join(",", clauses));
  }

  /** Reports lines of the user's file that no service gets, and missing hashes. */
  public List<Finding> findings(Collection<List<String>> requirements) {
    List<Finding> findings = new ArrayList<>(user.findings());
    String unchecked =
        requirements.stream()
            .flatMap(RequirementFiles::unchecked)
            .collect(
                Collectors.toMap(Requirement::key, Requirement::name, (a, b) -> a, TreeMap::new))
            .values()
            .stream()
            .collect(Collectors.joining(", "));
    if (!unchecked.isEmpty()) {
      findings.add(
          Finding.of(
              Rule.HASH_MISSING,
              new Location.InFile(user.file()),
              "pip checks the hashes of your distributions, but there is none for " + unchecked,
              "Add them to the project's requirements, and lock them with what they need."));
    }
    return findings;
  }
}
