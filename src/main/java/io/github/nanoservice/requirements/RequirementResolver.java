package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From imported modules to the lines of a service's {@code requirements.txt}. */
public final class RequirementResolver {
  private final StandardLibrary standardLibrary;
  private final DistributionNames distributions;
  private final RequirementsFile user;
  private final List<Requirement> runtime;
  private final Constraints constraints;

  /**
   * Takes what decides.
   *
   * @param userRequirements text of the user's own file
   * @param runtime what every service needs, a distribution each
   * @param tested the releases of it that containers get
   */
  public RequirementResolver(
      PythonVersion python,
      DistributionNames distributions,
      String userRequirements,
      List<String> runtime,
      List<String> tested) {
    this.standardLibrary = new StandardLibrary(python);
    this.distributions = distributions;
    this.user = new RequirementsFile(userRequirements);
    this.runtime = runtime.stream().flatMap(line -> Requirement.of(line).stream()).toList();
    this.constraints = new Constraints(tested);
  }

  /** Whether a module is known to be one of a library. */
  public boolean knows(String module) {
    return standardLibrary.holds(module) || distributions.knows(module);
  }

  /** Whether only its own name tells what distribution brings a module. */
  public boolean guesses(String module) {
    return !knows(module)
        && Requirement.of(DottedNames.top(module)).stream()
            .allMatch(guess -> user.pins(guess.key()).isEmpty());
  }

  /**
   * What to install for some modules and for the runtime.
   *
   * @param modules dotted names; for {@code from google.cloud import storage} it is {@code
   *     google.cloud.storage}
   * @param optional the same of what the program can do without: installed where the user says so
   * @return the user's options, then all lines by the names of their distributions: the user's own
   *     as they are, where there are any
   */
  public List<String> lines(Collection<String> modules, Collection<String> optional) {
    SortedSet<Requirement> needed =
        new TreeSet<>(Comparator.comparing(Requirement::key).thenComparing(Requirement::text));
    for (String module : modules) {
      if (!standardLibrary.holds(module)) {
        needed.addAll(needed(distributions.of(module)));
      }
    }
    for (String module : optional) {
      Requirement.of(distributions.of(module))
          .ifPresent(named -> needed.addAll(user.pins(named.key())));
    }
    runtime.forEach(own -> needed.addAll(user.pins(own.key())));
    if (needed.stream().anyMatch(Requirement::isHashed)) {
      // pip then wants a hash for all that is installed, also for what nothing here imports.
      needed.addAll(user.hashed());
    }
    Set<String> keys = new TreeSet<>();
    Stream.concat(needed.stream(), runtime.stream()).map(Requirement::key).forEach(keys::add);
    List<String> lines = new ArrayList<>(new TreeSet<>(user.options()));
    keys.forEach(
        key -> lines.addAll(joined(withKey(key, needed).toList(), withKey(key, runtime).toList())));
    return List.copyOf(lines);
  }

  /** The tested releases of what the user leaves open, as lines of pip's constraints file. */
  public List<String> constraints() {
    return constraints.without(user.versioned());
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
   * The lines of one distribution. A user's pin does not undo what the runtime needs: where both
   * name it, all their clauses stand in one line, and pip says if no version fits them. A line that
   * says more than versions stands in front of the runtime's, for with hashes pip asks of the first
   * one alone that it is a pin.
   */
  private static List<String> joined(List<Requirement> needed, List<Requirement> runtime) {
    List<Requirement> all = Stream.concat(needed.stream(), runtime.stream()).toList();
    boolean joins = !needed.isEmpty() && !runtime.isEmpty();
    if (!joins || all.stream().anyMatch(requirement -> requirement.clauses().isEmpty())) {
      return all.stream().map(Requirement::text).toList();
    }
    Set<String> clauses = new LinkedHashSet<>();
    all.forEach(requirement -> requirement.clauses().ifPresent(clauses::addAll));
    return List.of(needed.get(0).name() + String.join(",", clauses));
  }

  /** What of the user's file does not reach a service as it is meant. */
  public List<Finding> findings(Collection<List<String>> requirements) {
    List<Finding> findings = new ArrayList<>(user.findings());
    boolean hashes =
        requirements.stream()
            .flatMap(List::stream)
            .flatMap(line -> Requirement.of(line).stream())
            .anyMatch(Requirement::isHashed);
    if (hashes) {
      unhashed().ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> unhashed() {
    String names =
        runtime.stream()
            .filter(own -> user.pins(own.key()).stream().noneMatch(Requirement::isHashed))
            .map(Requirement::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Rule.HASH_MISSING,
                RequirementsFile.PLACE,
                "with hashes, pip wants one for all that a service installs; there is none for "
                    + names,
                "Add those and what they need in turn, each with its version and hash, or leave"
                    + " all hashes out."));
  }
}
