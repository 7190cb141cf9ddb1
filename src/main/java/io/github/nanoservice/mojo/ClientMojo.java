package io.github.nanoservice.mojo;

import io.github.nanoservice.build.ClientBuilder;
import io.github.nanoservice.build.ClientRequest;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import io.github.nanoservice.javaclient.ClientSettings;
import io.github.nanoservice.javaclient.SourceRoot;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a Java client of the functions: an interface with one method for each function, and its
 * implementation. The client needs Java 11 or later, {@code java.net.http} and Jackson; the project
 * must depend on {@code com.fasterxml.jackson.core:jackson-databind}.
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
   * Name of the client's interface. The name of the implementation is this name with {@code Client}
   * at its end.
   *
   * <p>Example: {@code <clientName>Shop</clientName>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.clientName", defaultValue = "Functions", required = true)
  private String clientName;

  /**
   * Functions that the client can call. Unless set, these are the entry points.
   *
   * <p>Example: {@code -Dnanoservice.clientFunctions=main,report}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.clientFunctions")
  private List<String> clientFunctions;

  /**
   * Directory of the client's sources. The goal adds it to the source directories of the project,
   * and changes and deletes only files in it that the plugin wrote itself.
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
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.client.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.client.skip", defaultValue = "false")
  private boolean skipClient;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  boolean skipsGoal() {
    return skipClient;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    ClientRequest request = read(this::clientRequest);
    Optional<Integer> functions =
        report(new ClientBuilder(SourceAnalyzer.bundled(), paths()).write(request));
    if (functions.isPresent()) {
      project().addCompileSourceRoot(request.root().directory().toString());
      getLog()
          .info(
              "%s.%s calls %s"
                  .formatted(
                      request.settings().packageName(),
                      request.settings().name(),
                      Quantity.of(functions.get(), "function")));
    }
  }

  private ClientRequest clientRequest(Parameters parameters) {
    return new ClientRequest(
        sourceRequest(parameters),
        settings(parameters),
        parameters.names("clientFunctions", clientFunctions),
        SourceRoot.of(absolute(clientDirectory), execution.getExecutionId(), executions()),
        // Called directly, the goal writes the same package as one of the configured executions.
        execution.getSource() == MojoExecution.Source.CLI);
  }

  private ClientSettings settings(Parameters parameters) {
    return new ClientSettings(
        parameters.text(
            "clientPackage",
            clientPackage,
            ClientSettings::isPackage,
            "a legal Java package",
            "com.acme.shop.client"),
        parameters.text(
            "clientName",
            clientName,
            ClientSettings::isName,
            "a legal Java class name, or it is used by the client itself",
            "Shop"));
  }

  /** The ids of the executions of this goal in the POM. */
  private Set<String> executions() {
    return Optional.ofNullable(project().getPlugin(execution.getPlugin().getKey())).stream()
        .flatMap(plugin -> plugin.getExecutions().stream())
        .filter(configured -> configured.getGoals().contains(execution.getGoal()))
        .map(PluginExecution::getId)
        .collect(Collectors.toSet());
  }
}
