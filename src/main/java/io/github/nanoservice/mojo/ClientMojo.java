package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.javaclient.ClientSettings;
import io.github.nanoservice.javaclient.ClientWriter;
import io.github.nanoservice.javaclient.SourceRoot;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes a Java client of the functions: an interface with a method for each, and its
 * implementation on {@code java.net.http} and Jackson, for Java 11 or later. The project has to
 * depend on {@code com.fasterxml.jackson.core:jackson-databind}.
 *
 * @since 0.1.0
 */
@Mojo(name = "client", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class ClientMojo extends AbstractNanoserviceMojo {

  /**
   * Java package of the client.
   *
   * <p>Example: {@code <clientPackage>com.acme.shop.client</clientPackage>}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.clientPackage",
      defaultValue = "${project.groupId}.client",
      required = true)
  private String clientPackage;

  /**
   * Name of the client's interface; its implementation has {@code Client} behind it.
   *
   * <p>Example: {@code <clientName>Shop</clientName>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.clientName", defaultValue = "Functions", required = true)
  private String clientName;

  /**
   * Functions that the client calls. Unless set it is the entry points.
   *
   * <p>Example: {@code -Dnanoservice.clientFunctions=main,report}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.clientFunctions")
  private List<String> clientFunctions;

  /**
   * Directory that the client goes to, a source directory of the project from then on. Only what
   * the plugin wrote into it is ever changed or removed.
   *
   * <p>Example: {@code <clientDirectory>${project.build.directory}/client</clientDirectory>}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.clientDirectory",
      defaultValue = "${project.build.directory}/generated-sources/nanoservice",
      required = true)
  private File clientDirectory;

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.client.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.client.skip", defaultValue = "false")
  private boolean skipClient;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  boolean skipsGoal() {
    return skipClient;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    SourceRequest request = sourceRequest();
    ClientSettings settings = settings();
    SourceRoot root =
        new SourceRoot(
            clientDirectory.toPath().toAbsolutePath().normalize(),
            execution.getExecutionId(),
            executions());
    Optional<Analysis> outcome =
        SourceAnalyzer.check(request, SourceAnalyzer.scan(request), RuntimePackage.bundled());
    if (outcome.isEmpty()) {
      root.write(new TreeMap<>());
      noSources();
      return;
    }
    if (outcome.get().topology().isEmpty()) {
      throw refusal(outcome.get().findings(), "; nothing was written");
    }
    List<Contract> contracts = contracts(outcome.get().topology().get());
    SortedMap<String, byte[]> files = new ClientWriter(settings).write(contracts);
    requireOwn(root, settings, files);
    root.write(files);
    project.addCompileSourceRoot(root.directory().toString());
    getLog()
        .info(
            "%s.%s calls %s"
                .formatted(
                    settings.packageName(),
                    settings.name(),
                    Quantity.of(contracts.size(), "function")));
  }

  private ClientSettings settings() throws MojoFailureException {
    if (!ClientSettings.isPackage(clientPackage)) {
      throw new MojoFailureException(
          ("Parameter clientPackage (nanoservice.clientPackage) is '%s', which is no Java package for"
                  + " classes of yours. Write one like com.acme.shop.client.")
              .formatted(clientPackage));
    }
    if (!ClientSettings.isName(clientName)) {
      throw new MojoFailureException(
          ("Parameter clientName (nanoservice.clientName) is '%s', which is no name of a Java class, or"
                  + " one that the client's own code needs. Write one like Shop.")
              .formatted(clientName));
    }
    return new ClientSettings(clientPackage, clientName);
  }

  private List<Contract> contracts(Topology topology) throws MojoFailureException {
    ContractReader reader = new ContractReader();
    List<Contract> contracts = chosen(topology).stream().map(reader::read).toList();
    for (Contract contract : contracts) {
      long required = contract.parameters().stream().filter(ParameterContract::required).count();
      if (required > ClientWriter.MAX_PARAMETERS) {
        throw new MojoFailureException(
            ("%s has %d parameters without a default; a client in Java has place for %d. Give some a"
                    + " default, or leave it out of <clientFunctions> (nanoservice.clientFunctions).")
                .formatted(contract.endpoint().name(), required, ClientWriter.MAX_PARAMETERS));
      }
    }
    return contracts;
  }

  private List<Endpoint> chosen(Topology topology) throws MojoFailureException {
    Map<String, Endpoint> all =
        topology.services().stream()
            .flatMap(service -> service.endpoints().stream())
            .collect(Collectors.toMap(Endpoint::name, endpoint -> endpoint));
    List<String> names = names("clientFunctions", clientFunctions);
    String there = String.join(", ", new TreeSet<>(all.keySet()));
    Optional<String> unknown = names.stream().filter(name -> !all.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      throw new MojoFailureException(
          "Parameter clientFunctions (nanoservice.clientFunctions) names '%s', which is no function. There are: %s."
              .formatted(unknown.get(), there));
    }
    List<String> chosen = names.isEmpty() ? topology.entryPoints() : names;
    if (chosen.isEmpty()) {
      throw new MojoFailureException(
          ("There is no function to call: none is called main, and no entry point is named. Name some"
                  + " in <entryPoints> (nanoservice.entryPoints) or <clientFunctions>"
                  + " (nanoservice.clientFunctions). There are: %s.")
              .formatted(there));
    }
    return chosen.stream().distinct().map(all::get).toList();
  }

  /** Those of this goal that the project has configured. */
  private Set<String> executions() {
    return Optional.ofNullable(project.getPlugin(execution.getPlugin().getKey())).stream()
        .flatMap(plugin -> plugin.getExecutions().stream())
        .filter(configured -> configured.getGoals().contains(execution.getGoal()))
        .map(PluginExecution::getId)
        .collect(Collectors.toSet());
  }

  /** Nothing is changed before all that is to be written has its place. */
  private void requireOwn(SourceRoot root, ClientSettings settings, SortedMap<String, byte[]> files)
      throws MojoFailureException, IOException {
    Optional<Path> foreign = root.foreign(files.keySet());
    if (foreign.isPresent()) {
      throw new MojoFailureException(
          ("%s is there and was not written by this plugin. Name another package in"
                  + " <clientPackage> (nanoservice.clientPackage), or another <clientName>"
                  + " (nanoservice.clientName).")
              .formatted(shown(foreign.get())));
    }
    // Called by name, the goal writes what one of the executions writes too.
    boolean byName = execution.getSource() == MojoExecution.Source.CLI;
    Optional<String> other = root.otherOwner(settings.packagePath());
    if (other.isPresent() && !byName) {
      throw new MojoFailureException(
          ("Execution '%s' of this goal writes into package %s too. Give each a <clientPackage> of its"
                  + " own; where they have changed packages, run mvn clean once.")
              .formatted(other.get(), settings.packageName()));
    }
  }
}
