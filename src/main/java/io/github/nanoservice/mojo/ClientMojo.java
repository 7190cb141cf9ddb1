package io.github.nanoservice.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /**
   * Only what differs is written, so that nothing is compiled again without need, and only what the
   * plugin wrote is ever changed or removed.
   */
  private void write(Path directory, ClientSettings settings, SortedMap<String, byte[]> files)
      throws MojoFailureException, IOException {
    Path ofPackage =
        Files.createDirectories(directory.resolve(settings.packageName().replace('.', '/')));
    Map<Path, byte[]> wanted = new HashMap<>();
    files.forEach((path, content) -> wanted.put(directory.resolve(path), content));
    List<Path> there;
    try (Stream<Path> found = Files.list(ofPackage)) {
      there = found.filter(Files::isRegularFile).toList();
    }
    for (Path path : there) {
      boolean own = new String(Files.readAllBytes(path), UTF_8).startsWith(ClientWriter.MARK);
      if (own && !wanted.containsKey(path)) {
        Files.delete(path);
      } else if (!own && wanted.containsKey(path)) {
        throw new MojoFailureException(
            ("%s is there and was not written by this plugin. Name another package in"
                    + " <clientPackage> (nanoservice.clientPackage), or another <clientName>"
                    + " (nanoservice.clientName).")
                .formatted(shown(path)));
      }
    }
    for (Map.Entry<Path, byte[]> file : wanted.entrySet()) {
      Path path = file.getKey();
      if (Files.notExists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        Files.write(path, file.getValue());
      }
    }
  }
}
