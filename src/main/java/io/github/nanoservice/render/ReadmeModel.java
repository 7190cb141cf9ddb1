package io.github.nanoservice.render;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code README.md.mustache} shows.
 *
 * @param project its name
 * @param functions how many there are, in words
 * @param services how many there are, in words
 * @param entryPoints a command line each
 * @param graph lines of Mermaid; none where there is too much to draw
 * @param edges how many calls there are
 * @param rows a function each
 */
record ReadmeModel(
    String project,
    String functions,
    String services,
    List<String> entryPoints,
    List<String> graph,
    int edges,
    List<Row> rows) {

  /** One function, in cells of Markdown. */
  record Row(String function, String service, String source, String requests, String plain) {}

  /** Mermaid's own limits for what a page may ask of a browser: maxEdges and maxTextSize. */
  private static final int MOST_EDGES = 500;

  private static final int MOST_CHARACTERS = 50_000;

  private static final Pattern BLANKS = Pattern.compile("\\s*+[\\r\\n]\\s*+");

  static ReadmeModel of(String project, List<Service> services, List<ServiceEntry> entries) {
    int edges = services.stream().mapToInt(service -> service.calls().size()).sum();
    List<Row> rows = new ArrayList<>();
    List<String> entryPoints = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      ServiceEntry entry = entries.get(i);
      Map<String, List<CallEdge>> calls = services.get(i).callsByCaller();
      for (int j = 0; j < entry.endpoints().size(); j++) {
        EndpointEntry endpoint = entry.endpoints().get(j);
        Function function = services.get(i).endpoints().get(j).function();
        rows.add(row(entry, endpoint, calls.getOrDefault(endpoint.name(), List.of())));
        endpoint
            .published()
            .ifPresent(port -> entryPoints.add(curl(function, url(port, entry, endpoint.path()))));
      }
    }
    return new ReadmeModel(
        project,
        count(rows.size(), "function"),
        count(entries.size(), "service"),
        entryPoints,
        edges > MOST_EDGES ? List.of() : graph(services),
        edges,
        rows);
  }

  /** None where it has more characters than are drawn. */
  private static List<String> graph(List<Service> services) {
    List<String> graph = MermaidText.of(services);
    int characters = graph.stream().mapToInt(line -> line.length() + 1).sum();
    return characters <= MOST_CHARACTERS ? graph : List.of();
  }

  /** Whether any function can be called from outside. */
  boolean hasEntryPoints() {
    return !entryPoints.isEmpty();
  }

  /** Whether there is a drawing. */
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

  private static String callees(List<CallEdge> calls, boolean remote) {
    return calls.stream()
        .filter(call -> call.remote() == remote)
        .map(call -> code(call.callee().name()))
        .collect(Collectors.joining(", "));
  }

  /** A span of code in a cell of a table (GFM, Tables and Code spans): backticks outnumbered. */
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

  /** A command line in whose arguments the names of required parameters stand for values. */
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

  /** With port 0 the engine chooses, and Compose tells which. */
  private static String url(int port, ServiceEntry service, String path) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/");
    return "http://"
        + (port == 0
            ? "'$(docker compose port " + service.directory() + " " + ServiceProtocol.PORT + ")'"
            : "127.0.0.1:" + port)
        + encoded;
  }
}
