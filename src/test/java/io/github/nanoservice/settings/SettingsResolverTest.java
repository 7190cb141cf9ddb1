package io.github.nanoservice.settings;

import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.render.TestServices;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.settings.FunctionSettings.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsResolverTest {
  private static final String PRICING =
      "import socket\n\ndef quote(): return socket.gethostname()\n\ndef tax(): return 1\n";
  private static final String SHOP = "def main(): return 1\n";

  /** Settings under construction: only what a test sets. */
  private record Given(String name, Map<String, String> values, Map<String, SecretSource> secrets) {
    Given(String name, String... values) {
      this(name, map(values), Map.of());
    }

    private static Map<String, String> map(String... values) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i += 2) {
        map.put(values[i], values[i + 1]);
      }
      return map;
    }

    FunctionSettings settings() {
      Map<String, String> environment = new LinkedHashMap<>();
      values.forEach(
          (key, value) -> {
            if (key.startsWith("env ")) {
              environment.put(key.substring(4), value);
            }
          });
      return new FunctionSettings(
          new NamePattern(name),
          get("timeout").map(Long::valueOf).map(Duration::ofSeconds),
          get("memory"),
          get("cpus"),
          get("replicas").map(Integer::valueOf),
          get("workers").map(Integer::valueOf),
          environment,
          secrets,
          get("network").map(Boolean::valueOf),
          get("baseImage"),
          get("systemPackages").map(text -> List.of(text.split(","))).orElse(List.of()),
          get("pythonVersion"),
          get("contentType"),
          get("handler").map(text -> FunctionSettings.Handler.LAMBDA));
    }

    private Optional<String> get(String key) {
      return Optional.ofNullable(values.get(key));
    }
  }

  private static Resolution resolve(Map<String, List<String>> groups, Given... given) {
    Topology topology =
        TestServices.topology(
            ServiceOptions.builder().groups(groups).build(),
            file("pricing.py", PRICING),
            file("shop.py", SHOP));
    return resolve(topology, given);
  }

  private static Resolution resolve(Topology topology, Given... given) {
    return SettingsResolver.resolve(
        List.of(given).stream().map(Given::settings).toList(),
        topology,
        "512m",
        "python:3.13-slim",
        Duration.ofSeconds(30));
  }

  private static Resolution resolveMain(String text, Given... given) {
    return resolve(
        TestServices.topology(ServiceOptions.defaults(), file("shop.py", text + "\n")), given);
  }

  private static Resolution resolveExtended(String text, Given... given) {
    return resolve(
        TestServices.topology(
            ServiceOptions.builder().carriesModules(true).build(), extended("shop.py", text)),
        given);
  }

  private static ServiceConfiguration configuration(String service, Given... given) {
    return resolve(Map.of(), given).services().get(service);
  }

  private static List<String> messages(Resolution resolution) {
    return resolution.findings().stream()
        .filter(finding -> !finding.rule().code().equals("NS328"))
        .map(finding -> finding.rule().code() + " " + finding.message())
        .toList();
  }

  @Test
  void serviceWithoutSettingsHasTheDefaults() {
    assertThat(configuration("quote"))
        .isEqualTo(ServiceConfiguration.defaults("512m", "python:3.13-slim"));
  }

  @Test
  void mostSpecificNameWinsForEachSetting() {
    Given all = new Given("*", "memory", "1g", "cpus", "1", "env A", "all", "env B", "all");
    Given module = new Given("pricing.*", "memory", "2g", "env A", "module");
    Given function = new Given("pricing.quote", "memory", "128m");
    for (List<Given> order :
        List.of(List.of(all, module, function), List.of(function, module, all))) {
      Given[] given = order.toArray(Given[]::new);
      ServiceConfiguration quote = configuration("quote", given);
      assertThat(quote.memory()).isEqualTo("128m");
      assertThat(quote.cpus()).contains("1");
      assertThat(quote.environment()).isEqualTo(Map.of("A", "module", "B", "all"));
      assertThat(configuration("tax", given).memory()).isEqualTo("2g");
      assertThat(configuration("main", given).memory()).isEqualTo("1g");
    }
  }

  @Test
  void dotAndOtherCharactersStandForThemselves() {
    assertThat(
            messages(
                resolve(
                    Map.of(),
                    new Given("pricingXquote", "cpus", "1"),
                    new Given("pricing.q*", "cpus", "2"))))
        .containsExactly("NS305 <name>pricingXquote</name> matches no function and no service");
  }

  @Test
  void nameThatMatchesNothingIsAFinding() {
    assertThat(messages(resolve(Map.of(), new Given("prices.*", "cpus", "1"))))
        .containsExactly("NS305 <name>prices.*</name> matches no function and no service");
  }

  @Test
  void equallySpecificSettingsThatDisagreeAreAFinding() {
    Given one = new Given("quot*", "replicas", "2", "env A", "1");
    assertThat(messages(resolve(Map.of(), one, new Given("*uote", "replicas", "3", "env A", "1"))))
        .containsExactly(
            "NS329 two equally specific settings of replicas disagree: 2 for quote by <name>quot*</name>, and 3 for quote by <name>*uote</name>");
    assertThat(messages(resolve(Map.of(), one, new Given("*uote", "replicas", "2")))).isEmpty();
    assertThat(
            messages(
                resolve(
                    Map.of(),
                    one,
                    new Given("*uote", "replicas", "3"),
                    new Given("quote", "replicas", "4"))))
        .isEmpty();
  }

  @Test
  void serviceHasWhatItsFunctionsNeedTogether() {
    Resolution resolution =
        resolve(
            Map.of("prices", List.of("quote", "tax")),
            new Given(
                "quote",
                "timeout",
                "60",
                "memory",
                "1g",
                "cpus",
                "2",
                "replicas",
                "3",
                "workers",
                "2",
                "env A",
                "1",
                "systemPackages",
                "libgomp1,ffmpeg",
                "network",
                "true",
                "pythonVersion",
                "3.12"),
            new Given(
                "tax",
                "timeout",
                "5",
                "memory",
                "900m",
                "cpus",
                "0.5",
                "env B",
                "2",
                "systemPackages",
                "ffmpeg",
                "network",
                "false"));

    assertThat(messages(resolution)).isEmpty();
    ServiceConfiguration prices = resolution.services().get("prices");
    assertThat(prices.timeout()).contains(Duration.ofSeconds(60));
    assertThat(prices.memory()).isEqualTo("1g");
    assertThat(prices.cpus()).contains("2");
    assertThat(prices.replicas()).isEqualTo(3);
    assertThat(prices.workers()).isEqualTo(2);
    assertThat(prices.environment()).isEqualTo(Map.of("A", "1", "B", "2"));
    assertThat(prices.systemPackages()).containsExactly("ffmpeg", "libgomp1");
    assertThat(prices.network()).isTrue();
    assertThat(prices.baseImage()).isEqualTo("python:3.12-slim");
  }

  @Test
  void stateOfAServiceWithSeveralProcessesIsAFinding() {
    String counting =
        """
        hits = {}
        rates = {"pen": 20}
        names = ["a"]
        names.append("b")

        def hit(name):
            hits[name] = hits.get(name, 0) + 1
            return rates[name], names

        def main():
            return hit("a")
        """;
    assertThat(resolveExtended(counting).findings()).isEmpty();
    assertThat(resolveExtended(counting, new Given("main", "workers", "2")).findings()).isEmpty();
    assertThat(resolveExtended(counting, new Given("*", "workers", "1")).findings()).isEmpty();

    Finding finding =
        resolveExtended(counting, new Given("*", "workers", "2", "replicas", "3"))
            .findings()
            .get(0);

    assertThat(finding.rule().code()).isEqualTo("NS335");
    assertThat(finding.location().toString()).contains("shop.py").contains("line=7");
    assertThat(finding.message())
        .isEqualTo(
            "\"hits\" is changed here, and each of the 2 workers in 3 replicas of the service hit has its own");
    assertThat(messages(resolveExtended(counting, new Given("hit", "replicas", "3"))))
        .containsExactly(
            "NS335 \"hits\" is changed here, and each of the 3 replicas of the service hit has its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import itertools\nkept = itertools.count()\ndef main(): return next(kept)",
        "import threading\nkept = threading.Lock()\ndef main():\n    with kept: return 1",
        "kept = None\ndef main():\n    global kept\n    kept = 1",
        "class Desk:\n    def take(self):\n        self.taken = 1\nkept = Desk()\ndef main(): return kept.take()",
        "kept = []\ndef main(): kept.append(1)\ndef other(): return kept",
        "import sys\nsys.setswitchinterval(1)\nkept = []\ndef main(): kept.append(1)",
        "from flask import Flask\nkept = []\napp = Flask('shop')\n@app.get('/')\ndef add(): kept.append(1)"
      })
  void whatCountsAsState(String text) {
    assertThat(messages(resolveExtended(text, new Given("*", "workers", "2"))))
        .singleElement()
        .asString()
        .startsWith("NS335 \"kept\" is changed here");
  }

  @Test
  void functionWithoutASettingCountsWithTheDefault() {
    ServiceConfiguration prices =
        resolve(
                Map.of("prices", List.of("quote", "tax")),
                new Given("quote", "timeout", "5", "memory", "64m", "cpus", "0.5"))
            .services()
            .get("prices");

    assertThat(prices.timeout()).contains(Duration.ofSeconds(30));
    assertThat(prices.memory()).isEqualTo("512m");
    assertThat(prices.cpus()).isEmpty();
  }

  @Test
  void functionsOfOneServiceThatDisagreeAreAFinding() {
    Map<String, List<String>> groups = Map.of("prices", List.of("quote", "tax"));
    assertThat(
            messages(
                resolve(
                    groups,
                    new Given("quote", "baseImage", "a:1", "env LOG", "debug"),
                    new Given("tax", "baseImage", "b:1", "env LOG", "info"))))
        .containsExactly(
            "NS329 the service prices can have one environment LOG only: it is debug for quote by <name>quote</name>, and info for tax by <name>tax</name>",
            "NS329 the service prices can have one baseImage only: it is a:1 for quote by <name>quote</name>, and b:1 for tax by <name>tax</name>");
    assertThat(messages(resolve(groups, new Given("prices", "env LOG", "debug")))).isEmpty();
  }

  @Test
  void imageOfAFunctionIsMoreThanItsPythonVersion() {
    assertThat(configuration("quote", new Given("quote", "pythonVersion", "3.11")).baseImage())
        .isEqualTo("python:3.11-slim");
    assertThat(
            configuration("quote", new Given("quote", "pythonVersion", "3.11", "baseImage", "a:1"))
                .baseImage())
        .isEqualTo("a:1");
  }

  @Test
  void secretHasOneSource() {
    SecretSource file = new SecretSource(Optional.of("a"), Optional.empty());
    SecretSource variable = new SecretSource(Optional.empty(), Optional.of("B"));
    Given one = new Given("quote", Map.of(), Map.of("PASSWORD", file));
    Given other = new Given("tax", Map.of(), Map.of("PASSWORD", variable));

    assertThat(configuration("quote", one).secrets()).containsExactly("PASSWORD");
    assertThat(configuration("tax", one).secrets()).isEmpty();
    assertThat(messages(resolve(Map.of(), one, other)))
        .containsExactly(
            "NS329 the secret PASSWORD comes from the file a and from the environment variable B");
  }

  @Test
  void networkClientWithoutAccessIsAWarningWithTheLineToWrite() {
    Resolution resolution = resolve(Map.of());
    assertThat(resolution.findings()).hasSize(1);
    Finding finding = resolution.findings().get(0);
    assertThat(finding.message())
        .isEqualTo("the service quote imports socket, but its container reaches no other network");
    assertThat(finding.advice())
        .startsWith("Write <function><name>quote</name><network>true</network></function>");
    for (String access : List.of("true", "false")) {
      Resolution set = resolve(Map.of(), new Given("pricing.*", "network", access));
      assertThat(set.findings()).isEmpty();
      assertThat(set.services().get("quote").network()).isEqualTo(access.equals("true"));
    }
  }

  @Test
  void mediaTypesAndHandlersAreThoseOfTheFunctions() {
    Resolution resolution =
        resolve(
            Map.of("prices", List.of("quote", "tax")),
            new Given("pricing.*", "contentType", "text/csv"),
            new Given("tax", "contentType", "image/png"));
    assertThat(resolution.services().get("prices").contentTypes())
        .isEqualTo(Map.of("quote", "text/csv", "tax", "image/png"));
    assertThat(resolution.services().get("main").contentTypes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def main(event, context): return {}",
        "def main(_event, _context): return {}",
        "def main(event: dict, context: object) -> dict: return {}",
      })
  void handlerOfLambdaIsAWarningUnlessItIsDeclared(String text) {
    Resolution undeclared = resolveMain(text);
    assertThat(undeclared.services().get("main").lambdaHandlers()).isEmpty();
    assertThat(undeclared.findings()).hasSize(1);
    assertThat(undeclared.findings().get(0).rule().code()).isEqualTo("NS327");
    assertThat(undeclared.findings().get(0).advice())
        .startsWith("Write <function><name>main</name><handler>lambda</handler></function>");

    Resolution declared = resolveMain(text, new Given("main", "handler", "lambda"));
    assertThat(declared.services().get("main").lambdaHandlers()).containsExactly("main");
    assertThat(declared.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def main(event, context, more): return {}",
        "def main(event, context=None): return {}",
        "def main(event, ctx): return {}",
        "def main(context, event): return {}",
        "async def main(event, context): return {}",
      })
  void otherFunctionIsNotTakenForAHandler(String text) {
    assertThat(resolveMain(text).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def main(): return {}",
        "def main(event): return {}",
        "def main(event, context, more): return {}",
        "def main(event, context, *, key): return {}",
        "def main(*, event, context): return {}",
        "async def main(event, context): return {}",
        "def main(event, context): yield 1",
      })
  void functionThatAcceptsNoEventCannotBeAHandler(String text) {
    assertThat(messages(resolveMain(text, new Given("*", "handler", "lambda"))))
        .containsExactly(
            "NS306 <handler> is lambda for main by <name>*</name> (shop.py:1), but this function cannot be called with an event and a context");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def main(request, context=None, more=1): return {}",
        "def main(*arguments): return {}",
        "def main(event, /, *rest, key=None, **others): return {}",
      })
  void functionThatAcceptsAnEventCanBeAHandler(String text) {
    assertThat(resolveMain(text, new Given("*", "handler", "lambda")).findings()).isEmpty();
  }

  @Test
  void applicationHasTheSettingsThatMatchIt() {
    Topology topology =
        TestServices.topology(
            ServiceOptions.builder().carriesModules(true).build(),
            extended("web.py", "from flask import Flask", "app = Flask('web')"));
    for (String name : List.of("web", "web.app", "web.*", "*")) {
      Resolution resolution =
          resolve(topology, new Given(name, "memory", "1g", "timeout", "5", "env A", "1"));
      assertThat(messages(resolution)).isEmpty();
      ServiceConfiguration web = resolution.services().get("web");
      assertThat(web.memory()).isEqualTo("1g");
      assertThat(web.timeout()).contains(Duration.ofSeconds(5));
      assertThat(web.environment()).isEqualTo(Map.of("A", "1"));
    }
    assertThat(resolve(topology, new Given("*", "handler", "lambda")).services().get("web"))
        .isEqualTo(ServiceConfiguration.defaults("512m", "python:3.13-slim"));
    assertThat(messages(resolve(topology, new Given("web", "contentType", "text/csv"))))
        .containsExactly(
            "NS306 text/csv for web by <name>web</name> is for functions, but \"web\" is the Flask application \"app\"");
  }

  @Test
  void clientsAreFoundByModuleAndByWhatIsImportedOfThem() {
    assertThat(
            NetworkClients.bundled()
                .among(
                    List.of(
                        "requests.get",
                        "urllib.parse",
                        "urllib.request.urlopen",
                        "http.HTTPStatus",
                        "google.cloud.storage",
                        "google.protobuf",
                        "socketserver")))
        .containsExactly("google.cloud", "requests", "urllib.request");
  }

  @Test
  void pageListsExactlyTheClientsOfTheTable() throws IOException {
    String page = Files.readString(Path.of("docs/settings.md"));
    assertThat(
            Pattern.compile("`([\\w.]+)`")
                .matcher(page.substring(page.indexOf("| kind | modules |")))
                .results()
                .map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(NetworkClients.bundled().modules());
  }
}
