package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Binding;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.services.TopologyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Topologies for tests, most of them without the rules by which real ones are built. */
public final class TestServices {
  private static final ModuleParser PARSER = new ModuleParser(Format.strict());

  private TestServices() {}

  /** Parses a module, which must not violate the format. */
  public static SourceFile file(String path, String text) {
    Module module = PARSER.parse(text.getBytes(StandardCharsets.UTF_8));
    assertThat(module.violations()).isEmpty();
    String name = path.replaceFirst("\\.py$", "").replace('/', '.');
    return new SourceFile(path, name, false, module);
  }

  /** Returns the bytes of all source files of a topology by their paths. */
  public static Map<String, byte[]> sources(Topology topology) {
    Map<String, byte[]> sources = new HashMap<>();
    for (Service service : topology.services()) {
      Stream.concat(service.endpoints().stream().map(Endpoint::file), service.files())
          .forEach(file -> sources.put(file.path(), bytes(file)));
    }
    return sources;
  }

  private static byte[] bytes(SourceFile file) {
    return file.module().source().text().getBytes(StandardCharsets.UTF_8);
  }

  /** Options with simple names. */
  public static ServiceOptions options(
      ServiceOptions.Grouping grouping,
      Map<String, List<String>> groups,
      List<String> entryPoints) {
    return ServiceOptions.builder()
        .grouping(grouping)
        .groups(groups)
        .entryPoints(entryPoints)
        .build();
  }

  /** Builds the services of sources that have no errors. */
  public static Topology topology(ServiceOptions options, SourceFile... files) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(files), Set.of());
    assertThat(analysis.topology()).as(analysis.findings().toString()).isPresent();
    return analysis.topology().get();
  }

  public static Endpoint endpoint(SourceFile file, String name) {
    return endpoint(file, name, name, name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  public static Endpoint endpoint(SourceFile file, String function, String name, String dnsLabel) {
    Function found =
        file.module().functions().stream()
            .filter(f -> f.name().equals(function))
            .findFirst()
            .orElseThrow();
    return new Endpoint(name, dnsLabel, file, found);
  }

  public static Service service(Endpoint endpoint, Binding... bindings) {
    return new Service(
        endpoint.name(),
        endpoint.dnsLabel(),
        false,
        List.of(endpoint),
        Optional.empty(),
        List.of(endpoint.definition()),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(bindings),
        Optional.empty(),
        List.of("Flask>=2.3"),
        List.of());
  }

  public static Service group(String name, List<Endpoint> endpoints, Binding... bindings) {
    return group(name, endpoints, List.of("Flask>=2.3"), bindings);
  }

  /** A group with lines of requirements. */
  static Service group(
      String name, List<Endpoint> endpoints, List<String> requirements, Binding... bindings) {
    return new Service(
        name,
        name.toLowerCase(Locale.ROOT).replace('_', '-'),
        true,
        endpoints,
        Optional.empty(),
        endpoints.stream().<Definition>map(Endpoint::definition).toList(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(bindings),
        Optional.empty(),
        requirements,
        List.of());
  }

  public static Binding.Remote remote(Endpoint endpoint) {
    return new Binding.Remote(endpoint.function().name(), endpoint);
  }

  public static Binding.Namespace namespace(String name, String module, Endpoint... endpoints) {
    List<Binding.Remote> stubs = List.of(endpoints).stream().map(TestServices::remote).toList();
    return new Binding.Namespace(Optional.of(name).filter(n -> !n.isEmpty()), module, stubs, false);
  }

  /** The worked example: {@code main} calls {@code format_name}. */
  public static Topology greetings() {
    SourceFile file =
        file(
            "greetings.py",
            """
            def format_name(name):
              return name.capitalize()

            def main():
              return "Hello, " + format_name("example")
            """);
    Endpoint formatName = endpoint(file, "format_name");
    return new Topology(
        List.of(service(formatName), service(endpoint(file, "main"), remote(formatName))),
        List.of("main"),
        Optional.empty(),
        List.of("Flask==3.1.3"),
        List.of(),
        List.of());
  }
}
