package io.github.nanoservice.render;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.SupportModule;
import io.github.nanoservice.services.Topology;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Renders a topology into the files of a bundle. The same input gives the same bytes. */
public final class Renderer {
  /** Where a service has the modules that are not its own; the runtime finds them there. */
  private static final String PARTS = "modules";

  private final RenderSettings settings;
  private final RuntimePackage runtime;
  private final Templates templates = new Templates();

  public Renderer(RenderSettings settings, RuntimePackage runtime) {
    this.settings = settings;
    this.runtime = runtime;
  }

  /** All files but the manifest, which tells of them; no file at all where nothing is served. */
  public Rendering render(Topology topology) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Map<String, Integer> ports = ports(topology);
    List<ServiceEntry> entries =
        topology.services().stream().map(service -> entry(service, ports, topology)).toList();
    Map<String, Contract> contracts = contracts(topology);
    OpenApiDocument openApi = new OpenApiDocument(settings);
    byte[] constraints = lines(topology.constraints()).getBytes(StandardCharsets.UTF_8);
    byte[] dockerignore = templates.fill("dockerignore", settings);
    // What services have in common is one array, so that it is hashed and written once.
    Map<List<String>, byte[]> requirements = new HashMap<>();
    List<Pages> pages =
        IntStream.range(0, entries.size())
            .parallel()
            .mapToObj(i -> pages(topology.services().get(i), entries.get(i)))
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      ServiceEntry entry = entries.get(i);
      String directory = entry.directory() + "/";
      pages.get(i).files().forEach((path, content) -> files.put(directory + path, content));
      files.put(
          directory + "requirements.txt",
          requirements.computeIfAbsent(
              entry.requirements(), all -> lines(all).getBytes(StandardCharsets.UTF_8)));
      files.put(directory + "constraints.txt", constraints);
      files.put(directory + "openapi.json", openApi.of(entry, contracts));
      files.put(directory + ".dockerignore", dockerignore);
      runtime.files().forEach((path, content) -> files.put(directory + path, content));
    }
    if (!entries.isEmpty()) {
      files.put(
          "README.md",
          templates.fill(
              "README.md", ReadmeModel.of(settings.project(), topology.services(), entries)));
      files.put("openapi.json", openApi.of(entries, contracts));
      files.put("compose.yaml", templates.fill("compose.yaml", compose(topology, ports)));
    }
    return new Rendering(entries, files);
  }

  /** The problems that the settings have with a topology. */
  public List<Finding> check(Topology topology) {
    int lastPort = ports(topology).values().stream().reduce(0, Math::max);
    if (lastPort <= RenderSettings.LAST_PORT) {
      return List.of();
    }
    int first = settings.firstPort();
    return List.of(
        Finding.of(
            Rule.BAD_PARAMETER,
            new Location.InParameter("port"),
            "from port %d on, the last entry point needs port %d, but the highest port is %d"
                .formatted(first, lastPort, RenderSettings.LAST_PORT),
            "Set <port> (nanoservice.port) to %d or less."
                .formatted(RenderSettings.LAST_PORT - (lastPort - first))));
  }

  /** The contracts of all functions, by the names of their endpoints. */
  private static Map<String, Contract> contracts(Topology topology) {
    ContractReader reader = new ContractReader();
    Map<String, Contract> contracts = new HashMap<>();
    for (Service service : topology.services()) {
      service.endpoints().forEach(each -> contracts.put(each.name(), reader.read(each)));
    }
    return contracts;
  }

  /** What a service has of its own, by paths in its directory. */
  private record Pages(Map<String, byte[]> files) {}

  private Pages pages(Service service, ServiceEntry entry) {
    Map<String, byte[]> files = new HashMap<>();
    StringBuilder sources = new StringBuilder();
    ServerModel server = ServerModel.of(service);
    byte[] main = templates.fill("main.py", server);
    files.put("main.py", main);
    sources.append(server.body().sources(new String(main, StandardCharsets.UTF_8), ""));
    for (SupportModule part : service.parts()) {
      SupportModuleModel page = SupportModuleModel.of(part);
      byte[] text = templates.fill("part.py", page);
      String path = PARTS + "/" + part.file().path();
      files.put(path, text);
      sources.append(page.body().sources(new String(text, StandardCharsets.UTF_8), path + " "));
    }
    files.put("sources.txt", sources.toString().getBytes(StandardCharsets.UTF_8));
    Optional<String> parts = Optional.of(PARTS).filter(any -> !service.parts().isEmpty());
    files.put(
        "Dockerfile", templates.fill("Dockerfile", DockerfileModel.of(entry, parts, settings)));
    return new Pages(files);
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Service name to published port; two entry points in one group share theirs. */
  private Map<String, Integer> ports(Topology topology) {
    Map<String, Integer> ports = new HashMap<>();
    for (String entryPoint : topology.entryPoints()) {
      for (Service service : topology.services()) {
        if (service.endpoints().stream().anyMatch(e -> e.name().equals(entryPoint))) {
          ports.putIfAbsent(service.name(), settings.port(ports.size()));
        }
      }
    }
    return ports;
  }

  private ServiceEntry entry(Service service, Map<String, Integer> ports, Topology topology) {
    Map<String, List<CallEdge>> calls = service.callsByCaller();
    return new ServiceEntry(
        service.name(),
        service.slug(),
        HostName.of(service.name(), service.slug()),
        service.endpoints().stream()
            .map(
                endpoint ->
                    EndpointEntry.of(
                        service,
                        endpoint,
                        calls.getOrDefault(endpoint.name(), List.of()),
                        topology.entryPoints().contains(endpoint.name())
                            ? OptionalInt.of(ports.get(service.name()))
                            : OptionalInt.empty()))
            .toList(),
        service.requirements());
  }

  private ComposeModel compose(Topology topology, Map<String, Integer> ports) {
    return new ComposeModel(
        ComposeModel.project(settings.project()),
        settings.callTimeout().toMillis(),
        ComposeModel.checkSeconds(topology.services().size()),
        settings.memoryLimit(),
        settings.pidsLimit(),
        topology.services().stream()
            .map(service -> item(service, Optional.ofNullable(ports.get(service.name()))))
            .toList());
  }

  private static ComposeModel.Item item(Service service, Optional<Integer> published) {
    String directory = HostName.of(service.name(), service.slug());
    return new ComposeModel.Item(
        ComposeModel.scalar(directory),
        directory,
        ComposeModel.image(directory, service.slug()),
        aliases(service),
        published);
  }

  private static List<String> aliases(Service service) {
    Set<String> names = new LinkedHashSet<>();
    for (Endpoint endpoint : service.endpoints()) {
      names.add(HostName.of(endpoint.name(), endpoint.slug()));
      names.add(endpoint.slug());
    }
    names.add(service.slug());
    return names.stream().map(ComposeModel::scalar).toList();
  }
}
