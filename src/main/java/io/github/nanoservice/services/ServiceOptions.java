package io.github.nanoservice.services;

import java.util.List;
import java.util.Map;

/**
 * What a user may decide about how functions become services.
 *
 * @param grouping what becomes of the functions that neither of the next two names
 * @param alone functions that have a service of their own
 * @param groups functions to serve together, by the name of their service
 * @param entryPoints functions to reach from outside
 * @param entryPointsChosen whether the user named them; a default that does not exist is no error
 * @param naming how services are called
 * @param pythonVersion the Python they run on: {@code 3.13}
 * @param distributions what to install for an import name, before the list that comes along
 * @param userRequirements text of the source directory's {@code requirements.txt}, empty where
 *     there is none
 * @param runtimeRequirements what every service needs beside its imports: lines of a {@code
 *     requirements.txt}, a distribution each
 * @param runtimeConstraints the tested releases of these and of what they need: lines of a {@code
 *     constraints.txt}, each with a comment {@code via} that says what needs it
 */
public record ServiceOptions(
    Grouping grouping,
    List<String> alone,
    Map<String, List<String>> groups,
    List<String> entryPoints,
    boolean entryPointsChosen,
    Naming naming,
    String pythonVersion,
    Map<String, String> distributions,
    String userRequirements,
    List<String> runtimeRequirements,
    List<String> runtimeConstraints) {

  /** Which functions are served together. */
  public enum Grouping {
    /** None. */
    FUNCTION,
    /** Those of a module, in a service that is called after it. */
    MODULE,
    /** All, in a service called {@code all}. */
    ALL
  }

  /** How a function's service is called. */
  public enum Naming {
    /** As the function: {@code discount}. */
    SIMPLE,
    /** As its module and it: {@code pricing.discount}. */
    QUALIFIED
  }

  /** Takes copies, the groups in order of their names. */
  public ServiceOptions {
    alone = List.copyOf(alone);
    groups = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(groups));
    entryPoints = List.copyOf(entryPoints);
    distributions = Map.copyOf(distributions);
    runtimeRequirements = List.copyOf(runtimeRequirements);
    runtimeConstraints = List.copyOf(runtimeConstraints);
  }

  /** Those of a build that configures nothing. */
  public static ServiceOptions defaults() {
    return new ServiceOptions(
        Grouping.FUNCTION,
        List.of(),
        Map.of(),
        List.of("main"),
        false,
        Naming.SIMPLE,
        "3.13",
        Map.of(),
        "",
        List.of(),
        List.of());
  }
}
