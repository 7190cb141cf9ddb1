package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.ContainerEngine;
import io.github.nanoservice.engine.ContainerPlan;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.engine.ServiceEngine;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.naming.ProjectName;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.settings.FunctionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The bundle of a project, and what runs of it in containers; closed, nothing is left of that. */
final class ContainerBundle implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ContainerPlan plan;
  private final ServiceEngine engine;
  private final int port;

  private ContainerBundle(ContainerPlan plan, int port, Consumer<String> progress) {
    this.plan = plan;
    this.engine = new ContainerEngine(ProcessLauncher.ofSystem(), progress, plan);
    this.port = port;
  }

  /**
   * Generates a bundle whose entry point is {@code main}.
   *
   * @param project its directory; another one makes another compose project
   * @param sources of the functions
   * @param memory what each container may have
   */
  static ContainerBundle generate(Path project, Path sources, String memory) throws IOException {
    return generate(project, sources, memory, freePort());
  }

  static ContainerBundle generate(Path project, Path sources, String memory, int port)
      throws IOException {
    return generate(
        project,
        sources,
        Format.strict(),
        settings(memory, port),
        PackageIndexes.DEFAULT,
        line -> {});
  }

  /**
   * The same of other images.
   *
   * @param indexes the package indexes that pip asks when it builds images
   * @param progress receives the output of builds
   */
  static ContainerBundle generate(
      Path project,
      Path sources,
      String baseImage,
      PackageIndexes indexes,
      Consumer<String> progress)
      throws IOException {
    RenderSettings.Builder settings = settings("128m", freePort()).baseImage(baseImage);
    return generate(project, sources, Format.strict(), settings, indexes, progress);
  }

  /** The same of sources in the extended format. */
  static ContainerBundle generateExtended(Path project, Path sources) throws IOException {
    return generate(
        project,
        sources,
        Format.extended(List.of()),
        settings("128m", freePort()),
        PackageIndexes.DEFAULT,
        line -> {});
  }

  /** The same of another image, with settings of single functions. */
  static ContainerBundle generate(
      Path project, Path sources, String baseImage, List<FunctionSettings> functions)
      throws IOException {
    return generate(
        project,
        sources,
        Format.extended(List.of()),
        settings("128m", freePort()).baseImage(baseImage).functions(functions),
        PackageIndexes.DEFAULT,
        line -> {});
  }

  private static RenderSettings.Builder settings(String memory, int port) {
    return RenderSettings.builder("containers")
        .baseImage(Docker.BASE_IMAGE)
        .firstPort(port)
        .memoryLimit(memory)
        .pidsLimit(512);
  }

  private static ContainerBundle generate(
      Path project,
      Path sources,
      Format format,
      RenderSettings.Builder builder,
      PackageIndexes indexes,
      Consumer<String> progress)
      throws IOException {
    RenderSettings settings = builder.build();
    SourceRequest source =
        SourceRequest.builder(sources)
            .format(format)
            .services(ServiceOptions.builder().pythonVersion("3.11").build())
            .build();
    Path work = Files.createDirectories(project.resolve("target"));
    BundleRequest request =
        new BundleRequest(source, work.resolve("nanoservices"), settings, GivenSecrets.NONE);
    assertThat(BundleBuilder.bundled().generate(request)).isInstanceOf(BuildResult.Done.class);
    Path bundle = request.outputDirectory();
    List<ServiceEntry> services = request.services();
    ContainerPlan plan =
        new ContainerPlan(
            Optional.empty(),
            ProjectName.of("containers-test", project),
            bundle,
            work,
            services,
            LIMIT,
            request.given(),
            indexes);
    return new ContainerBundle(plan, settings.firstPort(), progress);
  }

  /** A port of this machine that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  ServiceEngine engine() {
    return engine;
  }

  String project() {
    return plan.project().text();
  }

  int port() {
    return port;
  }

  List<String> services() {
    return plan.services().stream().map(ServiceEntry::name).toList();
  }

  SortedMap<String, URI> start() throws EngineException {
    return engine.start(ServiceEngine.Lifetime.UNTIL_STOPPED).addresses();
  }

  /**
   * Calls {@code main} as any HTTP client would.
   *
   * @param args its arguments, a JSON array
   * @param headers names and values
   */
  CallResult call(String args, String... headers) throws IOException, InterruptedException {
    String query = "/?args=" + URLEncoder.encode(args, StandardCharsets.UTF_8).replace("+", "%20");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + query)).timeout(LIMIT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 200) {
      return new CallResult.Value(response.body().strip());
    }
    JsonNode problem = JsonNode.parse(response.body());
    return new CallResult.Problem(
        response.statusCode(),
        problem.get("title").text(),
        problem.get("detail").text(),
        Optional.empty());
  }

  /**
   * Calls {@code main} with arguments of any length.
   *
   * @param body JSON
   * @return the status
   */
  CompletableFuture<Integer> post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
  }

  /**
   * Returns whether the entry point answers on a new connection. A request on a connection that is
   * kept would wait for a service that is stopping.
   */
  boolean acceptsConnections() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(1).toMillis());
      String request = "GET /healthz HTTP/1.1\r\nHost: main\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The container that serves a function. */
  String container(String service) {
    List<String> found =
        Docker.lines("ps", "--all", "--quiet", "--filter", label(), "--filter", ofService(service));
    assertThat(found).as("containers of %s", service).hasSize(1);
    return found.get(0);
  }

  /** Runs Python in the container of a function, and returns what it prints. */
  String python(String service, String script) {
    return Docker.run("exec", container(service), "python", "-I", "-c", script);
  }

  /** All that the engine has of the project, but for its images. */
  List<String> left() {
    return Stream.of("container", "network", "volume").flatMap(this::listed).toList();
  }

  private Stream<String> listed(String kind) {
    List<String> command =
        kind.equals("container")
            ? List.of("ps", "--all", "--quiet", "--filter", label())
            : List.of(kind, "ls", "--quiet", "--filter", label());
    return Docker.lines(command.toArray(String[]::new)).stream().map(id -> kind + " " + id);
  }

  private String label() {
    return "label=com.docker.compose.project=" + project();
  }

  private static String ofService(String service) {
    return "label=com.docker.compose.service=" + service;
  }

  /** By the engine's own command, whatever the one under test has left. */
  @Override
  public void close() {
    for (String each : left()) {
      String[] found = each.split(" ");
      Docker.succeeds(found[0], "rm", "--force", found[1]);
    }
    for (String image : Docker.lines("image", "ls", "--filter", label(), "--format", "{{.ID}}")) {
      Docker.succeeds("image", "rm", "--force", image);
    }
  }
}
