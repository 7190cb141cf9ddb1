package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.bindings;
import static io.github.nanoservice.services.BuiltTopology.names;
import static io.github.nanoservice.services.BuiltTopology.service;
import static io.github.nanoservice.services.BuiltTopology.topology;
import static io.github.nanoservice.services.SourceFiles.extended;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {
  private final ServiceOptions defaults = ServiceOptions.defaults();

  @Test
  void eachFunctionBecomesAServiceThatCallsOthers() {
    Topology topology =
        topology(
            defaults,
            file(
                "greetings.py",
                "def format_name(name):",
                "  return name.capitalize()",
                "",
                "def main():",
                "  return format_name(1)"));

    assertThat(topology.entryPoints()).containsExactly("main");
    assertThat(topology.services())
        .extracting(Service::name)
        .containsExactly("format_name", "main");
    Service formatName = topology.services().get(0);
    assertThat(formatName.dnsLabel()).isEqualTo("format-name");
    assertThat(formatName.group()).isFalse();
    assertThat(formatName.bindings()).isEmpty();
    assertThat(formatName.requirements()).isEmpty();
    assertThat(bindings(topology.services().get(1)))
        .containsExactly("format_name = remote format_name");
  }

  @Test
  void recursionStaysLocal() {
    assertThat(bindings("f", file("a.py", "def f(n):", "  return f(n - 1)"))).isEmpty();
  }

  @Test
  void functionUsedAsAValueIsAStub() {
    assertThat(
            bindings(
                "main",
                file(
                    "a.py", "def key(x):", "  return x", "def main(xs):", "  return map(key, xs)")))
        .containsExactly("key = remote key");
  }

  @Test
  void lastBindingOfANameCountsInABody() {
    SourceFile file =
        file(
            "a.py",
            "def dumps(x):",
            "  return x",
            "from json import dumps",
            "def main():",
            "  return dumps(1)");

    assertThat(bindings("main", file)).containsExactly("from json import dumps");
  }

  @Test
  void functionAsDefaultIsAStub() {
    SourceFile file =
        file("a.py", "def score(x):", "  return x", "def rank(xs, key=score):", "  return key(xs)");

    Service rank = service("rank", file);
    assertThat(bindings(rank)).containsExactly("score = remote score");
    assertThat(copied(rank)).isEmpty();
  }

  @Test
  void functionRunByADefinitionIsCopiedWithItsCallees() {
    SourceFile file =
        file(
            "a.py",
            "from time import time, sleep",
            "def clock():",
            "  return time()",
            "def timed(f):",
            "  return clock() or f",
            "def start():",
            "  return 1",
            "@timed",
            "def main(n=start()):",
            "  return other(n)",
            "def other(n):",
            "  return n");

    Service main = service("main", file);
    assertThat(names(main.endpoints())).containsExactly("main");
    assertThat(copied(main)).containsExactly("clock", "timed", "start");
    assertThat(bindings(main)).containsExactly("from time import time", "other = remote other");
    assertThat(copied(service("other", file))).isEmpty();
  }

  @Test
  void decoratorOfAnotherModuleIsCopied() {
    Service main =
        service(
            "main",
            file(
                "decorators.py",
                "from functools import wraps",
                "def timed(f):",
                "  return wraps(f)"),
            file("a.py", "from decorators import timed", "@timed", "def main():", "  return 1"));

    assertThat(copied(main)).isEmpty();
    assertThat(bindings(main)).containsExactly("from decorators import timed");
    assertThat(main.supportModules())
        .singleElement()
        .satisfies(
            module -> {
              assertThat(module.file().name()).isEqualTo("decorators");
              assertThat(module.definitions())
                  .extracting(Locations::describe)
                  .containsExactly("\"timed\"");
              assertThat(BuiltTopology.shown(module.bindings()))
                  .containsExactly("from functools import wraps");
            });
  }

  @Test
  void callsInsideAGroupAreLocal() {
    SourceFile file =
        file(
            "a.py",
            "def tax(x):",
            "  return tax(x) + rate()",
            "def discount(x):",
            "  return tax(x)",
            "def rate():",
            "  return 1");
    ServiceOptions options = BuiltTopology.groups(Map.of("prices", List.of("discount", "tax")));

    Topology topology = topology(options, file);
    assertThat(topology.services()).extracting(Service::name).containsExactly("prices", "rate");
    Service prices = topology.services().get(0);
    assertThat(prices.group()).isTrue();
    assertThat(names(prices.endpoints())).containsExactly("tax", "discount");
    assertThat(bindings(prices)).containsExactly("rate = remote rate");
  }

  @Test
  void groupMayHaveTheNameOfItsFunction() {
    SourceFile file = file("a.py", "def tax(x):", "  return x", "def rate():", "  return 1");

    assertThat(
            topology(BuiltTopology.groups(Map.of("tax", List.of("tax", "a.rate"))), file)
                .services())
        .extracting(Service::name)
        .containsExactly("tax");
  }

  @Test
  void qualifiedNamesDistinguishModules() {
    Topology topology =
        topology(
            BuiltTopology.qualified(Map.of()),
            file("a.py", "def run():", "  return 1"),
            file("shop/b.py", "from a import run", "def main():", "  return run()"),
            file("shop/c.py", "def run():", "  return 1"));

    assertThat(topology.services())
        .extracting(Service::name)
        .containsExactly("a.run", "shop.b.main", "shop.c.run");
    assertThat(bindings(topology.services().get(1))).containsExactly("run = remote a.run");
    assertThat(topology.entryPoints()).containsExactly("shop.b.main");
  }

  @Test
  void remoteBindingKnowsAsyncAndGenerator() {
    Service main =
        service(
            "main",
            file("a.py", "async def ticks():", "  yield 1", "def main():", "  return ticks()"));

    Binding.Remote remote = (Binding.Remote) main.bindings().get(0);
    assertThat(remote.endpoint().function().async()).isTrue();
    assertThat(remote.endpoint().function().generator()).isTrue();
  }

  @Test
  void entryPointsKeepTheirOrder() {
    ServiceOptions options = ServiceOptions.builder().entryPoints(List.of("b", "a")).build();
    SourceFile file = file("m.py", "def a():", "  return 1", "def b():", "  return 1");

    assertThat(topology(options, file).entryPoints()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.price", "shop.cost", "shop.api.net", "shop.listed.price"})
  void functionThatAnotherModuleImportsIsAnEntryPointByThatName(String name) {
    ServiceOptions options =
        ServiceOptions.builder().carriesModules(true).entryPoints(List.of(name)).build();

    Topology topology =
        topology(
            options,
            extended("shop/__init__.py", "from .prices import price, price as cost"),
            extended("shop/prices.py", "def price(x):", "  return x", "def other():", "  return 1"),
            extended("shop/api.py", "from . import price as net"),
            extended("shop/listed.py", "from .prices import *"));

    assertThat(topology.entryPoints()).containsExactly("price");
    assertThat(topology.services()).extracting(Service::name).containsExactly("price");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.width", "text.wrap", "text.clip", "text.pad"})
  void functionThatAPackageImportsUnderAConditionIsAnEntryPointByThatName(String name) {
    ServiceOptions options =
        ServiceOptions.builder().carriesModules(true).entryPoints(List.of(name)).build();

    Topology topology =
        topology(
            options,
            extended(
                "text/__init__.py",
                "import os",
                "from ._plain import pad",
                "try:",
                "  from ._fast import pad",
                "except ImportError:",
                "  pass",
                "try:",
                "  from ._fast import width",
                "except ImportError:",
                "  from ._plain import width",
                "if os.environ.get('FAST'):",
                "  from ._fast import wrap",
                "  from ._fast import clip as _clip",
                "  clip = print",
                "else:",
                "  from ._plain import fold as wrap, clip"),
            extended(
                "text/_plain.py",
                "def width(x):",
                "  return 1",
                "def fold(x):",
                "  return 2",
                "def clip(x):",
                "  return 3",
                "def pad(x):",
                "  return 4"));

    assertThat(topology.entryPoints())
        .containsExactly(name.equals("text.wrap") ? "fold" : name.replace("text.", ""));
  }

  @Test
  void nameOfOneOfTwoFunctionsIsNoEntryPoint() {
    ServiceOptions options =
        ServiceOptions.builder().carriesModules(true).entryPoints(List.of("text.width")).build();

    assertThat(
            BuiltTopology.findings(
                options,
                extended(
                    "text/__init__.py",
                    "import os",
                    "if os.environ.get('WIDE'):",
                    "  from .wide import width",
                    "else:",
                    "  from .narrow import width"),
                extended("text/wide.py", "def width(x):", "  return 2"),
                extended("text/narrow.py", "def width(x):", "  return 1")))
        .contains("\"text.width\" is not a function", "text.narrow.width", "text.wide.width");
  }

  /** The names that entry points have, and no others. */
  @ParameterizedTest
  @ValueSource(strings = {"other", "shop.prices.other", "shop.other", "shop.api.net"})
  void calledFunctionIsFoundByTheNamesOfEntryPoints(String name) {
    ServiceOptions options =
        ServiceOptions.builder()
            .carriesModules(true)
            .entryPoints(List.of("shop.price"))
            .calledFunction(Optional.of(name))
            .build();

    Topology topology =
        topology(
            options,
            extended("shop/__init__.py", "from .prices import price, other"),
            extended("shop/prices.py", "def price(x):", "  return x", "def other():", "  return 1"),
            extended("shop/api.py", "from . import other as net"));

    assertThat(topology.calledFunction()).contains("other");
    assertThat(topology.entryPoints()).containsExactly("price");
    assertThat(topology.services()).extracting(Service::name).containsExactly("other", "price");
  }

  @Test
  void functionThatAnotherModuleImportsCanBeInAGroupByThatName() {
    ServiceOptions options =
        ServiceOptions.builder()
            .carriesModules(true)
            .entryPoints(List.of("shop.price"))
            .groups(Map.of("prices", List.of("shop.price", "shop.other")))
            .build();

    assertThat(
            topology(
                    options,
                    extended("shop/__init__.py", "from .prices import other, price"),
                    extended(
                        "shop/prices.py",
                        "def price(x):",
                        "  return x",
                        "def other():",
                        "  return 1"))
                .services())
        .extracting(Service::name)
        .containsExactly("prices");
  }

  @Test
  void orderOfSourcesDoesNotMatter() {
    SourceFile one = file("one.py", "from two import g", "def f():", "  return g()");
    SourceFile two = file("two.py", "import one", "def g():", "  return one.f()");

    assertThat(new TopologyBuilder(defaults).build(List.of(one, two), Set.of()))
        .isEqualTo(new TopologyBuilder(defaults).build(List.of(two, one), Set.of()));
  }

  @Test
  void chainOf20000CopiesDoesNotOverflowTheStack() {
    String[] lines =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "def f" + i + "(x):\n  return " + (i == 0 ? "x" : "f" + (i - 1) + "(x)"))
            .toArray(String[]::new);
    lines[lines.length - 1] = "def main(x=f19998(1)):\n  return x";

    assertThat(copied(service("main", file("a.py", lines)))).hasSize(19_999);
  }

  private static List<String> copied(Service service) {
    List<Definition.OfFunction> served =
        service.endpoints().stream().map(Endpoint::definition).toList();
    return service.definitions().stream()
        .filter(definition -> !served.contains(definition))
        .filter(Definition.OfFunction.class::isInstance)
        .map(definition -> ((Definition.OfFunction) definition).function().name())
        .toList();
  }
}
