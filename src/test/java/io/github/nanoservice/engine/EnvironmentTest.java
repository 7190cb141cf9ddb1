package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.pip.Wheel;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Which variables of the build other processes get. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class EnvironmentTest {
  /** With any of these variables, a Python or Flask starts differently or not at all. */
  private static final Map<String, String> HOSTILE =
      Map.ofEntries(
          Map.entry("PYTHONSAFEPATH", "1"),
          Map.entry("PYTHONHOME", "/nowhere"),
          Map.entry("PYTHONPATH", "/nowhere"),
          Map.entry("PYTHONSTARTUP", "/nowhere"),
          Map.entry("PYTHONPLATLIBDIR", "nowhere"),
          Map.entry("PYTHONHASHSEED", "nonsense"),
          Map.entry("PYTHONOPTIMIZE", "2"),
          Map.entry("PYTHONINSPECT", "1"),
          Map.entry("PYTHONNOUSERSITE", "1"),
          Map.entry("PYTHONWARNINGS", "error"),
          Map.entry("PYTHONBREAKPOINT", "nowhere.f"),
          Map.entry("PYTHONCOERCECLOCALE", "0"),
          Map.entry("PYTHONCASEOK", "1"),
          Map.entry("PYTHONEXECUTABLE", "/nowhere"),
          Map.entry("PYTHONDEVMODE", "1"),
          Map.entry("__PYVENV_LAUNCHER__", "/nowhere"),
          Map.entry("VIRTUAL_ENV", "/nowhere"),
          Map.entry("FLASK_DEBUG", "1"),
          Map.entry("WERKZEUG_RUN_MAIN", "true"));

  @TempDir Path directory;

  private Map<String, JsonNode> service(Map<String, String> environment, String... passed)
      throws Exception {
    RealPython.assumePresent(directory);
    Path service = Files.createDirectories(directory.resolve("bundle/inherited"));
    try (InputStream source = EnvironmentTest.class.getResourceAsStream("stand_in.py")) {
      Files.write(service.resolve("main.py"), source.readAllBytes());
    }
    Files.writeString(service.resolve("requirements.txt"), "");
    Process build = Jvm.start(InheritingBuild.class, environment, directory.toString(), passed);
    String json = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(build.waitFor()).isZero();
    return JsonNode.parse(json).members();
  }

  @Test
  void serviceStartsWithoutThePythonOfTheBuild() throws Exception {
    Map<String, String> environment = new TreeMap<>(HOSTILE);
    environment.put("PYTHONUTF8", "0");
    environment.put("PYTHONIOENCODING", "ascii");
    environment.put("NANOSERVICE_ADDRESSES", "/nowhere");
    environment.put("NANOSERVICE_CONNECTION_AGE_MS", "1000000");
    environment.put("DATABASE_URL", "postgres://localhost/shop");

    Map<String, JsonNode> inherited = service(environment);

    assertThat(inherited).doesNotContainKeys(HOSTILE.keySet().toArray(String[]::new));
    assertThat(inherited.get("PYTHONUTF8").text()).isEqualTo("1");
    assertThat(inherited.get("PYTHONIOENCODING").text()).isEqualTo("utf-8");
    assertThat(inherited.get("NANOSERVICE_ADDRESSES").text()).endsWith("addresses.json");
    assertThat(inherited.get("NANOSERVICE_CONNECTION_AGE_MS").text()).isEqualTo("1000000");
    assertThat(inherited.get("DATABASE_URL").text()).isEqualTo("postgres://localhost/shop");
  }

  @Test
  void userPassesVariables() throws Exception {
    Map<String, JsonNode> inherited =
        service(
            Map.of("PYTHONWARNINGS", "ignore", "PYTHONHASHSEED", "7"), "PYTHONWARNINGS", "ABSENT");

    assertThat(inherited.get("PYTHONWARNINGS").text()).isEqualTo("ignore");
    assertThat(inherited).doesNotContainKeys("PYTHONHASHSEED", "ABSENT");
  }

  @Test
  void runtimeIsFoundBeforeTheModulesThatTheUserPasses() throws Exception {
    Wheel wheel = Wheel.of("nanoservice-runtime", "1.0", "");
    Path service = Files.createDirectories(directory.resolve("bundle/inherited"));
    Files.write(service.resolve(wheel.file()), wheel.content());
    String runtime = Pattern.quote(directory + "/nanoservice-runtime/") + "[0-9a-f]{16}";
    Map<String, String> path = Map.of("PYTHONPATH", "/nowhere");

    assertThat(service(path).get("PYTHONPATH").text()).matches(runtime);
    assertThat(service(path, "PYTHONPATH").get("PYTHONPATH").text())
        .matches(runtime + File.pathSeparator + "/nowhere");
  }

  @Test
  void passedVariableDoesNotReplaceOneThatIsSet() {
    Map<String, String> variables = new TreeMap<>(Map.of("PYTHONUTF8", "0"));

    Environment.ofPython(List.of("PYTHONUTF8"), Map.of()).applyTo(variables);

    assertThat(variables).containsEntry("PYTHONUTF8", "1");
  }

  @Test
  void composeActsOnTheFilesAndTheProjectOfTheGoal() {
    Set<String> withheld =
        Set.of(
            "COMPOSE_FILE",
            "COMPOSE_PROJECT_NAME",
            "COMPOSE_PROFILES",
            "COMPOSE_ENV_FILES",
            "COMPOSE_IGNORE_ORPHANS");
    Map<String, String> variables = new TreeMap<>(Map.of("COMPOSE_PARALLEL_LIMIT", "4"));
    variables.put("DOCKER_HOST", "unix:///docker.sock");
    withheld.forEach(name -> variables.put(name, "other"));

    Environment.ofCompose(Map.of("COMPOSE_ANSI", "never")).applyTo(variables);

    assertThat(variables).containsOnlyKeys("COMPOSE_PARALLEL_LIMIT", "DOCKER_HOST", "COMPOSE_ANSI");
  }

  @Test
  void settingsOfServicesAreNotThoseOfTheBuild() {
    Map<String, String> variables =
        new HashMap<>(Map.of("NANOSERVICE_TLS_CA", "/x", "NANOSERVICE_TOKEN", "t", "OTHER", "1"));

    Environment.ofPython(List.of(), Map.of()).applyTo(variables);

    assertThat(variables)
        .containsKey("OTHER")
        .doesNotContainKeys("NANOSERVICE_TLS_CA", "NANOSERVICE_TOKEN");
  }
}
