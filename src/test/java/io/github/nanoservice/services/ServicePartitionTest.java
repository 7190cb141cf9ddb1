package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.bindings;
import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.BuiltTopology.findings;
import static io.github.nanoservice.services.BuiltTopology.names;
import static io.github.nanoservice.services.BuiltTopology.topology;
import static io.github.nanoservice.services.ServiceOptions.Grouping.ALL;
import static io.github.nanoservice.services.ServiceOptions.Grouping.FUNCTION;
import static io.github.nanoservice.services.ServiceOptions.Grouping.MODULE;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicePartitionTest {
  private static final SourceFile PRICING =
      file("shop/pricing.py", "def tax(x):", "  return x", "def net(x):", "  return tax(x)");

  private static final SourceFile MAIN =
      file("main.py", "from shop.pricing import net", "def main():", "  return net(1)");

  @Test
  void groupingByModuleNamesTheServiceAfterTheModule() {
    Topology topology =
        topology(BuiltTopology.grouping(MODULE, List.of(), Map.of()), PRICING, MAIN);

    assertThat(topology.services())
        .extracting(Service::name)
        .containsExactly("main", "shop.pricing");
    Service pricing = topology.services().get(1);
    assertThat(pricing.dnsLabel()).isEqualTo("shop-pricing");
    assertThat(pricing.group()).isTrue();
    assertThat(names(pricing.endpoints())).containsExactly("tax", "net");
    assertThat(bindings(pricing)).isEmpty();
    assertThat(bindings(topology.services().get(0))).containsExactly("net = remote net");
  }

  @Test
  void separateFunctionStaysOutOfTheCommonService() {
    Topology topology =
        topology(BuiltTopology.grouping(ALL, List.of("tax"), Map.of()), PRICING, MAIN);

    assertThat(topology.services()).extracting(Service::name).containsExactly("all", "tax");
    assertThat(topology.services().get(1).group()).isFalse();
    assertThat(bindings(topology.services().get(0))).containsExactly("tax = remote tax");
    assertThat(topology.entryPoints()).containsExactly("main");
  }

  @Test
  void groupsTakePrecedenceOverGrouping() {
    assertThat(
            topology(
                    BuiltTopology.grouping(ALL, List.of(), Map.of("prices", List.of("net", "tax"))),
                    PRICING,
                    MAIN)
                .services())
        .extracting(Service::name)
        .containsExactly("all", "prices");
  }

  @Test
  void callToAnotherServiceIsRemote() {
    SourceFile file =
        file(
            "a.py",
            "def key(x): return x",
            "def rank(xs): return sorted(xs, key=key)",
            "def main(): return rank([]) or main()");

    assertThat(
            topology(BuiltTopology.grouping(ALL, List.of("key"), Map.of()), file)
                .services()
                .stream()
                .flatMap(service -> service.calls().stream())
                .map(
                    call ->
                        call.caller().name()
                            + " "
                            + call.callee().name()
                            + " "
                            + call.kind()
                            + (call.remote() ? " remote" : "")))
        .containsExactly("rank key VALUE remote", "main rank CALL");
  }

  @Test
  void unknownOrGroupedSeparateFunctionIsRefused() {
    ServiceOptions options =
        BuiltTopology.grouping(ALL, List.of("lost", "tax"), Map.of("prices", List.of("tax")));

    assertThat(findings(options, PRICING, MAIN))
        .isEqualTo(
            """
            <groups>: NS304 "tax" is in the group "prices" and in <separateFunctions>
              Remove it from one of them.

            <separateFunctions>: NS305 "lost" is not a function
              Name a function of the sources.
            """);
  }

  @Test
  void ambiguousSeparateFunctionIsRefused() {
    SourceFile one = file("a.py", "def f(): return 1");
    SourceFile two = file("b.py", "def f(): return 2");
    ServiceOptions simple = BuiltTopology.grouping(ALL, List.of("f"), Map.of());
    ServiceOptions qualified =
        simple.toBuilder().serviceNaming(ServiceOptions.Naming.QUALIFIED).build();

    assertThat(findings(qualified, one, two))
        .contains(
            "<separateFunctions>: NS305 \"f\" is not a function\n"
                + "  Write one of these: a.f, b.f.\n");
  }

  /** So that a grouping on the command line may be any. */
  @Test
  void separateFunctionChangesNothingWithoutGrouping() {
    assertThat(
            topology(BuiltTopology.grouping(FUNCTION, List.of("tax"), Map.of()), PRICING, MAIN)
                .services())
        .extracting(Service::name)
        .containsExactly("main", "net", "tax");
  }

  private static List<String> serviceNames(ServiceOptions options, SourceFile... files) {
    return topology(options, files).services().stream().map(Service::name).toList();
  }

  /** Package tqdm has a function tqdm_notebook and a module tqdm.notebook. */
  @Test
  void moduleServiceGetsANumberIfAFunctionHasItsHostName() {
    SourceFile tax = file("tax.py", "def rate():", "  return 1");

    assertThat(
            serviceNames(BuiltTopology.grouping(MODULE, List.of(), Map.of()), PRICING, MAIN, tax))
        .containsExactly("main", "shop.pricing", "tax-2");
  }

  @Test
  void moduleServiceGetsANumberIfAServiceHasItsHostName() {
    SourceFile one = file("a/b.py", "def f(): return 1");
    SourceFile two = file("a_b.py", "def g(): return 1");

    assertThat(
            serviceNames(
                BuiltTopology.grouping(MODULE, List.of(), Map.of()), one, two, MAIN, PRICING))
        .containsExactly("a.b", "a_b-2", "main", "shop.pricing");
    assertThat(
            serviceNames(
                BuiltTopology.grouping(ALL, List.of(), Map.of("all", List.of("f"))),
                one,
                MAIN,
                PRICING))
        .containsExactly("all", "all-2");
    assertThat(
            serviceNames(
                BuiltTopology.grouping(ALL, List.of("all"), Map.of()),
                file("a.py", "def all(): return 1"),
                one))
        .containsExactly("all", "all-2");
  }

  @Test
  void moduleServiceGetsANumberIfItsNameIsAFileOfTheBundle() {
    SourceFile readme = file("README/md.py", "def f(): return 1");

    assertThat(
            serviceNames(
                BuiltTopology.grouping(MODULE, List.of(), Map.of()), readme, MAIN, PRICING))
        .containsExactly("README.md-2", "main", "shop.pricing");
    assertThat(codes(BuiltTopology.grouping(FUNCTION, List.of(), Map.of()), readme, MAIN, PRICING))
        .isEmpty();
  }

  @Test
  void nameClashAdvisesToSeparateAFunction() {
    SourceFile sum = file("sums.py", "def f(xs): return sum(xs)");
    SourceFile own = file("own.py", "def sum(xs): return xs", "def main(): return sum([])");

    assertThat(findings(BuiltTopology.grouping(ALL, List.of(), Map.of()), sum, own))
        .contains("NS312")
        .contains("Use different names, or name one of the two functions in <separateFunctions>.");
  }
}
