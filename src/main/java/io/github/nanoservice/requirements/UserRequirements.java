package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The distributions that the user's project declares.
 *
 * @param file the file that declares them, as locations have it
 * @param pins the lines of each distribution, by {@link Requirement#key}
 * @param needs what each distribution needs, by {@link Requirement#key}; empty if that is not known
 * @param limits lines of constraints files: releases to choose if something needs the distribution
 * @param options options that apply to the whole installation: {@code --index-url ...}
 * @param elsewhere distributions, by {@link Requirement#key}, that come from a place that services
 *     cannot use, with the lines for a package index that has them: whoever registers such a name
 *     at the index that pip asks could run code in a service
 * @param findings one for each declaration that no service gets
 */
public record UserRequirements(
    String file,
    Map<String, List<Requirement>> pins,
    Map<String, List<Need>> needs,
    List<Requirement> limits,
    List<String> options,
    Map<String, List<Requirement>> elsewhere,
    List<Finding> findings) {

  private static final String LIMITS_FILE = "constraints.txt";

  /**
   * A distribution that another one needs.
   *
   * @param key as {@link Requirement#key} returns it
   * @param marker when it is needed, PEP 508; empty if always
   */
  public record Need(String key, String marker) {}

  /** Takes copies. */
  public UserRequirements {
    needs = Collections.unmodifiableMap(new LinkedHashMap<>(needs));
    pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
    limits = List.copyOf(limits);
    options = List.copyOf(options);
    elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
    findings = List.copyOf(findings);
  }

  /** The requirements of a project that declares none. */
  public static UserRequirements none() {
    return new UserRequirements(
        "requirements.txt", Map.of(), Map.of(), List.of(), List.of(), Map.of(), List.of());
  }

  /** These, and those of another project after them. */
  public UserRequirements and(UserRequirements other) {
    Map<String, List<Requirement>> all = new LinkedHashMap<>(pins);
    other.pins.forEach((key, lines) -> all.merge(key, lines, UserRequirements::concat));
    Map<String, List<Need>> allNeeds = new LinkedHashMap<>(needs);
    other.needs.forEach((key, needed) -> allNeeds.merge(key, needed, UserRequirements::concat));
    Map<String, List<Requirement>> allElsewhere = new LinkedHashMap<>(elsewhere);
    other.elsewhere.forEach(
        (key, lines) -> allElsewhere.merge(key, lines, UserRequirements::concat));
    return new UserRequirements(
        file,
        all,
        allNeeds,
        concat(limits, other.limits),
        concat(options, other.options),
        allElsewhere,
        concat(findings, other.findings));
  }

  /**
   * The files of a directory that declare these, by their names: a {@code requirements.txt} that
   * needs no file elsewhere; none if there is nothing to declare. What each distribution needs is
   * left out.
   */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    List<String> lines = new ArrayList<>(options);
    if (!limits.isEmpty()) {
      lines.add("-c " + LIMITS_FILE);
      texts.put(LIMITS_FILE, joined(limits.stream().map(Requirement::text)));
    }
    all().forEach(requirement -> lines.add(requirement.text()));
    if (!lines.isEmpty()) {
      texts.put("requirements.txt", joined(lines.stream()));
    }
    return texts;
  }

  private static String joined(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining());
  }

  /** These with other paths in the locations of findings. */
  public UserRequirements located(UnaryOperator<String> path) {
    List<Finding> moved =
        findings.stream().map(finding -> finding.at(finding.location().in(path))).toList();
    return new UserRequirements(file, pins, needs, limits, options, elsewhere, moved);
  }

  /**
   * These, for the case that the index that pip asks has some distributions.
   *
   * @param keys of those of which the user says so
   */
  UserRequirements fromIndex(Collection<String> keys) {
    Map<String, List<Requirement>> all = new LinkedHashMap<>(pins);
    Map<String, List<Requirement>> left = new LinkedHashMap<>(elsewhere);
    for (String key : keys) {
      List<Requirement> lines = left.remove(key);
      if (lines != null && !lines.isEmpty()) {
        all.merge(key, lines, UserRequirements::concat);
      }
    }
    return new UserRequirements(file, all, needs, limits, options, left, findings);
  }

  /** Whether no service gets a distribution, because of the place that it comes from. */
  boolean isElsewhere(String key) {
    return elsewhere.containsKey(key) && pins(key).isEmpty();
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** The lines of one distribution, by its {@link Requirement#key}. */
  public List<Requirement> pins(String key) {
    return pins.getOrDefault(key, List.of());
  }

  /** All lines that name a distribution. */
  List<Requirement> all() {
    return pins.values().stream().flatMap(List::stream).toList();
  }

  /** All lines with a hash. */
  List<Requirement> hashed() {
    return all().stream().filter(Requirement::isHashed).toList();
  }

  /**
   * Returns the lines of all that some distributions need, for the case that it is known what each
   * needs.
   *
   * @param keys of distributions that are needed whatever the markers say
   */
  List<Requirement> closure(Collection<String> keys) {
    Map<String, Set<String>> markers = new TreeMap<>();
    Deque<Need> pending = new ArrayDeque<>();
    keys.forEach(key -> pending.add(new Need(key, "")));
    while (!pending.isEmpty()) {
      Need next = pending.remove();
      Set<String> known = markers.computeIfAbsent(next.key(), key -> new TreeSet<>());
      if (!known.contains("") && known.add(next.marker())) {
        for (Need need : needs.getOrDefault(next.key(), List.of())) {
          // The nearest marker alone may hold more often, but is one of finitely many.
          pending.add(need.marker().isEmpty() ? new Need(need.key(), next.marker()) : need);
        }
      }
    }
    List<Requirement> lines = new ArrayList<>();
    markers.forEach((key, known) -> pins(key).forEach(pin -> lines.add(pin.when(known))));
    return lines;
  }

  /** Keys of the distributions whose releases the user restricts. */
  Set<String> versioned() {
    return Stream.concat(pins.values().stream().flatMap(List::stream), limits.stream())
        .filter(requirement -> !requirement.isBare())
        .map(Requirement::key)
        .collect(Collectors.toSet());
  }

  /** Requirements under construction. */
  static final class Builder {
    private final String file;
    private final Map<String, List<Requirement>> pins = new LinkedHashMap<>();
    private final Map<String, List<Need>> needs = new LinkedHashMap<>();
    private final List<Requirement> limits = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, List<Requirement>> elsewhere = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Builder(String file) {
      this.file = file;
    }

    void pin(Requirement requirement) {
      pins.computeIfAbsent(requirement.key(), key -> new ArrayList<>(1)).add(requirement);
    }

    void needs(String key, List<Need> needed) {
      needs.put(key, List.copyOf(needed));
    }

    void limit(Requirement requirement) {
      limits.add(requirement);
    }

    /** Notes that a distribution comes from a place that services cannot use. */
    void elsewhere(Requirement requirement) {
      elsewhere.computeIfAbsent(requirement.key(), key -> new ArrayList<>(0));
    }

    /** The same for a package index: the line is for the case that pip asks this one. */
    void elsewhereInIndex(Requirement requirement) {
      elsewhere.computeIfAbsent(requirement.key(), key -> new ArrayList<>(1)).add(requirement);
    }

    void option(String option) {
      options.add(option);
    }

    void report(Finding finding) {
      findings.add(finding);
    }

    UserRequirements build() {
      return new UserRequirements(file, pins, needs, limits, options, elsewhere, findings);
    }
  }
}
