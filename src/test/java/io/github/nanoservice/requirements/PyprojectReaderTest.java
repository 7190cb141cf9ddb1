package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyprojectReaderTest {
  private static final String GROUPS =
      """
      [project]
      dependencies = ["attrs"]
      [dependency-groups]
      Web_App = ["requests>=2", {include-group = "base"}, {include-group = "BASE"}]
      base = ["numpy"]
      loop = [{include-group = "web-app"}, {include-group = "loop"}]
      """;

  private static Optional<UserRequirements> read(String text, String... groups) {
    return read(text, List.of(), groups);
  }

  private static Optional<UserRequirements> read(
      String text, List<String> extras, String... groups) {
    Path file = Path.of("pyproject.toml");
    return new DeclarationSearch(Path.of(""), List.of(groups), extras)
        .read(file, text, Path::toString);
  }

  private static List<String> texts(UserRequirements requirements) {
    return requirements.pins().values().stream()
        .flatMap(List::stream)
        .map(Requirement::text)
        .toList();
  }

  private static String findings(String text, String... groups) {
    return PrintedFindings.of(new Printer(""), read(text, groups).orElseThrow().findings());
  }

  @Test
  void namedExtrasAreDeclaredToo() {
    String text =
        """
        [project]
        name = "My_Shop"
        dependencies = ["attrs"]
        [project.optional-dependencies]
        web = ["requests>=2", "numpy"]
        All = ["my.shop[web, db]", "rich"]
        db = ["psycopg[binary]"]
        """;

    assertThat(texts(read(text, List.of("all")).orElseThrow()))
        .containsExactly("attrs", "requests>=2", "numpy", "psycopg[binary]", "rich");
    assertThat(texts(read(text, List.of()).orElseThrow())).containsExactly("attrs");
    assertThat(
            PrintedFindings.of(
                new Printer(""), read(text, List.of("none")).orElseThrow().findings()))
        .startsWith("pyproject.toml:1:1: NS325 there are no optional dependencies \"none\"\n");
  }

  @Test
  void credentialsAreRefusedAndNotShown() {
    String text =
        "[project]\ndependencies = [\n  \"a @ https://ada:s3cret@example.org/a.whl\",\n]\n";

    assertThat(findings(text))
        .startsWith("pyproject.toml: NS325 line 3 has a URL with a user name or a password")
        .doesNotContain("s3cret");
    assertThat(read(text).orElseThrow().pins()).isEmpty();
  }

  @Test
  void dependenciesOfTheProjectAreDeclared() {
    UserRequirements requirements =
        read("""
                [project]
                name = "shop"
                dependencies = [
                  "PyYAML >=6",  # a comment
                  "requests[socks]~=2.0 ; python_version < '3.13'",
                  \"""rich
                      ==13.0\""",
                  "ledger @ https://example.org/ledger.whl",
                ]
                [project.optional-dependencies]
                test = ["pytest"]
                [dependency-groups]
                dev = ["ruff"]
                """)
            .orElseThrow();

    assertThat(requirements.findings()).isEmpty();
    assertThat(texts(requirements))
        .containsExactly(
            "PyYAML >=6",
            "requests[socks]~=2.0 ; python_version < '3.13'",
            "rich ==13.0",
            "ledger @ https://example.org/ledger.whl");
  }

  @Test
  void namedGroupsAreDeclaredWithThoseTheyInclude() {
    assertThat(texts(read(GROUPS).orElseThrow())).containsExactly("attrs");
    assertThat(texts(read(GROUPS, "web.app").orElseThrow()))
        .containsExactly("attrs", "requests>=2", "numpy");
  }

  @Test
  void missingAndCircularGroupsAreRefused() {
    assertThat(findings(GROUPS, "gone"))
        .isEqualTo(
            """
            pyproject.toml:1:1: NS325 there is no dependency group "gone"
                [project]
                ^^^^^^^^^
              Add it to [dependency-groups], or correct its name here or in <dependencyGroups>.
            """);
    assertThat(findings(GROUPS, "loop"))
        .startsWith("pyproject.toml:6:")
        .contains("NS325 the dependency group \"loop\" includes itself\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[tool.ruff]\nline-length = 88\n", "[project]\ndynamic = [\"x\"]\n"})
  void fileWithoutDependenciesDeclaresNothing(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void malformedFileIsRefusedAtItsLine() {
    assertThat(findings("[project]\ndependencies = [\"a\"\nname = 1\n"))
        .startsWith("pyproject.toml:3:1: NS325 this is not TOML: ")
        .endsWith("  Correct the file; https://toml.io describes the syntax.\n");
  }

  @Test
  void valueOfAnotherTypeIsRefusedAtItsLine() {
    assertThat(findings("[project]\ndependencies = \"attrs\"\n"))
        .startsWith("pyproject.toml:2:1: NS325 project.dependencies is not an array\n");
    assertThat(findings("[project]\ndependencies = [\"attrs\",\n 1]\n"))
        .startsWith("pyproject.toml:3:2: NS325 this is not a requirement\n");
    assertThat(findings("project = 1\n[dependency-groups]\nweb = 2\n", "web"))
        .contains("pyproject.toml:3:1: NS325 dependency-groups.web is not an array\n");
  }

  @Test
  void requirementWithoutANameIsReported() {
    assertThat(findings("[project]\ndependencies = [\"https://example.org/x.whl\"]\n"))
        .startsWith(
            "pyproject.toml:2:17: NS313 \"https://example.org/x.whl\" does not name its distribution,"
                + " so no service gets it\n");
  }
}
