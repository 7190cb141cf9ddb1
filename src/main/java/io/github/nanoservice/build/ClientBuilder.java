package io.github.nanoservice.build;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.javaclient.ClientWriter;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a Java client of the functions in a source directory. */
public final class ClientBuilder {
  private final SourceAnalyzer analyzer;
  private final DisplayPaths paths;

  /**
   * Stores what it uses.
   *
   * @param analyzer analyzes the sources
   * @param paths shows paths in messages
   */
  public ClientBuilder(SourceAnalyzer analyzer, DisplayPaths paths) {
    this.analyzer = analyzer;
    this.paths = paths;
  }

  /**
   * Writes a client; removes it if the source directory does not exist.
   *
   * @return how many functions it calls
   * @throws IOException if the sources cannot be read or the client cannot be written
   */
  public BuildResult<Integer> write(ClientRequest request) throws IOException {
    Optional<Analysis> analysis = analyzer.analyze(request.source());
    if (analysis.isEmpty()) {
      request.root().write(new TreeMap<>());
      return new BuildResult.NoSources<>();
    }
    if (analysis.get().topology().isEmpty()) {
      return new BuildResult.Refused<>(analysis.get().findings());
    }
    Topology topology = analysis.get().topology().get();
    List<Finding> problems = problems(request.functions(), topology);
    if (!problems.isEmpty()) {
      return new BuildResult.Refused<>(problems);
    }
    return write(request, contracts(request.functions(), topology));
  }

  private BuildResult<Integer> write(ClientRequest request, List<Contract> contracts)
      throws IOException {
    List<Finding> problems = new ArrayList<>();
    contracts.forEach(contract -> problems.addAll(tooManyParameters(contract)));
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (problems.isEmpty()) {
      files.putAll(new ClientWriter(request.settings()).write(contracts));
      problems.addAll(obstacles(request, files.keySet()));
    }
    if (!problems.isEmpty()) {
      return new BuildResult.Refused<>(problems);
    }
    request.root().write(files);
    return new BuildResult.Done<>(contracts.size(), List.of());
  }

  private static List<Contract> contracts(List<String> functions, Topology topology) {
    Map<String, Endpoint> endpoints =
        topology.endpoints().stream()
            .collect(Collectors.toMap(Endpoint::name, Function.identity()));
    ContractReader reader = new ContractReader();
    return (functions.isEmpty() ? topology.entryPoints() : functions)
        .stream().distinct().map(endpoints::get).map(reader::read).toList();
  }

  /** The problems with the functions that the user chose. */
  private static List<Finding> problems(List<String> functions, Topology topology) {
    List<String> known = topology.endpoints().stream().map(Endpoint::name).sorted().toList();
    String advice =
        "Set %s to functions from this list: %s."
            .formatted(Parameters.reference("clientFunctions"), String.join(", ", known));
    if (functions.isEmpty() && topology.entryPoints().isEmpty()) {
      return List.of(
          finding(
              Rule.INVALID_PARAMETER,
              "clientFunctions",
              "there is no entry point that the client could call",
              advice + " Or name the functions in <entryPoints> (nanoservice.entryPoints)."));
    }
    return functions.stream()
        .filter(name -> !known.contains(name))
        .map(
            name ->
                finding(
                    Rule.UNKNOWN_FUNCTION,
                    "clientFunctions",
                    "there is no function \"%s\"".formatted(name),
                    advice))
        .toList();
  }

  private static List<Finding> tooManyParameters(Contract contract) {
    long required = contract.parameters().stream().filter(ParameterContract::required).count();
    return required <= ClientWriter.MAX_PARAMETERS
        ? List.of()
        : List.of(
            finding(
                Rule.INVALID_PARAMETER,
                "clientFunctions",
                "\"%s\" has %d parameters without a default; a Java client supports at most %d"
                    .formatted(contract.endpoint().name(), required, ClientWriter.MAX_PARAMETERS),
                "Give some of them a default, or leave the function out of %s."
                    .formatted(Parameters.reference("clientFunctions"))));
  }

  /** What prevents these files from being written. */
  private List<Finding> obstacles(ClientRequest request, Collection<String> files)
      throws IOException {
    List<Finding> obstacles = new ArrayList<>();
    Optional<Path> foreign = request.root().foreign(files);
    if (foreign.isPresent()) {
      obstacles.add(
          finding(
              Rule.INVALID_PARAMETER,
              "clientDirectory",
              "%s exists and was not written by this plugin".formatted(paths.show(foreign.get())),
              "Choose another %s or another %s."
                  .formatted(
                      Parameters.reference("clientPackage"), Parameters.reference("clientName"))));
    }
    Optional<String> other = request.root().otherOwner(request.settings().packagePath());
    if (other.isPresent() && !request.sharesPackage()) {
      obstacles.add(
          finding(
              Rule.INVALID_PARAMETER,
              "clientPackage",
              "execution '%s' of this goal writes into package %s too"
                  .formatted(other.get(), request.settings().packageName()),
              "Give each execution its own <clientPackage>; if you just changed one, run 'mvn clean'"
                  + " once."));
    }
    return obstacles;
  }

  private static Finding finding(Rule rule, String parameter, String message, String advice) {
    return Finding.of(rule, new Location.InParameter(parameter), message, advice);
  }
}
