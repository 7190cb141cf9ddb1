package io.github.nanoservice.render;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.Content;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.naming.ProjectName;
import io.github.nanoservice.requirements.RequirementFiles;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.secret.ProgramSecrets;
import io.github.nanoservice.secret.SecretDirectory;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.CarriedFiles;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.SupportModule;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.settings.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Renders a topology into the files of a bundle. The same input gives the same bytes. */
public final class Renderer {
  private final RenderSettings settings;
  private final RuntimePackage runtime;
  private final RuntimeWheel wheel;
  private final Templates templates = new Templates();

  /** Takes what is the same for all topologies. */
  public Renderer(RenderSettings settings, RuntimePackage runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.wheel = RuntimeWheel.of(runtime);
  }

  /**
   * Returns all files of the bundle except the manifest; no files if there are no services.
   *
   * @param sources the bytes of all source files, by their paths
   * @param data all data files of the sources
   */
  public Rendering render(Topology topology, Map<String, byte[]> sources, List<PackageData> data) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<String, Content.OfFile> copies = new TreeMap<>();
    Map<String, Integer> ports = ports(topology);
    Map<String, ServiceConfiguration> configurations = settings.resolve(topology).services();
    List<ServiceEntry> entries =
        topology.services().stream()
            .map(service -> entry(service, configurations.get(service.name()), ports, topology))
            .toList();
    OpenApiDocument openApi = OpenApiDocument.of(settings, entries, contracts(topology));
    BillOfMaterials materials =
        BillOfMaterials.of(settings, wheel, topology.constraints(), sources);
    // Files that services share are one array, which is hashed and written once.
    Map<String, byte[]> common = entries.isEmpty() ? Map.of() : commonFiles(topology, entries);
    Map<List<String>, RequirementFiles> requirements = new HashMap<>();
    Map<RequirementFiles, Map<String, byte[]>> requirementFiles = new HashMap<>();
    for (ServiceEntry entry : entries) {
      requirements.computeIfAbsent(
          entry.requirements(), lines -> RequirementFiles.of(lines, topology.constraints()));
    }
    List<List<PackageData>> own =
        topology.services().stream().map(service -> own(data, service)).toList();
    List<Map<String, byte[]>> ownFiles =
        IntStream.range(0, entries.size())
            .parallel()
            .mapToObj(
                i -> {
                  Service service = topology.services().get(i);
                  ServiceEntry entry = entries.get(i);
                  Map<String, byte[]> rendered =
                      ownFiles(
                          service,
                          entry,
                          requirements.get(entry.requirements()),
                          sources,
                          own.get(i));
                  rendered.put("openapi.json", openApi.of(entry));
                  rendered.put(
                      "bom.json",
                      materials.of(
                          service,
                          entry.requirements(),
                          entry.configuration().baseImage(),
                          own.get(i)));
                  return rendered;
                })
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      ServiceEntry entry = entries.get(i);
      String directory = entry.directory() + "/";
      own.get(i)
          .forEach(
              each ->
                  copies.put(
                      directory + ModuleCopies.DIRECTORY + "/" + each.path(), each.content()));
      ownFiles.get(i).forEach((path, content) -> files.put(directory + path, content));
      requirementFiles
          .computeIfAbsent(requirements.get(entry.requirements()), Renderer::requirementFiles)
          .forEach((path, content) -> files.put(directory + path, content));
      common.forEach((path, content) -> files.put(directory + path, content));
    }
    if (!entries.isEmpty()) {
      files.put(
          "README.md",
          templates.fill(
              "README.md",
              settings,
              settings.services(),
              ReadmeModel.of(settings, topology.services(), entries)));
      files.put("openapi.json", openApi.of(entries));
      if (!topology.limits().isEmpty()) {
        files.put(Manifest.LIMITS, bytes(topology.limits()));
      }
      files.put("compose.yaml", templates.fill("compose.yaml", compose(topology, entries)));
    }
    return new Rendering(entries, files, copies);
  }

  /**
   * Returns the files that are the same in all services, by their paths in a service's directory:
   * what images install first, and what limits the rest. A build context cannot reach beyond its
   * directory, and the engine mixes up files of builds that run at once with one directory. The
   * options of pip are the user's, and the same for all.
   */
  private Map<String, byte[]> commonFiles(Topology topology, List<ServiceEntry> entries) {
    List<String> tested =
        RequirementFiles.of(entries.get(0).requirements(), topology.constraints()).tested();
    return Map.of(
        wheel.file(),
        wheel.content(),
        ServiceEntry.RUNTIME_REQUIREMENTS,
        bytes(
            Stream.concat(tested.stream(), Stream.of(wheel.requirement()))
                .map(line -> line.replace(" --hash=", " \\\n    --hash="))
                .toList()),
        // A hash in a constraints file would make pip require hashes of all distributions.
        "constraints.txt",
        bytes(
            Stream.concat(
                    topology.constraints().stream().map(RequirementFiles::withoutHashes),
                    topology.limits().stream())
                .toList()),
        ".dockerignore",
        templates.fill("dockerignore", wheel));
  }

  /** The problems that the settings have with a topology. */
  public List<Finding> check(Topology topology) {
    Resolution resolution = settings.resolve(topology);
    Map<String, Integer> ports = ports(topology);
    List<Finding> findings = new ArrayList<>(resolution.findings());
    findings.addAll(replicatedPorts(resolution, ports));
    int lastPort = ports.values().stream().reduce(0, Math::max);
    if (lastPort > RenderSettings.LAST_PORT) {
      findings.add(lastPortTooHigh(lastPort));
    }
    return findings;
  }

  private Finding lastPortTooHigh(int lastPort) {
    int first = settings.firstPort();
    return Finding.of(
        Rule.INVALID_PARAMETER,
        new Location.InParameter("port"),
        "from port %d on, the last entry point needs port %d, but the highest port is %d"
            .formatted(first, lastPort, RenderSettings.LAST_PORT),
        "Set <port> (nanoservice.port) to %d or less."
            .formatted(RenderSettings.LAST_PORT - (lastPort - first)));
  }

  /** Two containers cannot publish one port of the host. */
  private static List<Finding> replicatedPorts(Resolution resolution, Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .filter(port -> port.getValue() != 0)
        .filter(port -> resolution.services().get(port.getKey()).replicas() > 1)
        .map(
            port ->
                Finding.of(
                    Rule.INVALID_PARAMETER,
                    new Location.InParameter("functions"),
                    "the entry point %s has %d replicas, but only one of them can have port %d"
                        .formatted(
                            port.getKey(),
                            resolution.services().get(port.getKey()).replicas(),
                            port.getValue()),
                    "Set <port> (nanoservice.port) to 0, so that each replica gets a free port, or remove <replicas>."))
        .toList();
  }

  /** Returns the contracts of all functions by the names of their endpoints. */
  private static Map<String, Contract> contracts(Topology topology) {
    ContractReader reader = new ContractReader();
    Map<String, Contract> contracts = new HashMap<>();
    for (Service service : topology.services()) {
      service
          .endpoints()
          .forEach(endpoint -> contracts.put(endpoint.name(), reader.read(endpoint)));
    }
    return contracts;
  }

  /** Returns the files that only this service has, by their paths in its directory. */
  private Map<String, byte[]> ownFiles(
      Service service,
      ServiceEntry entry,
      RequirementFiles requirements,
      Map<String, byte[]> contents,
      List<PackageData> data) {
    Map<String, byte[]> files = new HashMap<>();
    StringBuilder sources = new StringBuilder();
    if (service.application().isPresent()) {
      ApplicationModel application = ApplicationModel.of(service, service.application().get());
      files.put("main.py", templates.fill("application.py", application));
    } else {
      ServerModel server = ServerModel.of(service);
      ModuleBody.Filled main =
          server.body().insertInto(templates.text("main.py", server, server.names()), "");
      files.put("main.py", main.text().getBytes(StandardCharsets.UTF_8));
      sources.append(main.sources());
    }
    for (SupportModule module : service.supportModules()) {
      SupportModuleModel model = SupportModuleModel.of(module);
      String path = ModuleCopies.DIRECTORY + "/" + module.file().path();
      ModuleBody.Filled file =
          model.body().insertInto(templates.text("module.py", model), path + " ");
      files.put(path, file.text().getBytes(StandardCharsets.UTF_8));
      sources.append(file.sources());
    }
    for (SourceFile file : service.carried().map(CarriedFiles::files).orElse(List.of())) {
      String path = ModuleCopies.DIRECTORY + "/" + file.path();
      files.put(path, contents.get(file.path()));
      int lines =
          1 + (int) ModuleBody.LINE_END.matcher(file.module().source().text()).results().count();
      sources.append("%s 1-%d: %s:1\n".formatted(path, lines, file.path()));
    }
    files.put("sources.txt", sources.toString().getBytes(StandardCharsets.UTF_8));
    ModuleCopies modules =
        ModuleCopies.of(
            Stream.concat(
                    service.supportModules().stream().map(SupportModule::file),
                    service.carried().stream().flatMap(all -> all.files().stream()))
                .map(SourceFile::path)
                .toList(),
            data.stream().map(PackageData::path).toList());
    files.put(
        "Dockerfile",
        templates.fill(
            "Dockerfile",
            DockerfileModel.of(
                entry,
                wheel.file(),
                InstallSteps.of(requirements, runtime.requirements()),
                modules,
                settings)));
    return files;
  }

  private static List<PackageData> own(List<PackageData> data, Service service) {
    Set<String> modules = service.sourcePaths();
    return data.stream().filter(each -> each.belongsWith(modules)).toList();
  }

  private static Map<String, byte[]> requirementFiles(RequirementFiles requirements) {
    Map<String, byte[]> files = new HashMap<>();
    if (requirements.hashed().isEmpty()) {
      files.put(ServiceEntry.REQUIREMENTS, bytes(requirements.others()));
    } else {
      files.put(ServiceEntry.REQUIREMENTS, bytes(requirements.hashed()));
      files.put(ServiceEntry.UNHASHED_REQUIREMENTS, bytes(requirements.others()));
    }
    return files;
  }

  private static byte[] bytes(List<String> lines) {
    return lines.stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns ports by service name; entry points in one group share a port. */
  private Map<String, Integer> ports(Topology topology) {
    Map<String, Integer> ports = new HashMap<>();
    for (String entryPoint : topology.entryPoints()) {
      for (Service service : topology.services()) {
        if (service.served().stream().anyMatch(e -> e.name().equals(entryPoint))) {
          ports.putIfAbsent(service.name(), settings.port(ports.size()));
        }
      }
    }
    return ports;
  }

  private ServiceEntry entry(
      Service service,
      ServiceConfiguration configuration,
      Map<String, Integer> ports,
      Topology topology) {
    return new ServiceEntry(
        service.name(),
        service.dnsLabel(),
        service.host(),
        endpoints(
            service,
            name ->
                topology.entryPoints().contains(name)
                    ? OptionalInt.of(ports.get(service.name()))
                    : OptionalInt.empty()),
        service.requirements(),
        configuration);
  }

  private static List<EndpointEntry> endpoints(
      Service service, Function<String, OptionalInt> published) {
    Map<String, List<CallEdge>> calls = service.callsByCaller();
    Stream<EndpointEntry> functions =
        service.endpoints().stream()
            .map(
                endpoint ->
                    EndpointEntry.of(
                        service,
                        endpoint,
                        calls.getOrDefault(endpoint.name(), List.of()),
                        published.apply(endpoint.name())));
    Stream<EndpointEntry> applications =
        service.application().stream()
            .map(each -> EndpointEntry.of(each, service.requests(), published.apply(each.name())));
    return Stream.concat(functions, applications).toList();
  }

  private ComposeModel compose(Topology topology, List<ServiceEntry> entries) {
    return new ComposeModel(
        ComposeModel.scalar(ProjectName.of(settings.project()).text()),
        ComposeModel.Variable.of(settings.services().environment(ComposeModel.SECRETS)),
        settings.services().tls(),
        settings.secrets(),
        SecretDirectory.names(settings.services().tls()),
        entries.stream()
            .flatMap(entry -> entry.configuration().secrets().stream())
            .distinct()
            .sorted()
            .map(ProgramSecrets::fileName)
            .toList(),
        settings.services().times(),
        ComposeModel.checkSeconds(topology.services().size()),
        settings.memoryLimit(),
        settings.pidsLimit(),
        ComposeModel.ownAddresses(settings.metadataAccess()),
        IntStream.range(0, entries.size())
            .mapToObj(i -> item(topology.services().get(i), entries.get(i)))
            .toList());
  }

  private ComposeModel.Item item(Service service, ServiceEntry entry) {
    String directory = entry.directory();
    return new ComposeModel.Item(
        ComposeModel.scalar(directory),
        directory,
        ComposeModel.Variable.of(settings.services().environment(entry, ComposeModel.SECRETS)),
        ComposeModel.image(directory, service.dnsLabel()),
        Optional.of(entry.configuration().memory())
            .filter(memory -> !memory.equals(settings.memoryLimit())),
        entry.configuration().cpus(),
        Optional.of(entry.configuration().replicas()).filter(replicas -> replicas != 1),
        entry.configuration().network(),
        entry.configuration().secrets().stream().map(ProgramSecrets::fileName).toList(),
        aliases(service),
        entry.endpoints().stream()
            .flatMapToInt(endpoint -> endpoint.published().stream())
            .boxed()
            .findFirst());
  }

  private static List<String> aliases(Service service) {
    Set<String> names = new LinkedHashSet<>();
    for (Endpoint endpoint : service.endpoints()) {
      names.add(endpoint.host());
      names.add(endpoint.dnsLabel());
    }
    names.add(service.host());
    names.add(service.dnsLabel());
    return names.stream().map(ComposeModel::scalar).toList();
  }
}
