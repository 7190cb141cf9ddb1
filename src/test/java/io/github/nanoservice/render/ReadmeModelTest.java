package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.render.TestServices.options;
import static io.github.nanoservice.render.TestServices.topology;
import static io.github.nanoservice.services.ServiceOptions.Grouping.ALL;
import static io.github.nanoservice.services.ServiceOptions.Grouping.FUNCTION;
import static io.github.nanoservice.services.ServiceOptions.Grouping.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a bundle's README.md shows; each golden page's drawing is one that Mermaid parses. */
class ReadmeModelTest {
  private static final RuntimePackage RUNTIME =
      new RuntimePackage(new TreeMap<>(), List.of(), List.of());

  @Test
  void workedExampleMatchesTheGoldenFile() {
    SourceFile file =
        file(
            "greetings.py",
            """
            def format_name(name):
              return name.capitalize()

            def main():
              return "Hello, " + format_name("example")
            """);

    assertThat(readme(8081, topology(ServiceOptions.defaults(), file)))
        .isEqualTo(ServerTest.golden("readme_greetings.md"));
  }

  /** With port 0 the command line asks for the port. */
  @Test
  void groupsAreFramesAndLocalCallsSolidLines() {
    SourceFile pricing =
        file(
            "shop/pricing.py",
            """
            import audit

            def tax(price): return price / 5
            def net(price, *, currency="EUR", rounding): return price - tax(price)
            def all_net(prices): return list(map(net, prices))
            def report(): return vars(audit)
            """);
    SourceFile audit =
        file(
            "audit.py",
            """
            from shop.pricing import all_net

            def note(text): return text
            def größe(x): return note(x)
            def main(prices, limit: int | None = None): return all_net(prices)
            """);

    assertThat(
            readme(
                0,
                topology(
                    options(
                        MODULE,
                        Map.of("log", List.of("note")),
                        List.of("main", "net", "größe", "report")),
                    pricing,
                    audit)))
        .isEqualTo(ServerTest.golden("readme_groups.md"));
  }

  @Test
  void markupInNamesIsEscaped() {
    List<String> names =
        List.of(
            "end",
            "graph",
            "subgraph",
            "flowchart",
            "style",
            "click",
            "default",
            "linkStyle",
            "classDef",
            "direction",
            "LR",
            "TB",
            "call",
            "href",
            "o",
            "x",
            "v",
            "_",
            "__init__",
            "_a_b_",
            "größe",
            "名前",
            "हिन्दी",
            "𝐲");
    String functions =
        names.stream()
            .map(name -> "def " + name + "(a=\"`|`\"): return end(o, x)\n")
            .collect(Collectors.joining());

    assertThat(
            readme(
                8081,
                topology(
                    options(ALL, Map.of("end", List.of("end", "x")), List.of()),
                    file("class_/end.py", functions))))
        .isEqualTo(ServerTest.golden("readme_names.md"));
  }

  @Test
  void tooManyCallsAreNotDrawn() {
    String chain =
        IntStream.rangeClosed(0, 500)
            .mapToObj(i -> "def f%d(): return f%d()\n".formatted(i, i + 1))
            .collect(Collectors.joining());

    assertThat(drawing(chain + "def f501(): pass\n"))
        .isEqualTo(
            """
            ## Calls

            501 calls are not drawn: Mermaid draws at most 500 calls and 50,000 characters on a page. The table below lists all calls.

            """);
    assertThat(drawing(chain.replace(" return f501()", " pass"))).contains("  f499 -.-> f500\n");
  }

  @Test
  void tooManyCharactersAreNotDrawn() {
    String functions =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "def f%d%s(): return f0%s()\n".formatted(i, "x".repeat(250), "x".repeat(250)))
            .collect(Collectors.joining());

    assertThat(drawing(functions)).contains("199 calls are not drawn").doesNotContain("flowchart");
  }

  private static String drawing(String functions) {
    String page =
        readme(8081, topology(options(FUNCTION, Map.of(), List.of()), file("a.py", functions)));
    return page.substring(page.indexOf("## Calls"), page.indexOf("## Functions"));
  }

  private static String readme(int port, Topology topology) {
    RenderSettings settings = RenderSettings.builder("example").firstPort(port).build();
    return ServerTest.text(
        new Renderer(settings, RUNTIME)
            .render(topology, TestServices.sources(topology), List.of())
            .files(),
        "README.md");
  }
}
