package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The distributions that the user's project declares.
 *
 * @param file the file that declares them, as locations have it
 * @param pins the lines of each distribution, by {@link Requirement#key}
 * @param limits lines of constraints files: releases to choose if something needs the distribution
 * @param options options that apply to the whole installation: {@code --index-url ...}
 * @param findings one for each declaration that no service gets
 */
public record UserRequirements(
    String file,
    Map<String, List<Requirement>> pins,
    List<Requirement> limits,
    List<String> options,
    List<Finding> findings) {

  /** Takes copies. */
  public UserRequirements {
    pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
    limits = List.copyOf(limits);
    options = List.copyOf(options);
    findings = List.copyOf(findings);
  }

  /** The requirements of a project that declares none. */
  public static UserRequirements none() {
    return new UserRequirements("requirements.txt", Map.of(), List.of(), List.of(), List.of());
  }

  /** These, and those of another project after them. */
  public UserRequirements and(UserRequirements other) {
    Map<String, List<Requirement>> all = new LinkedHashMap<>(pins);
    other.pins.forEach((key, lines) -> all.merge(key, lines, UserRequirements::concat));
    return new UserRequirements(
        file,
        all,
        concat(limits, other.limits),
        concat(options, other.options),
        concat(findings, other.findings));
  }

  /** These with other paths in the locations of findings. */
  public UserRequirements located(UnaryOperator<String> path) {
    List<Finding> moved =
        findings.stream().map(finding -> finding.at(finding.location().in(path))).toList();
    return new UserRequirements(file, pins, limits, options, moved);
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** The lines of one distribution, by its {@link Requirement#key}. */
  public List<Requirement> pins(String key) {
    return pins.getOrDefault(key, List.of());
  }

  /** All lines with a hash. */
  List<Requirement> hashed() {
    return pins.values().stream().flatMap(List::stream).filter(Requirement::isHashed).toList();
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
    private final List<Requirement> limits = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Builder(String file) {
      this.file = file;
    }

    void pin(Requirement requirement) {
      pins.computeIfAbsent(requirement.key(), key -> new ArrayList<>(1)).add(requirement);
    }

    void limit(Requirement requirement) {
      limits.add(requirement);
    }

    void option(String option) {
      options.add(option);
    }

    void report(Finding finding) {
      findings.add(finding);
    }

    UserRequirements build() {
      return new UserRequirements(file, pins, limits, options, findings);
    }
  }
}
