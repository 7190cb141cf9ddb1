package io.github.nanoservice.render;

import io.github.nanoservice.topology.Call;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import io.github.nanoservice.topology.Topology;
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
      files.put(directory + "main.py", pages.get(i).main());
      files.put(directory + "sources.txt", pages.get(i).sources());
      files.put(
          directory + "requirements.txt",
          requirements.computeIfAbsent(
              entry.requirements(), all -> lines(all).getBytes(StandardCharsets.UTF_8)));
      files.put(directory + "constraints.txt", constraints);
      files.put(directory + "Dockerfile", pages.get(i).dockerfile());
      files.put(directory + ".dockerignore", dockerignore);
      runtime.files().forEach((path, content) -> files.put(directory + path, content));
    }
    if (!entries.isEmpty()) {
      files.put(
          "README.md",
          templates.fill(
              "README.md", ReadmePage.of(settings.project(), topology.services(), entries)));
      files.put("compose.yaml", templates.fill("compose.yaml", compose(topology, ports)));
    }
    return new Rendering(entries, files);
  }

  /** What a service has of its own. */
  private record Pages(byte[] main, byte[] sources, byte[] dockerfile) {}

  private Pages pages(Service service, ServiceEntry entry) {
    byte[] main = templates.fill("main.py", ServerPage.of(service));
    String sources = SourceMap.of(service, new String(main, StandardCharsets.UTF_8));
    return new Pages(
        main,
        sources.getBytes(StandardCharsets.UTF_8),
        templates.fill("Dockerfile", DockerfilePage.of(entry, settings)));
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
    Map<String, List<Call>> calls = service.callsByCaller();
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

  private ComposePage compose(Topology topology, Map<String, Integer> ports) {
    return new ComposePage(
        ComposePage.project(settings.project()),
        settings.callTimeout().toMillis(),
        ComposePage.checkSeconds(topology.services().size()),
        settings.memory(),
        settings.processes(),
        topology.services().stream()
            .map(service -> item(service, Optional.ofNullable(ports.get(service.name()))))
            .toList());
  }

  private static ComposePage.Item item(Service service, Optional<Integer> published) {
    String directory = HostName.of(service.name(), service.slug());
    return new ComposePage.Item(
        ComposePage.scalar(directory),
        directory,
        ComposePage.image(directory, service.slug()),
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
    return names.stream().map(ComposePage::scalar).toList();
  }
}
