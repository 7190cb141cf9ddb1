package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.endpoint;
import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.render.TestServices.greetings;
import static io.github.nanoservice.render.TestServices.group;
import static io.github.nanoservice.render.TestServices.namespace;
import static io.github.nanoservice.render.TestServices.remote;
import static io.github.nanoservice.render.TestServices.service;
import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.naming.HostName;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Binding;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated Flask servers, as text and as programs. */
class ServerTest {
  @TempDir Path directory;

  @Test
  void workedExampleMatchesTheGoldenFiles() {
    Map<String, byte[]> files = render(greetings().services().toArray(Service[]::new));

    assertThat(text(files, "main/main.py")).isEqualTo(golden("greetings_main.py"));
    assertThat(text(files, "format_name/main.py")).isEqualTo(golden("greetings_format_name.py"));
    assertThat(run(files, "main")).isEqualTo("\"Hello, remote(format_name, None)['example']\"");
  }

  @Test
  void stubsOfEveryKindFollowTheImports() {
    SourceFile file =
        file(
            "shop/orders.py",
            """
            def total(orders): return sum(orders)
            async def fetch(order): return order
            def größe(order): yield order
            async def a_rather_long_name_for_a_function(order): yield order
            def report(orders=()):
                return [total(orders), fetch(1), größe(2), a_rather_long_name_for_a_function(3),
                        datetime.date(2026, 1, 2).isoformat(), median([1]), re.escape("a")]
            """);
    Service service =
        with(
            service(
                endpoint(file, "report"),
                new Binding.Library("import datetime, re", "datetime", List.of("datetime", "re")),
                remote(endpoint(file, "total")),
                remote(endpoint(file, "fetch")),
                new Binding.Library(
                    "from statistics import mean, median", "statistics", List.of("mean", "median")),
                remote(endpoint(file, "größe", "größe", "xn--gre-ioa8i")),
                remote(endpoint(file, "a_rather_long_name_for_a_function"))),
            List.of(),
            List.of("annotations", "generator_stop"),
            "shop");

    Map<String, byte[]> files = render(service);

    assertThat(text(files, "report/main.py")).isEqualTo(golden("report.py"));
    assertThat(run(files, "report"))
        .isEqualTo(
            "[\"remote(total, None)[()]\", \"remote_async(fetch, None)[1]\","
                + " \"remote_generator(größe, xn--gre-ioa8i)[2]\","
                + " \"remote_async_generator(a_rather_long_name_for_a_function, None)[3]\","
                + " \"2026-01-02\", 1, \"a\"]");
  }

  @Test
  void modulesAreBoundAsByTheirImports() {
    SourceFile orders =
        file(
            "orders.py",
            """
            def main():
                from shop.prices import tax as lazily
                return [shop.tariffs.duty(1), rates.vat(2), pricing.discount(3), lazily(4)]
            """);
    SourceFile other =
        file("x.py", "def duty(): 0\ndef vat(): 0\ndef discount(): 0\ndef tax(): 0\n");
    Service service =
        service(
            endpoint(orders, "main"),
            namespace("shop", "shop.tariffs", endpoint(other, "duty")),
            namespace("rates", "shop.rates", endpoint(other, "vat"), endpoint(other, "tax")),
            namespace("pricing", "pricing", endpoint(other, "discount")),
            namespace("", "shop.prices", endpoint(other, "tax")),
            namespace("empty", "empty"));

    Map<String, byte[]> files = render(service);

    assertThat(text(files, "main/main.py")).isEqualTo(golden("modules.py"));
    assertThat(run(files, "main"))
        .isEqualTo(
            "[\"remote(duty, None)[1]\", \"remote(vat, None)[2]\","
                + " \"remote(discount, None)[3]\", \"remote(tax, None)[4]\"]");
  }

  @Test
  void relativeImportsStartFromTheSourcePackage() {
    SourceFile file =
        file("shop/x.py", "def main():\n    from . import prices\n    return prices.tax(1)\n");
    SourceFile prices = file("shop/prices.py", "def tax(): return 0\n");
    Service service =
        with(
            service(endpoint(file, "main"), namespace("", "shop.prices", endpoint(prices, "tax"))),
            List.of(),
            List.of(),
            "shop");

    assertThat(run(render(service), "main")).isEqualTo("\"remote(tax, None)[1]\"");
  }

