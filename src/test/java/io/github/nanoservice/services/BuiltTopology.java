package io.github.nanoservice.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.requirements.DeclaredRequirements;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds topologies and prints them as text. */
final class BuiltTopology {
  private BuiltTopology() {}

  /** Options with groups. */
  static ServiceOptions groups(Map<String, List<String>> groups) {
    return with(groups, ServiceOptions.Naming.SIMPLE, "");
  }

  /** Options with a grouping. */
  static ServiceOptions grouping(
      ServiceOptions.Grouping grouping,
      List<String> separateFunctions,
      Map<String, List<String>> groups) {
    return ServiceOptions.builder()
        .grouping(grouping)
        .separateFunctions(separateFunctions)
        .groups(groups)
        .build();
  }

  /** Options with qualified names. */
  static ServiceOptions qualified(Map<String, List<String>> groups) {
    return with(groups, ServiceOptions.Naming.QUALIFIED, "");
  }

  /** Options with a file of requirements. */
  static ServiceOptions requirements(String requirements) {
    return with(Map.of(), ServiceOptions.Naming.SIMPLE, requirements);
  }

  private static ServiceOptions with(
      Map<String, List<String>> groups, ServiceOptions.Naming naming, String requirements) {
    return ServiceOptions.builder()
        .groups(groups)
        .serviceNaming(naming)
        .userRequirements(DeclaredRequirements.of(requirements))
        .build();
  }

  /** The topology of sources without errors. */
  static Topology topology(ServiceOptions options, SourceFile... sources) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(sources), Set.of());
    assertThat(analysis.topology()).as(shown(analysis)).isPresent();
    return analysis.topology().get();
  }

  /** One service of sources without errors. */
  static Service service(String name, ServiceOptions options, SourceFile... sources) {
    return topology(options, sources).services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Service service(String name, SourceFile... sources) {
    return service(name, ServiceOptions.defaults(), sources);
  }

  /** The bindings of a service, one string each. */
  static List<String> bindings(String name, SourceFile... sources) {
    return bindings(service(name, sources));
  }

  static List<String> bindings(Service service) {
    return shown(service.bindings());
  }

  static List<String> shown(List<Binding> bindings) {
    return bindings.stream().map(BuiltTopology::shown).toList();
  }

  private static String shown(Binding binding) {
    if (binding instanceof Binding.Library library) {
      return library.statement();
    }
    if (binding instanceof Binding.Remote remote) {
      return remote.name() + " = remote " + remote.endpoint().name();
    }
    if (binding instanceof Binding.Sibling sibling) {
      return "from " + sibling.module() + " import " + shownNames(sibling);
    }
    if (binding instanceof Binding.Alias alias) {
      return alias.name() + " = " + alias.of();
    }
    if (binding instanceof Binding.Loaded loaded) {
      return (loaded.atDefinition() ? "before: " : "after: ") + loaded.module();
    }
    Binding.Namespace namespace = (Binding.Namespace) binding;
    return namespace.name().orElse("")
        + " = module "
        + namespace.module()
        + namespace.functions().stream().map(Binding.Remote::name).toList();
  }

  private static String shownNames(Binding.Sibling sibling) {
    return sibling.names().stream()
        .map(
            each ->
                each.name().equals(each.bound())
                    ? each.name()
                    : each.name() + " as " + each.bound())
        .collect(Collectors.joining(", "));
  }

  /** Names of functions. */
  static List<String> names(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::name).toList();
  }

  /** All findings of sources with errors, as users see them. */
  static String findings(ServiceOptions options, SourceFile... sources) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(sources), Set.of());
    assertThat(analysis.topology()).isEmpty();
    return shown(analysis);
  }

  static String shown(Analysis analysis) {
    return PrintedFindings.of(new Printer(""), analysis.findings());
  }

  /** Codes and places of all findings. */
  static List<String> codes(ServiceOptions options, SourceFile... sources) {
    return new TopologyBuilder(options)
        .build(List.of(sources), Set.of()).findings().stream().map(BuiltTopology::heading).toList();
  }

  private static String heading(Finding finding) {
    String text = new Printer("").print(finding);
    return text.lines().findFirst().orElseThrow().replaceFirst("(NS\\d+).*", "$1");
  }
}
