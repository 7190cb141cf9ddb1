package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.endpoint;
import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.render.TestServices.greetings;
import static io.github.nanoservice.render.TestServices.group;
import static io.github.nanoservice.render.TestServices.options;
import static io.github.nanoservice.render.TestServices.service;
import static io.github.nanoservice.render.TestServices.sources;
import static io.github.nanoservice.render.TestServices.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.LogLevel;
import io.github.nanoservice.manifest.MessageLimits;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class RendererTest {
  private static final List<String> METADATA_ADDRESSES =
      List.of("169.254.169.254", "169.254.170.2");

  private static final RuntimePackage RUNTIME =
      new RuntimePackage(
          new TreeMap<>(Map.of("nanoservice/__init__.py", "".getBytes(StandardCharsets.UTF_8))),
          List.of("Flask>=2.3"),
          List.of());

  private static final RuntimeWheel WHEEL = RuntimeWheel.of(RUNTIME);

  @Test
  void bundleHasADirectoryForEachService() {
    assertThat(render(greetings()).files())
        .containsOnlyKeys(
            "README.md",
            "compose.yaml",
            "format_name/.dockerignore",
            "format_name/Dockerfile",
            "format_name/bom.json",
            "format_name/constraints.txt",
            "format_name/main.py",
            "format_name/" + WHEEL.file(),
            "format_name/openapi.json",
            "format_name/requirements.txt",
            "format_name/runtime-requirements.txt",
            "format_name/sources.txt",
            "main/.dockerignore",
            "main/Dockerfile",
            "main/bom.json",
            "main/constraints.txt",
            "main/main.py",
            "main/" + WHEEL.file(),
            "main/openapi.json",
            "main/requirements.txt",
            "main/runtime-requirements.txt",
            "main/sources.txt",
            "openapi.json");
  }

  /** An array is hashed and written once. */
  @Test
  void servicesShareTheRuntime() {
    Map<String, byte[]> files = render(greetings()).files();

    for (String file :
        List.of(WHEEL.file(), "runtime-requirements.txt", "constraints.txt", ".dockerignore")) {
      assertThat(files.get("main/" + file)).isSameAs(files.get("format_name/" + file));
    }
  }

  @Test
  void dockerfilesShareTheirFirstLayers() {
    Map<String, byte[]> files = render(greetings()).files();

    assertThat(ServerTest.text(files, "main/Dockerfile"))
        .isEqualTo(ServerTest.golden("Dockerfile"));
    assertThat(shared(files, "format_name")).isEqualTo(shared(files, "main"));
    assertThat(ServerTest.text(files, "main/constraints.txt")).isEqualTo("Flask==3.1.3\n");
    assertThat(ServerTest.text(files, "main/.dockerignore"))
        .endsWith(
            "\n"
                + "*\n"
                + "!runtime-requirements.txt\n"
                + "!constraints.txt\n"
                + "!%s\n".formatted(WHEEL.file())
                + "!requirements.txt\n"
                + "!requirements-unhashed.txt\n"
                + "!main.py\n"
                + "!modules/**\n"
                + "!sources.txt\n"
                + "!openapi.json\n"
                + "**/__pycache__\n"
                + "**/*.pyc\n");
    assertThat(ServerTest.text(files, "main/requirements.txt")).isEqualTo("Flask>=2.3\n");
  }

  @Test
  void limitsAreInTheConstraintsOfImagesAndInAFileForLocalServices() {
    SourceFile file = file("a.py", "def f():\n  return 1\n");
    Service service = group("f", List.of(endpoint(file, "f")), List.of("Flask>=2.3"));

    Map<String, byte[]> files =
        render(
                new Topology(
                    List.of(service),
                    List.of(),
                    Optional.empty(),
                    List.of("Flask==3.1.3"),
                    List.of("urllib3<2"),
                    List.of()))
            .files();

    assertThat(ServerTest.text(files, "f/constraints.txt")).isEqualTo("Flask==3.1.3\nurllib3<2\n");
    assertThat(ServerTest.text(files, "limits.txt")).isEqualTo("urllib3<2\n");
  }

  @Test
  void requirementsWithHashesAreInstalledBeforeTheOthers() {
    SourceFile file = file("a.py", "def f():\n  return 1\n");
    Service group =
        group(
            "f",
            List.of(endpoint(file, "f")),
            List.of("Flask>=2.3", "PyYAML==6.0 --hash=sha256:aa"));

    Map<String, byte[]> files =
        render(
                new Topology(
                    List.of(group), List.of(), Optional.empty(), List.of(), List.of(), List.of()))
            .files();

    assertThat(ServerTest.text(files, "f/requirements.txt"))
        .isEqualTo("PyYAML==6.0 --hash=sha256:aa\n");
    assertThat(ServerTest.text(files, "f/requirements-unhashed.txt"))
        .isEqualTo("Flask>=2.3\nPyYAML==6.0\n");
    assertThat(ServerTest.text(files, "f/Dockerfile"))
        .containsSubsequence(
            "COPY requirements.txt requirements-unhashed.txt constraints.txt ./\n",
            "\"--require-hashes\", \"--requirement\", \"requirements.txt\"]\n",
            "\"--requirement\", \"requirements-unhashed.txt\", \"--constraint\", \"constraints.txt\"]\n");
  }

  @Test
  void releasesWithHashesAreInstalledFirst() {
    Map<String, byte[]> files =
        withTestedFlask(List.of("--pre", "Flask>=2.3", "PyYAML==6.0 --hash=sha256:cc"));

    assertThat(ServerTest.text(files, "f/runtime-requirements.txt"))
        .isEqualTo(
            "--pre\n"
                + "Flask==3.1.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
                + "./%s \\\n    --hash=sha256:%s\n".formatted(WHEEL.file(), WHEEL.sha256()));
    assertThat(ServerTest.text(files, "f/constraints.txt")).isEqualTo("Flask==3.1.3\n");
    assertThat(ServerTest.text(files, "f/bom.json")).doesNotContain("--hash=sha256:aa");
    assertThat(ServerTest.text(files, "f/Dockerfile"))
        .containsSubsequence(
            "COPY runtime-requirements.txt %s ./\n".formatted(WHEEL.file()),
            "\"--require-hashes\", \"--requirement\", \"runtime-requirements.txt\"]\n",
            "\"--require-hashes\", \"--requirement\", \"requirements.txt\"]\n",
            "\"requirements-unhashed.txt\", \"--constraint\", \"constraints.txt\"]\n");
  }

  @Test
  void nothingIsInstalledAfterThemIfTheyAreAll() {
    Map<String, byte[]> files = withTestedFlask(List.of("Flask>=2.3"));

    assertThat(ServerTest.text(files, "f/requirements.txt")).isEqualTo("Flask>=2.3\n");
    assertThat(ServerTest.text(files, "f/Dockerfile"))
        .contains("\"runtime-requirements.txt\"]\n")
        .doesNotContain("constraints.txt")
        .containsOnlyOnce("\"pip\", \"install\"");
  }

  private static Map<String, byte[]> withTestedFlask(List<String> requirements) {
    SourceFile file = file("a.py", "def f():\n  return 1\n");
    Service group = group("f", List.of(endpoint(file, "f")), requirements);
    List<String> releases = List.of("Flask==3.1.3 --hash=sha256:aa --hash=sha256:bb");
    return render(
            new Topology(
                List.of(group), List.of(), Optional.empty(), releases, List.of(), List.of()))
        .files();
  }

  private static String shared(Map<String, byte[]> files, String service) {
    String text = ServerTest.text(files, service + "/Dockerfile");
    return text.substring(0, text.indexOf("LABEL"));
  }

  @Test
  void sourceMapListsEachDefinition() {
    SourceFile file = file("a/b.py", "# one\n\ndef f():\r\n  return 1\rdef g(): return (\n f())\n");
    Service group = group("both", List.of(endpoint(file, "f"), endpoint(file, "g")));
    Map<String, byte[]> files =
        render(
                new Topology(
                    List.of(group), List.of(), Optional.empty(), List.of(), List.of(), List.of()))
            .files();

    String[] page = ServerTest.text(files, "both/main.py").split("\r\n|\r|\n", -1);
    int f = List.of(page).indexOf("def f():") + 1;
    int g = List.of(page).indexOf("def g(): return (") + 1;
    assertThat(ServerTest.text(files, "both/sources.txt"))
        .isEqualTo(f + "-" + (f + 1) + ": a/b.py:3\n" + g + "-" + (g + 1) + ": a/b.py:5\n");
  }

  @Test
  void composeFileMatchesTheGoldenFile() {
    assertThat(ServerTest.text(render(greetings()).files(), "compose.yaml"))
        .isEqualTo(ServerTest.golden("compose.yaml"));
  }

  @Test
  void sameTopologyGivesTheSameBytes() {
    Map<String, byte[]> files = render(greetings()).files();

    assertThat(render(greetings()).files()).usingRecursiveComparison().isEqualTo(files);
    files.forEach(
        (path, content) ->
            assertThat(ServerTest.text(files, path)).as(path).doesNotContain("\r", " \n"));
  }

  @Test
  void settingsAppearInTheFiles() {
    RenderSettings settings =
        RenderSettings.builder("My.Shop (größer)")
            .version("1 \"$a\\")
            .baseImage("python:3.9")
            .firstPort(9000)
            .services(
                ServiceSettings.DEFAULTS
                    .withCallTimeout(Duration.ofMillis(1500))
                    .withTimes(
                        new ServiceTimes(
                            Duration.ofMillis(1),
                            Duration.ofMillis(2),
                            Duration.ofMillis(2500),
                            Duration.ofMillis(4))))
            .memoryLimit("2g")
            .pidsLimit(64)
            .build();
    Map<String, byte[]> files =
        new Renderer(settings, RUNTIME)
            .render(greetings(), sources(greetings()), List.of())
            .files();

    assertThat(ServerTest.text(files, "main/Dockerfile"))
        .contains("\nFROM python:3.9\n")
        .contains("\nLABEL org.opencontainers.image.version=\"1 \\\"\\$a\\\\\"\n");
    Map<String, Object> compose = compose(files);
    assertThat(compose).containsEntry("name", "my-shop-gr-er");
    assertThat(environment(compose, "main"))
        .containsEntry("NANOSERVICE_TIMEOUT_MS", "1500")
        .containsEntry("NANOSERVICE_HEAD_TIMEOUT_MS", "1")
        .containsEntry("NANOSERVICE_BODY_TIMEOUT_MS", "2")
        .containsEntry("NANOSERVICE_DRAIN_MS", "2500")
        .containsEntry("NANOSERVICE_PROBE_TIMEOUT_MS", "4");
    assertThat(item(compose, "main"))
        .containsEntry("ports", List.of("127.0.0.1:9000:5000"))
        .containsEntry("stop_grace_period", "13s")
        .containsEntry("mem_limit", "2g")
        .containsEntry("memswap_limit", "2g")
        .containsEntry("pids_limit", 64);
  }

  @Test
  void addressesOfServicesWithTlsBeginWithHttps() {
    ServiceSettings defaults = ServiceSettings.DEFAULTS;
    ServiceSettings tls =
        new ServiceSettings(
            defaults.callTimeout(),
            defaults.authentication(),
            defaults.errorDetails(),
            List.of(),
            List.of(),
            true,
            ServiceTimes.defaults(),
            MessageLimits.defaults(),
            LogLevel.INFO);
    Map<String, byte[]> files =
        new Renderer(RenderSettings.builder("shop").services(tls).build(), RUNTIME)
            .render(greetings(), TestServices.sources(greetings()), List.of())
            .files();

    assertThat(ServerTest.text(files, "README.md")).contains("curl -G 'https://127.0.0.1:8081/'");
    assertThat(ServerTest.text(files, "openapi.json"))
        .contains("\"https://127.0.0.1:8081\"", "\"https://main:5000\"")
        .doesNotContain("\"http://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "no", "on", "OFF", "y", "N", "null", "_", "e1", "x__", "Inf", "nan"})
  void functionNamedLikeAYamlKeywordIsQuoted(String name) {
    SourceFile file = file("f.py", "def " + name + "(): pass\n");
    Endpoint endpoint = endpoint(file, name, name, "label");

    Map<String, Object> compose =
        compose(
            render(
                    new Topology(
                        List.of(service(endpoint)),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of()))
                .files());

    assertThat(services(compose)).containsOnlyKeys(name);
    assertThat(item(compose, name))
        .containsEntry("build", Map.of("context", "./" + name, "secrets", List.of("pip_config")))
        .extractingByKey("networks")
        .extracting("functions.aliases")
        .isEqualTo(List.of(name, "label"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "0x1f", "12", "3.10", "1_000", "no", "true"})
  void groupOrProjectNamedLikeAYamlKeywordIsQuoted(String name) {
    Endpoint endpoint = endpoint(file("f.py", "def f(): pass\n"), "f");
    Topology topology =
        new Topology(
            List.of(group(name, List.of(endpoint))),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());
    RenderSettings settings = RenderSettings.defaults(name.replace(".", ""));

    Map<String, Object> compose =
        compose(
            new Renderer(settings, RUNTIME).render(topology, sources(topology), List.of()).files());

    assertThat(services(compose)).containsOnlyKeys(name);
    assertThat(compose).containsEntry("name", name.replace(".", ""));
  }

  @Test
  void onlyEntryPointsReachTheOutsideNetwork() {
    Rendering rendering = render(shop());
    Map<String, Object> compose = compose(rendering.files());

    assertThat(compose.get("networks"))
        .isEqualTo(
            Map.of(
                "functions",
                Map.of("internal", true, "enable_ipv6", false),
                "outside",
                Map.of("enable_ipv6", false)));
    assertThat(services(compose)).containsOnlyKeys("audit", "main", "prices", "xn--grsse-kua");
    assertThat(item(compose, "audit"))
        .doesNotContainKey("ports")
        .containsEntry("build", Map.of("context", "./audit", "secrets", List.of("pip_config")))
        .containsEntry("expose", List.of("5000"))
        .containsEntry("networks", Map.of("functions", network("audit")));
    assertThat(item(compose, "prices"))
        .containsEntry("ports", List.of("127.0.0.1:8081:5000"))
        .containsEntry(
            "networks",
            Map.of(
                "functions",
                network("tax", "net_price", "net-price", "prices"),
                "outside",
                Map.of("link_local_ips", METADATA_ADDRESSES)));
    assertThat(item(compose, "main")).containsEntry("ports", List.of("127.0.0.1:8082:5000"));
    assertThat(item(compose, "xn--grsse-kua"))
        .containsEntry(
            "build", Map.of("context", "./xn--grsse-kua", "secrets", List.of("pip_config")));
  }

  private static Map<String, Object> network(String... aliases) {
    return Map.of("aliases", List.of(aliases), "link_local_ips", METADATA_ADDRESSES);
  }

  @Test
  void manifestListsEveryFunction() {
    List<EndpointEntry> endpoints = new ArrayList<>();
    render(shop()).services().forEach(service -> endpoints.addAll(service.endpoints()));

    assertThat(endpoints)
        .extracting(EndpointEntry::name, EndpointEntry::path, EndpointEntry::published)
        .extracting(Object::toString)
        .containsExactly(
            tuple("audit", "/", OptionalInt.empty()),
            tuple("größe", "/", OptionalInt.empty()),
            tuple("main", "/", OptionalInt.of(8082)),
            tuple("tax", "/tax", OptionalInt.of(8081)),
            tuple("net_price", "/net_price", OptionalInt.of(8081)));
    assertThat(endpoints)
        .extracting(EndpointEntry::references)
        .containsExactly(
            List.of(),
            List.of(),
            List.of("größe", "net_price"),
            List.of(),
            List.of("audit", "tax"));
    assertThat(endpoints.get(4).lines()).isEqualTo(new EndpointEntry.Lines(3, 4));
    assertThat(endpoints.get(4).module()).isEqualTo("shop.prices");
    assertThat(render(shop()).services())
        .extracting(ServiceEntry::directory)
        .containsExactly("audit", "xn--grsse-kua", "main", "prices");
  }

  @Test
  void noServicesGiveNoFiles() {
    assertThat(
            render(
                    new Topology(
                        List.of(), List.of(), Optional.empty(), List.of(), List.of(), List.of()))
                .files())
        .isEmpty();
  }

  /** A group of two entry points, one more, one that is called by the group, one not ASCII. */
  private static Topology shop() {
    SourceFile prices =
        file(
            "shop/prices.py",
            """
            from other import audit
            def tax(price): return price / 5
            def net_price(price):
                return audit(price - tax(price))
            """);
    SourceFile other =
        file(
            "other.py",
            """
            from shop import prices
            def audit(price): return price
            def größe(): return 1
            def main(): return prices.net_price(größe())
            """);
    return topology(
        options(
            ServiceOptions.Grouping.FUNCTION,
            Map.of("prices", List.of("net_price", "tax")),
            List.of("tax", "net_price", "main")),
        prices,
        other);
  }

  private static String tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values).toString();
  }

  @Test
  void digestOfTheBaseImageIsInDockerfileLabelsAndReadme() {
    String digest = "sha256:" + "5f".repeat(32);
    String image = "localhost:5000/python:3.13@" + digest;
    RenderSettings settings = RenderSettings.builder("shop").baseImage(image).build();

    Map<String, byte[]> files =
        new Renderer(settings, RUNTIME)
            .render(greetings(), sources(greetings()), List.of())
            .files();

    assertThat(ServerTest.text(files, "main/Dockerfile"))
        .contains("\nFROM " + image + "\n")
        .contains("\nLABEL org.opencontainers.image.base.name=\"localhost:5000/python:3.13\"\n")
        .contains("\nLABEL org.opencontainers.image.base.digest=\"" + digest + "\"\n");
    assertThat(ServerTest.text(files, "README.md")).contains("`" + image + "`");
  }

  /** Compose takes 0 for any free port. */
  @Test
  void anyFreePortIsPublishedAsZero() {
    RenderSettings settings = RenderSettings.builder("shop").firstPort(0).build();

    Rendering rendering =
        new Renderer(settings, RUNTIME).render(shop(), sources(shop()), List.of());

    Map<String, Object> compose = compose(rendering.files());
    assertThat(services(compose).keySet())
        .extracting(name -> item(compose, name).get("ports"))
        .contains(List.of("127.0.0.1:0:5000"))
        .allMatch(ports -> ports == null || ports.equals(List.of("127.0.0.1:0:5000")));
  }

  private static Rendering render(Topology topology) {
    return new Renderer(RenderSettings.defaults("example"), RUNTIME)
        .render(topology, sources(topology), List.of());
  }

  private static Map<String, Object> compose(Map<String, byte[]> files) {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(ServerTest.text(files, "compose.yaml"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services(Map<String, Object> compose) {
    return (Map<String, Map<String, Object>>) compose.get("services");
  }

  private static Map<String, Object> item(Map<String, Object> compose, String service) {
    return services(compose).get(service);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> environment(Map<String, Object> compose, String service) {
    return (Map<String, String>) item(compose, service).get("environment");
  }
}
