package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.services.ServiceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real projects run as they are: each is fetched with pip and is accepted without an edit. With
 * nothing but entry points set, its functions answer as plain Python does. Without them, every
 * service starts whose modules plain Python imports.
 *
 * <p>The ordinary build takes a sample; {@code mvn test -Pprojects} takes all. A project that pip
 * cannot get is skipped by name.
 */
class RealProjectsTest {
  private static final RealProjects PROJECTS = RealProjects.in("entries.json");
  private static final RealProjects PACKAGES = RealProjects.in("packages.json");

  private static Stream<String> projects() {
    return PROJECTS.chosen();
  }

  private static Stream<String> packages() {
    return Stream.concat(PROJECTS.chosen(), PACKAGES.chosen());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("projects")
  void answersAsPlainPython(String name) throws IOException, InterruptedException {
    Path bundle = RealProjects.bundle(name, "bundle");
    PROJECTS.gather(name);

    ServiceOptions options =
        ServiceOptions.builder().entryPoints(functions(name)).grouping(grouping(name)).build();
    assertThat(RealProjects.refusals(name, bundle, options)).isEmpty();

    PROJECTS.install(name, bundle);
    assertThat(PROJECTS.compare(name)).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packages")
  void startsWhatPlainPythonImports(String name) throws IOException, InterruptedException {
    RealProjects projects = PROJECTS.has(name) ? PROJECTS : PACKAGES;
    Path bundle = RealProjects.bundle(name, "loaded");
    projects.gather(name);

    ServiceOptions options =
        ServiceOptions.builder()
            .grouping(ServiceOptions.Grouping.MODULE)
            .optionalImports(projects.optionalImports(name))
            .build();
    assertThat(RealProjects.refusals(name, bundle, options)).isEmpty();

    projects.install(name, bundle);
    assertThat(projects.load(name)).isZero();
  }

  /** The functions that an entry calls, by their dotted names. */
  private static List<String> functions(String name) {
    return PROJECTS.entry(name).get("calls").list(JsonNode::text).stream()
        .map(call -> call.substring(0, call.indexOf('(')))
        .distinct()
        .toList();
  }

  /**
   * One service for each function, unless functions pass one another objects that cannot be sent.
   */
  private static ServiceOptions.Grouping grouping(String name) {
    JsonNode entry = PROJECTS.entry(name);
    return entry.members().containsKey("grouping")
        ? ServiceOptions.Grouping.valueOf(entry.get("grouping").text().toUpperCase(Locale.ROOT))
        : ServiceOptions.Grouping.FUNCTION;
  }
}
