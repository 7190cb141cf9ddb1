package io.github.nanoservice.render;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.services.Application;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Served;
import io.github.nanoservice.services.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of {@code README.md.mustache}.
 *
 * @param project name of the project
 * @param baseImage the images that the services start from
 * @param functions number of functions, in words
 * @param services number of services, in words
 * @param entryPoints one command line for each entry point
 * @param graph lines of a Mermaid flowchart; empty if it would be too large
 * @param edges number of calls
 * @param rows one for each function
 */
record ReadmeModel(
    String project,
    String baseImage,
    String functions,
    String services,
    List<String> entryPoints,
    List<String> graph,
    int edges,
    List<Row> rows) {
  ReadmeModel {
    entryPoints = List.copyOf(entryPoints);
    graph = List.copyOf(graph);
    rows = List.copyOf(rows);
  }

  /** The cells of one function, in Markdown. */
  record Row(String function, String service, String source, String requests, String plain) {}

  /** The default of Mermaid's maxEdges; larger charts are not drawn. */
  private static final int MAX_EDGES = 500;

  /** The default of Mermaid's maxTextSize. */
  private static final int MAX_CHARACTERS = 50_000;

  private static final Pattern BLANKS = Pattern.compile("\\s*+[\\r\\n]\\s*+");

  /**
   * Returns the values for a bundle.
   *
   * @param entries the manifest's entries of the services, in the same order
   */
  static ReadmeModel of(
      RenderSettings settings, List<Service> services, List<ServiceEntry> entries) {
    int edges =
        services.stream()
            .mapToInt(service -> service.calls().size() + service.requests().size())
            .sum();
    int functions = services.stream().mapToInt(service -> service.endpoints().size()).sum();
    List<Row> rows = new ArrayList<>();
    List<String> entryPoints = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      ServiceEntry entry = entries.get(i);
      Map<String, List<CallEdge>> calls = services.get(i).callsByCaller();
      for (int j = 0; j < entry.endpoints().size(); j++) {
        EndpointEntry endpoint = entry.endpoints().get(j);
        Served served = services.get(i).served().get(j);
        rows.add(
            served instanceof Application application
                ? row(entry, endpoint, application, services.get(i).requests())
                : row(entry, endpoint, calls.getOrDefault(endpoint.name(), List.of())));
        endpoint
            .published()
            .ifPresent(
                port ->
                    entryPoints.add(
                        curl(
                            served,
                            url(settings.services().scheme(), port, entry, endpoint.path()))));
      }
    }
    return new ReadmeModel(
        settings.project(),
        entries.stream()
            .map(entry -> entry.configuration().baseImage())
            .distinct()
            .sorted()
            .collect(Collectors.joining("` and `")),
        count(functions, "function"),
        count(entries.size(), "service"),
        entryPoints,
        edges > MAX_EDGES ? List.of() : graph(services),
        edges,
        rows);
  }

  private static List<String> graph(List<Service> services) {
    List<String> graph = MermaidText.of(services);
    int characters = graph.stream().mapToInt(line -> line.length() + 1).sum();
    return characters <= MAX_CHARACTERS ? graph : List.of();
  }

  /** Whether any function is an entry point. */
  boolean hasEntryPoints() {
    return !entryPoints.isEmpty();
  }

  /** Whether the flowchart is shown. */
  boolean drawn() {
    return !graph.isEmpty();
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static Row row(ServiceEntry service, EndpointEntry endpoint, List<CallEdge> calls) {
    return new Row(
        code(endpoint.name() + endpoint.signature()),
        code(service.name()),
        code(endpoint.file()) + ", " + endpoint.lines().words(),
        callees(calls, true),
        callees(calls, false));
  }

  private static Row row(
      ServiceEntry service,
      EndpointEntry endpoint,
      Application application,
      List<Endpoint> requests) {
    return new Row(
        application.title() + " " + code(application.simpleName()),
        code(service.name()),
        code(endpoint.file()) + ", " + endpoint.lines().words(),
        requests.stream().map(each -> code(each.name())).collect(Collectors.joining(", ")),
        "");
  }

  private static String callees(List<CallEdge> calls, boolean remote) {
    return calls.stream()
        .filter(call -> call.remote() == remote)
        .map(call -> code(call.callee().name()))
        .collect(Collectors.joining(", "));
  }

  /** Returns a code span for a table cell (GFM §4.10, §6.3), fenced by enough backticks. */
  static String code(String text) {
    String line = BLANKS.matcher(text).replaceAll(" ").replace("|", "\\|");
    if (!line.contains("`")) {
      return "`" + line + "`";
    }
    StringBuilder fence = new StringBuilder("``");
    while (line.contains(fence)) {
      fence.append('`');
    }
    return fence + " " + line + " " + fence;
  }

  private static String curl(Served served, String url) {
    return served instanceof Endpoint endpoint
        ? curl(endpoint.function(), url)
        : "curl '" + url + "'";
  }

  /** Returns a command line that passes the name of each required parameter as its value. */
  private static String curl(Function function, String url) {
    String args = names(function, false, "\"%s\"");
    String kwargs = names(function, true, "\"%1$s\": \"%1$s\"");
    return "curl -G '"
        + url
        + "' --data-urlencode 'args=["
        + args
        + "]'"
        + (kwargs.isEmpty() ? "" : " --data-urlencode 'kwargs={" + kwargs + "}'");
  }

  private static String names(Function function, boolean keywordOnly, String format) {
    return function.parameters().stream()
        .filter(parameter -> parameter.defaultValue().isEmpty())
        .filter(parameter -> parameter.kind() != Parameter.Kind.VAR_POSITIONAL)
        .filter(parameter -> parameter.kind() != Parameter.Kind.VAR_KEYWORD)
        .filter(parameter -> (parameter.kind() == Parameter.Kind.KEYWORD_ONLY) == keywordOnly)
        .map(parameter -> format.formatted(parameter.name()))
        .collect(Collectors.joining(", "));
  }

  /** The port of a service within the network of all services. */
  int port() {
    return ServiceProtocol.PORT;
  }

  /** With port 0 the engine chooses a port, and {@code docker compose port} prints it. */
  private static String url(String scheme, int port, ServiceEntry service, String path) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/");
    return scheme
        + "://"
        + (port == 0
            ? "'$(docker compose port " + service.directory() + " " + ServiceProtocol.PORT + ")'"
            : "127.0.0.1:" + port)
        + encoded;
  }
}
