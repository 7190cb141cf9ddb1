package io.github.nanoservice.services;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The user's decisions about services.
 *
 * @param grouping how to group the functions that neither of the next two parameters names
 * @param separateFunctions functions that have a service of their own
 * @param groups functions to serve together, by the name of their service
 * @param entryPoints functions that are reachable from outside
 * @param entryPointsChosen whether the user named the entry points; a default one may be missing
 * @param serviceNaming how services are named
 * @param pythonVersion the Python version of services: {@code 3.13}
 * @param requirementNames the distribution of a module, overriding the plugin's own table
 * @param userRequirements text of the source directory's {@code requirements.txt}; empty if there
 *     is none
 * @param runtimeRequirements what every service needs apart from its imports: lines of a {@code
 *     requirements.txt}, one distribution each
 * @param runtimeConstraints the tested releases of these and of what they need: lines of a {@code
 *     constraints.txt}, each with a comment {@code via} that names what needs it
 */
public record ServiceOptions(
    Grouping grouping,
    List<String> separateFunctions,
    Map<String, List<String>> groups,
    List<String> entryPoints,
    boolean entryPointsChosen,
    Naming serviceNaming,
    String pythonVersion,
    Map<String, String> requirementNames,
    String userRequirements,
    List<String> runtimeRequirements,
    List<String> runtimeConstraints) {

  /** Which functions are served together. */
  public enum Grouping {
    /** None: each function has a service of its own. */
    FUNCTION,
    /** Those of a module, in a service named after it. */
    MODULE,
    /** All, in a service named {@code all}. */
    ALL
  }

  /** How a function's service is named. */
  public enum Naming {
    /** Like the function: {@code discount}. */
    SIMPLE,
    /** With its module: {@code pricing.discount}. */
    QUALIFIED
  }

  /** Takes copies, the groups sorted by name. */
  public ServiceOptions {
    separateFunctions = List.copyOf(separateFunctions);
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    entryPoints = List.copyOf(entryPoints);
    requirementNames = Map.copyOf(requirementNames);
    runtimeRequirements = List.copyOf(runtimeRequirements);
    runtimeConstraints = List.copyOf(runtimeConstraints);
  }

  /** The options of a build that configures nothing. */
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
