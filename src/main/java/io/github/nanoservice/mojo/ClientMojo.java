package io.github.nanoservice.mojo;

import io.github.nanoservice.client.ClientSettings;
import io.github.nanoservice.client.ClientWriter;
import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Outcome;
import io.github.nanoservice.topology.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
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
   * Java package of the client. Nothing else belongs into its directory.
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
   * Directory that the client goes to, a source directory of the project from then on. What else is
   * in the directory of its package goes.
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

  @Override
  boolean skipsGoal() {
    return skipClient;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    SourceRequest request = sourceRequest();
    ClientSettings settings = settings();
    Optional<Outcome> outcome =
        Checker.check(request, Checker.scan(request), RuntimePackage.bundled());
    if (outcome.isEmpty()) {
      noSources();
      return;
    }
    if (outcome.get().topology().isEmpty()) {
      throw refusal(outcome.get().findings(), "; nothing was written");
    }
    ContractReader reader = new ContractReader();
    List<Contract> contracts =
        chosen(outcome.get().topology().get()).stream().map(reader::read).toList();
    Path directory = clientDirectory.toPath().toAbsolutePath().normalize();
    write(directory, settings, new ClientWriter(settings).write(contracts));
    project.addCompileSourceRoot(directory.toString());
    getLog()
        .info(
            "%s.%s calls %s"
                .formatted(
                    settings.packageName(),
                    settings.name(),
                    Count.of(contracts.size(), "function")));
  }

  private ClientSettings settings() throws MojoFailureException {
    boolean legal =
        Arrays.stream(clientPackage.split("\\.", -1))
            .allMatch(part -> SourceVersion.isIdentifier(part) && !SourceVersion.isKeyword(part));
    if (!legal) {
      throw new MojoFailureException(
          ("Parameter clientPackage (nanoservice.clientPackage) is '%s', which is no Java package."
                  + " Write one like com.acme.shop.client.")
              .formatted(clientPackage));
    }
    if (!SourceVersion.isIdentifier(clientName) || SourceVersion.isKeyword(clientName)) {
      throw new MojoFailureException(
          ("Parameter clientName (nanoservice.clientName) is '%s', which is no name of a Java class."
                  + " Write one like Shop.")
              .formatted(clientName));
    }
    return new ClientSettings(clientPackage, clientName);
  }

  private List<Endpoint> chosen(Topology topology) throws MojoFailureException {
    Map<String, Endpoint> all =
        topology.services().stream()
            .flatMap(service -> service.endpoints().stream())
            .collect(Collectors.toMap(Endpoint::name, endpoint -> endpoint));
    List<String> names = names("clientFunctions", clientFunctions);
    Optional<String> unknown = names.stream().filter(name -> !all.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      throw new MojoFailureException(
          "Parameter clientFunctions (nanoservice.clientFunctions) names '%s', which is no function. There are: %s."
              .formatted(unknown.get(), String.join(", ", new TreeSet<>(all.keySet()))));
    }
    return (names.isEmpty() ? topology.entryPoints() : names).stream().map(all::get).toList();
  }

  /** Only what differs is written, so that nothing is compiled again without need. */
  private static void write(
      Path directory, ClientSettings settings, SortedMap<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      if (Files.notExists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        Files.write(path, file.getValue());
      }
    }
    Set<Path> written = files.keySet().stream().map(directory::resolve).collect(Collectors.toSet());
    Path ofPackage = directory.resolve(settings.packageName().replace('.', '/'));
    try (var found = Files.list(ofPackage)) {
      for (Path path : found.filter(Files::isRegularFile).toList()) {
        if (!written.contains(path)) {
          Files.delete(path);
        }
      }
    }
  }
}
