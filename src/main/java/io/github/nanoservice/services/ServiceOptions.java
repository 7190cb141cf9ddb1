package io.github.nanoservice.services;

import io.github.nanoservice.requirements.UserRequirements;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's decisions about services.
 *
 * @param grouping how to group the functions that neither of the next two parameters names
 * @param separateFunctions functions that have a service of their own
 * @param groups functions to serve together, by the name of their service
 * @param entryPoints functions that are reachable from outside
 * @param entryPointsChosen whether the user named the entry points; a default one may be missing
 * @param calledFunction a function that is served like an entry point, but not reachable from
 *     outside
 * @param serviceNaming how services are named
 * @param carriesModules whether a module that cannot be sliced is carried whole; otherwise that is
 *     an error
 * @param sharedState what to do with functions of different services that share state
 * @param pythonVersion the Python version of services: {@code 3.13}
 * @param requirementNames the distribution of a module, overriding the plugin's own table
 * @param optionalImports modules that may be missing, for which nothing is installed unless the
 *     user's files list it
 * @param userRequirements the distributions that the project declares
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
    Optional<String> calledFunction,
    Naming serviceNaming,
    boolean carriesModules,
    SharedStateHandling sharedState,
    String pythonVersion,
    Map<String, String> requirementNames,
    List<String> optionalImports,
    UserRequirements userRequirements,
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

  /** What to do with functions of different services that share state. */
  public enum SharedStateHandling {
    /** Serve them together. */
    GROUP,
    /** Fail. */
    REFUSE
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
    optionalImports = List.copyOf(optionalImports);
    runtimeRequirements = List.copyOf(runtimeRequirements);
    runtimeConstraints = List.copyOf(runtimeConstraints);
  }

  /** The options of a build that configures nothing. */
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
    builder.calledFunction = calledFunction;
    builder.serviceNaming = serviceNaming;
    builder.carriesModules = carriesModules;
    builder.sharedState = sharedState;
    builder.pythonVersion = pythonVersion;
    builder.requirementNames = requirementNames;
    builder.optionalImports = optionalImports;
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
    private Optional<String> calledFunction = Optional.empty();
    private Naming serviceNaming = Naming.SIMPLE;
    private boolean carriesModules;
    private SharedStateHandling sharedState = SharedStateHandling.GROUP;
    private String pythonVersion = "3.13";
    private Map<String, String> requirementNames = Map.of();
    private List<String> optionalImports = List.of();
    private UserRequirements userRequirements = UserRequirements.none();
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

    public Builder calledFunction(Optional<String> value) {
      calledFunction = value;
      return this;
    }

    public Builder serviceNaming(Naming value) {
      serviceNaming = value;
      return this;
    }

    public Builder carriesModules(boolean value) {
      carriesModules = value;
      return this;
    }

    public Builder sharedState(SharedStateHandling value) {
      sharedState = value;
      return this;
    }

    public Builder pythonVersion(String value) {
      pythonVersion = value;
      return this;
    }

    public Builder optionalImports(List<String> value) {
      optionalImports = value;
      return this;
    }

    public Builder requirementNames(Map<String, String> value) {
      requirementNames = value;
      return this;
    }

    public Builder userRequirements(UserRequirements value) {
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
          calledFunction,
          serviceNaming,
          carriesModules,
          sharedState,
          pythonVersion,
          requirementNames,
          optionalImports,
          userRequirements,
          runtimeRequirements,
          runtimeConstraints);
    }
  }
}
