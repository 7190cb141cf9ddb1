package io.github.nanoservice.services;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How functions become services.
 *
 * @param grouping how to group the functions that are in neither {@code separateFunctions} nor
 *     {@code groups}
 * @param separateFunctions functions that get a service each
 * @param groups functions to serve together, by the name of their service
 * @param entryPoints functions that can be called from outside
 * @param entryPointsChosen whether the user named the entry points; a default one may be missing
 * @param serviceNaming how services are named
 * @param pythonVersion the Python version of the services: {@code 3.13}
 * @param requirementNames the requirement to install for an import name; takes precedence over the
 *     plugin's own table
 * @param userRequirements text of the source directory's {@code requirements.txt}, empty if there
 *     is none
 * @param runtimeRequirements what every service needs beside its imports: lines of a {@code
 *     requirements.txt}, a distribution each
 * @param runtimeConstraints the tested releases of these and of what they need: lines of a {@code
 *     constraints.txt}, each with a comment {@code via} that says what needs it
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
    /** None: each function has its own service. */
    FUNCTION,
    /** Those of a module, in a service that is named after it. */
    MODULE,
    /** All, in a service named {@code all}. */
    ALL
  }

  /** How the service of a function is named. */
  public enum Naming {
    /** After the function: {@code discount}. */
    SIMPLE,
    /** After the module and the function: {@code pricing.discount}. */
    QUALIFIED
  }

  /** Takes copies; groups are sorted by name. */
  public ServiceOptions {
    separateFunctions = List.copyOf(separateFunctions);
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    entryPoints = List.copyOf(entryPoints);
    requirementNames = Map.copyOf(requirementNames);
    runtimeRequirements = List.copyOf(runtimeRequirements);
    runtimeConstraints = List.copyOf(runtimeConstraints);
  }

  /** The options of a build that sets none. */
  public static ServiceOptions defaults() {
    return builder().build();
  }

  /** A builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.grouping = grouping;
    builder.separateFunctions = separateFunctions;
    builder.groups = groups;
    builder.entryPoints = entryPoints;
    builder.entryPointsChosen = entryPointsChosen;
    builder.serviceNaming = serviceNaming;
    builder.pythonVersion = pythonVersion;
    builder.requirementNames = requirementNames;
    builder.userRequirements = userRequirements;
    builder.runtimeRequirements = runtimeRequirements;
    builder.runtimeConstraints = runtimeConstraints;
    return builder;
  }

  /** Options under construction. Each setter is named after the component that it sets. */
  public static final class Builder {
    private Grouping grouping = Grouping.FUNCTION;
    private List<String> separateFunctions = List.of();
    private Map<String, List<String>> groups = Map.of();
    private List<String> entryPoints = List.of("main");
    private boolean entryPointsChosen;
    private Naming serviceNaming = Naming.SIMPLE;
    private String pythonVersion = "3.13";
    private Map<String, String> requirementNames = Map.of();
    private String userRequirements = "";
    private List<String> runtimeRequirements = List.of();
    private List<String> runtimeConstraints = List.of();

    private Builder() {}

    public Builder grouping(Grouping value) {
      grouping = value;
      return this;
    }

    public Builder separateFunctions(List<String> value) {
      separateFunctions = value;
      return this;
    }

    public Builder groups(Map<String, List<String>> value) {
      groups = value;
      return this;
    }

    /** The entry points that the user named; each has to exist. */
    public Builder entryPoints(List<String> value) {
      entryPoints = value;
      entryPointsChosen = true;
      return this;
    }

    public Builder serviceNaming(Naming value) {
      serviceNaming = value;
      return this;
    }

    public Builder pythonVersion(String value) {
      pythonVersion = value;
      return this;
    }

    public Builder requirementNames(Map<String, String> value) {
      requirementNames = value;
      return this;
    }

    public Builder userRequirements(String value) {
      userRequirements = value;
      return this;
    }

    public Builder runtimeRequirements(List<String> value) {
      runtimeRequirements = value;
      return this;
    }

    public Builder runtimeConstraints(List<String> value) {
      runtimeConstraints = value;
      return this;
    }

    /** The options as they are now. */
    public ServiceOptions build() {
      return new ServiceOptions(
          grouping,
          separateFunctions,
          groups,
          entryPoints,
          entryPointsChosen,
          serviceNaming,
          pythonVersion,
          requirementNames,
          userRequirements,
          runtimeRequirements,
          runtimeConstraints);
    }
  }
}
