package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.endpoint;
import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.render.TestServices.greetings;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.manifest.Authentication;
import io.github.nanoservice.manifest.ErrorDetails;
import io.github.nanoservice.manifest.LogLevel;
import io.github.nanoservice.manifest.MessageLimits;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.NamePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds the compose file against the schema of the compose specification and against an attacker's
 * wishes.
 */
class ComposeFileTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(ComposeFileTest.class.getResourceAsStream("compose-spec.json"));

  @Test
  void composeFileMatchesTheSchema() {
    assertThat(problems(compose(greetings()))).isEmpty();
  }

  @Test
  void schemaRejectsUnknownMembers() {
    Map<String, Object> compose = compose(greetings());
    service(compose, "main").put("read_onyl", true);
    assertThat(problems(compose)).isNotEmpty();
  }

  @Test
  void servicesAreRestricted() {
    Map<String, Object> compose = compose(greetings());
    for (String name : List.of("main", "format_name")) {
      assertThat(service(compose, name))
          .containsEntry("read_only", true)
          .containsEntry("cap_drop", List.of("ALL"))
          .containsEntry("security_opt", List.of("no-new-privileges:true"))
          .containsEntry("mem_limit", "512m")
          .containsEntry("memswap_limit", "512m")
          .containsEntry("pids_limit", 4096)
          .containsEntry("init", true)
          .doesNotContainKeys("privileged", "volumes", "cap_add", "pid", "ipc", "network_mode");
    }
  }

  @Test
  void servicesKnowWhoMayCall() {
    ServiceSettings settings =
        new ServiceSettings(
            Duration.ofSeconds(30),
            Authentication.INTERNAL,
            ErrorDetails.NONE,
            List.of("shop.example.org", "shop"),
            List.of("https://shop.example.org"),
            false,
            ServiceTimes.defaults(),
            MessageLimits.defaults(),
            LogLevel.INFO);
    Map<String, Object> compose = compose(greetings(), settings);

    assertThat(problems(compose)).isEmpty();
    assertThat(environment(compose, "main"))
        .containsEntry("NANOSERVICE_AUTHENTICATION", "internal")
        .containsEntry("NANOSERVICE_ERROR_DETAILS", "none")
        .containsEntry("NANOSERVICE_ALLOWED_HOSTS", "shop.example.org,shop")
        .containsEntry("NANOSERVICE_ALLOWED_ORIGINS", "https://shop.example.org")
        .containsEntry("NANOSERVICE_ENTRY_POINTS", "main");
    assertThat(environment(compose, "format_name")).containsEntry("NANOSERVICE_ENTRY_POINTS", "");
  }

  @Test
  void tokenIsASecretBesideTheBundle() {
    Map<String, Object> compose = compose(greetings());

    assertThat(compose)
        .containsEntry(
            "secrets",
            Map.of(
                "pip_config",
                Map.of("environment", "NANOSERVICE_PIP_CONFIG"),
                "token",
                Map.of("file", "${NANOSERVICE_SECRETS:-../nanoservices.secrets}/token")));
    assertThat(service(compose, "main"))
        .containsEntry("build", Map.of("context", "./main", "secrets", List.of("pip_config")));
    assertThat(service(compose, "main")).containsEntry("secrets", List.of("token"));
    assertThat(environment(compose, "main"))
        .containsEntry("NANOSERVICE_TOKEN_FILE", "/run/secrets/token")
        .doesNotContainKey("NANOSERVICE_TLS_KEY");
  }

  @Test
  void keysAreSecretsBesideTheBundle() {
    ServiceSettings defaults = ServiceSettings.DEFAULTS;
    Map<String, Object> compose =
        compose(
            greetings(),
            new ServiceSettings(
                defaults.callTimeout(),
                defaults.authentication(),
                defaults.errorDetails(),
                List.of(),
                List.of(),
                true,
                ServiceTimes.defaults(),
                MessageLimits.defaults(),
                LogLevel.INFO));

    assertThat(problems(compose)).isEmpty();
    assertThat(service(compose, "main"))
        .containsEntry("secrets", List.of("ca.crt", "tls.crt", "tls.key", "token"));
    assertThat(environment(compose, "main"))
        .containsEntry("NANOSERVICE_TLS_CERTIFICATE", "/run/secrets/tls.crt")
        .containsEntry("NANOSERVICE_TLS_KEY", "/run/secrets/tls.key")
        .containsEntry("NANOSERVICE_TLS_CA", "/run/secrets/ca.crt");
    assertThat(service(compose, "main").get("healthcheck").toString()).contains("wrap_socket");
  }

  @Test
  void everyNetworkOfAServiceClosesTheMetadataService() {
    Map<String, Object> compose = compose(greetings());

    assertThat(networks(compose, "main")).containsOnlyKeys("functions", "outside");
    assertThat(networks(compose, "format_name")).containsOnlyKeys("functions");
    for (String name : List.of("main", "format_name")) {
      assertThat(networks(compose, name).values())
          .extracting("link_local_ips")
          .containsOnly(List.of("169.254.169.254", "169.254.170.2"));
    }
    assertThat(((Map<?, ?>) compose.get("networks")).values())
        .extracting("enable_ipv6")
        .containsExactly(false, false);
  }

  @Test
  void settingsOfAFunctionReachItsServiceOnly() {
    Map<String, Object> compose = compose(greetings(), functions(Map.of("LOG", "debug")));

    assertThat(problems(compose)).isEmpty();
    assertThat(service(compose, "format_name"))
        .containsEntry("mem_limit", "1g")
        .containsEntry("memswap_limit", "1g")
        .containsEntry("cpus", 0.5)
        .containsEntry("deploy", Map.of("replicas", 2));
    assertThat(environment(compose, "format_name"))
        .containsEntry("LOG", "debug")
        .containsEntry("NANOSERVICE_TIMEOUT_MS", "5000")
        .containsEntry("NANOSERVICE_CALL_LIMIT_MS", "5000")
        .containsEntry("NANOSERVICE_WORKERS", "3");
    assertThat(networks(compose, "format_name")).containsOnlyKeys("functions", "outside");
    assertThat(networks(compose, "format_name").get("outside"))
        .containsEntry("link_local_ips", List.of("169.254.169.254", "169.254.170.2"));
    assertThat(service(compose, "format_name")).doesNotContainKey("ports");
    assertThat(service(compose, "main")).doesNotContainKeys("cpus", "deploy");
    assertThat(environment(compose, "main")).doesNotContainKeys("LOG", "NANOSERVICE_WORKERS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\n    privileged: true\n#",
        "'x'\r\n  privileged: true",
        "${HOME} $$ $(id)",
        "*service",
        "!!python/object:x",
        "back\\slash \\n",
        "tab\tbell\u0007 \u0085 \u2028 \ufeff \u007f",
        "größe \ud83d\ude00",
        "{{project}} {{{x}}}",
        "",
        " blank ",
        "# comment"
      })
  void valueOfAVariableStaysText(String value) {
    Map<String, Object> compose = compose(greetings(), functions(Map.of("LOG", value)));

    assertThat(problems(compose)).isEmpty();
    assertThat(environment(compose, "format_name")).containsEntry("LOG", value.replace("$", "$$"));
    assertThat(service(compose, "format_name")).doesNotContainKey("privileged");
  }

  @Test
  void metadataServiceIsOpenWithMetadataAccess() {
    String text = text(greetings(), RenderSettings.builder("example").metadataAccess(true).build());

    assertThat(text).doesNotContain("link_local_ips", "enable_ipv6");
    assertThat(problems(new Yaml(new SafeConstructor(new LoaderOptions())).load(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 5s", "25, 5s", "26, 6s", "100, 20s"})
  @SuppressWarnings("unchecked")
  void checkIntervalGrowsWithTheNumberOfServices(int services, String interval) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < services; i++) {
      text.append("def f%03d(): pass\n".formatted(i));
    }
    SourceFile file = file("f.py", text.toString());
    List<Service> all = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      all.add(TestServices.service(endpoint(file, "f%03d".formatted(i))));
    }

    Map<String, Object> compose =
        compose(new Topology(all, List.of(), Optional.empty(), List.of(), List.of(), List.of()));

    assertThat((Map<String, Object>) service(compose, "f000").get("healthcheck"))
        .containsEntry("interval", interval);
  }

  @ParameterizedTest
  @CsvSource({
    "f, ''",
    "a_b.c-d__e, ''",
    "Big, ${COMPOSE_PROJECT_NAME}-label",
    "_f, ${COMPOSE_PROJECT_NAME}-label",
    "f_, ${COMPOSE_PROJECT_NAME}-label",
    "a___b, ${COMPOSE_PROJECT_NAME}-label",
  })
  void imagesHaveLegalNames(String name, String image) {
    Endpoint endpoint = endpoint(file("f.py", "def f(): pass\n"), "f", name, "label");

    Map<String, Object> compose =
        compose(
            new Topology(
                List.of(TestServices.service(endpoint)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));

    assertThat(Optional.ofNullable(service(compose, name).get("image")).orElse(""))
        .isEqualTo(image);
  }

  private static Map<String, Object> compose(Topology topology) {
    return compose(topology, ServiceSettings.DEFAULTS);
  }

  private static RenderSettings functions(Map<String, String> environment) {
    return RenderSettings.builder("example")
        .functions(
            List.of(
                new FunctionSettings(
                    new NamePattern("format_name"),
                    Optional.of(Duration.ofSeconds(5)),
                    Optional.of("1g"),
                    Optional.of("0.5"),
                    Optional.of(2),
                    Optional.of(3),
                    environment,
                    Map.of(),
                    Optional.of(true),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())))
        .build();
  }

  private static Map<String, Object> compose(Topology topology, ServiceSettings settings) {
    return compose(topology, RenderSettings.builder("example").services(settings).build());
  }

  private static Map<String, Object> compose(Topology topology, RenderSettings settings) {
    LoaderOptions options = new LoaderOptions();
    int anchors = 2;
    options.setMaxAliasesForCollections(anchors * topology.services().size());
    return new Yaml(new SafeConstructor(options)).load(text(topology, settings));
  }

  private static String text(Topology topology, RenderSettings settings) {
    RuntimePackage runtime = new RuntimePackage(new TreeMap<>(), List.of(), List.of());
    Rendering rendering =
        new Renderer(settings, runtime).render(topology, TestServices.sources(topology), List.of());
    return ServerTest.text(rendering.files(), "compose.yaml");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> networks(
      Map<String, Object> compose, String service) {
    return (Map<String, Map<String, Object>>) service(compose, service).get("networks");
  }

  private static List<?> problems(Map<String, Object> compose) {
    return List.copyOf(SCHEMA.validate(Json.pretty(Json.of(compose)), InputFormat.JSON));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> environment(Map<String, Object> compose, String name) {
    return (Map<String, String>) service(compose, name).get("environment");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> service(Map<String, Object> compose, String name) {
    return ((Map<String, Map<String, Object>>) compose.get("services")).get(name);
  }
}