  @Test
  void groupDefinesItsFunctionsInRunnableOrder() {
    SourceFile file =
        file(
            "prices.py",
            """
            @doubled
            def discount(price): return 2 * price

            def doubled(function):
                return lambda price=1: rounded(function(price))

            def rounded(price): return round(price)

            def größe(price=1):
                return discount(price)
            """);
    Service service =
        with(
            group(
                "prices",
                List.of(
                    endpoint(file, "discount"), endpoint(file, "größe", "größe", "xn--gre-ioa8i"))),
            List.of(endpoint(file, "doubled"), endpoint(file, "rounded")),
            List.of(),
            "");

    Map<String, byte[]> files = render(service);

    assertThat(text(files, "prices/main.py")).isEqualTo(golden("group.py"));
    assertThat(run(files, "prices")).isEqualTo("{\"discount\": 2, \"größe\": 2}");
  }

  @Test
  void functionsOfALargeGroupAreWrapped() {
    SourceFile file =
        file(
            "prices.py",
            """
            def discount_of_the_day(): return 1
            def rounded_to_cents(): return 2
            """);
    List<Endpoint> endpoints =
        List.of(endpoint(file, "discount_of_the_day"), endpoint(file, "rounded_to_cents"));

    assertThat(text(render(group("prices", endpoints)), "prices/main.py"))
        .contains(
            """
                return answer_one_of(
                    {
                        "discount_of_the_day": discount_of_the_day,
                        "rounded_to_cents": rounded_to_cents,
                    },
                    function,
                )
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app",
        "request",
        "json",
        "Flask",
        "main",
        "print",
        "list",
        "nanoservice",
        "_",
        "serve",
        "function",
        "run",
        "answer",
        "answer_one_of",
        "remote",
        "module",
        "flask",
        "len",
        "str",
        "sys",
        "on",
        "null",
        "route",
        "app_"
      })
  void functionOfAnyNameCanBeServedAndCalled(String name) {
    SourceFile file =
        file("x.py", "def " + name + "(): return 'yes'\n\ndef caller(): return " + name + "(1)\n");
    Endpoint called = endpoint(file, name, name, "called");
    Endpoint caller = endpoint(file, "caller");
    Endpoint constant = endpoint(file("y.py", "def constant(): return 1\n"), "constant");

    Map<String, byte[]> files =
        render(
            service(called),
            service(caller, remote(called)),
            group("together", List.of(called, constant)),
            group("apart", List.of(caller), namespace("", "names", called), remote(called)));

    String stub = "\"remote(" + name + ", None)";
    assertThat(run(files, HostName.of(name, "called"), "caller", "apart", "together"))
        .isEqualTo(
            String.join(
                "\n",
                "\"yes\"",
                stub + "[1]\"",
                "{\"caller\": " + stub + "[1]\"}",
                "{\"" + name + "\": \"yes\", \"constant\": 1}"));
  }

  @Test
  void generatedNamesAvoidTheUsersNames() {
    SourceFile file =
        file(
            "names.py",
            """
            def app(Flask=1): return [app_.__name__, run.__name__, Flask]
            def app_(): pass
            """);
    Service service =
        with(
            service(
                endpoint(file, "app"),
                new Binding.Library("from subprocess import run", "subprocess", List.of("run"))),
            List.of(endpoint(file, "app_")),
            List.of(),
            "");

    Map<String, byte[]> files = render(service);

    assertThat(text(files, "app/main.py")).isEqualTo(golden("names.py"));
    assertThat(run(files, "app")).isEqualTo("[\"app_\", \"run\", 1]");
  }

  @Test
  void namesBoundByLibrariesAreAvoided() {
    SourceFile file = file("names.py", "def f(): return 1\n");
    Service service =
        service(
            endpoint(file, "f"),
            new Binding.Library("from a.b import c as run", "a", List.of("x", "run")));

    assertThat(text(render(service), "f/main.py"))
        .contains("from nanoservice import answer, run as run_\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f():\n\treturn 1",
        "def f():\r\n\treturn 1\r\n",
        "def f():\r  return 1\r",
        "def f(): return 1",
        "def f():\n \f\n return 1\n",
        "def f():\n  return 1  # {{run}} {{{run}}} {{#only}} {{/only}} {{> run}} {{=<% %>=}}",
        "def f():\n  return 1 if '<&>\"' != '' else '''\n {{^group}}\n  '''\n",
        "def f():\n  größe = \"😀\\u0000 \u2028 &amp;\"\n  return len('x')\n",
        "@staticmethod\n@(lambda f: lambda: 1)\ndef f():\n   x = (\n  3,\n   )\n   return 1",
        "def f():\n  '''\n\n\n  '''\n\n  # end\n  return 1  # behind\n"
      })
  void sourceIsCopiedByteForByte(String source) {
    SourceFile file = file("any.py", source);
    Endpoint endpoint = endpoint(file, "f");
    String function = file.module().source().text(endpoint.function().span());

    Map<String, byte[]> files = render(service(endpoint));

    assertThat(source).startsWith(function).hasSizeLessThan(function.length() + 3);
    assertThat(text(files, "f/main.py")).contains("\n\n\n" + function + "\n\n\n@app.route(");
    assertThat(run(files, "f")).isEqualTo("1");
  }

  @Test
  void pathInTheDocstringIsEscaped() {
    String path = "a \"\"\" b\\'c\n\u202egrößen\r😀.py\"";
    SourceFile file = file(path, "def f(): return __doc__\n");

    Map<String, byte[]> files = render(service(endpoint(file, "f")));

    assertThat(text(files, "f/main.py"))
        .startsWith(
            "\"\"\"f: a \\\"\\\"\\\" b\\\\'c\\n\\u202egrößen\\u000d😀.py\\\", line 1. Generated");
    assertThat(run(files, "f"))
        .startsWith("\"f: a \\\"\\\"\\\" b\\\\'c\\n\u202egrößen\\r😀.py\\\", line 1. Generated");
  }

  private static Service with(
      Service service, List<Endpoint> carried, List<String> futures, String parentPackage) {
    return new Service(
        service.name(),
        service.dnsLabel(),
        service.group(),
        service.endpoints(),
        Optional.empty(),
        Stream.concat(service.endpoints().stream(), carried.stream())
            .<Definition>map(Endpoint::definition)
            .sorted(Definition.BY_LOCATION)
            .toList(),
        List.of(),
        Optional.empty(),
        service.calls(),
        futures,
        service.bindings(),
        Optional.of(parentPackage).filter(name -> !name.isEmpty()),
        List.of(),
        List.of());
  }

  private String run(Map<String, byte[]> files, String... services) {
    return new Interpreter(directory).serve(files, services);
  }

  @Test
  void applicationIsImportedWithStubsForWhatItCalls() {
    Topology topology =
        TestServices.topology(
            ServiceOptions.builder().carriesModules(true).build(),
            extended("pricing.py", "def discount(price):", "    return price * 0.9"),
            extended(
                "web.py",
                "from flask import Flask",
                "",
                "from pricing import discount",
                "",
                "app = Flask(__name__)",
                "",
                "@app.get('/')",
                "def show():",
                "    return str(discount(1))"));

    Map<String, byte[]> files = render(topology);

    assertThat(text(files, "web/main.py")).isEqualTo(golden("application.py"));
    assertThat(text(files, "web/openapi.json")).contains("\"paths\":{}");
    assertThat(text(files, "README.md"))
        .contains(
            "curl 'http://127.0.0.1:8081/'",
            "1 function in 2 services",
            "| Flask application `app` | `web` | `web.py`, line 5 | `discount` |  |",
            "f1 -.-> f0");
    assertThat(text(files, "compose.yaml")).contains("127.0.0.1:8081:5000");
  }

  @Test
  void factoryIsCalledWhenTheServiceStarts() {
    Topology topology =
        TestServices.topology(
            ServiceOptions.builder().carriesModules(true).build(),
            extended(
                "run_application.py",
                "from flask import Flask",
                "def create_app(): return Flask('größe')"));

    assertThat(text(render(topology), "run_application/main.py"))
        .endsWith(
            """
            with importing():
                from run_application import create_app
                app = create_app()


            if __name__ == "__main__":
                run_application(app)
            """);
  }

  static Map<String, byte[]> render(Service... services) {
    return render(
        new Topology(
            List.of(services), List.of(), Optional.empty(), List.of(), List.of(), List.of()));
  }

  private static Map<String, byte[]> render(Topology topology) {
    SortedMap<String, byte[]> runtime = new TreeMap<>();
    runtime.put("flask.py", resource("runtime/flask.py"));
    runtime.put("nanoservice/__init__.py", resource("runtime/nanoservice/__init__.py"));
    RuntimePackage fake = new RuntimePackage(runtime, List.of("Flask>=2.3"), List.of());
    return new Renderer(RenderSettings.defaults("example"), fake)
        .render(topology, TestServices.sources(topology), List.of())
        .files();
  }

  static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  static String golden(String name) {
    return new String(resource("golden/" + name), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ServerTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
