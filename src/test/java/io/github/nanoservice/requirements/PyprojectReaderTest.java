package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private static String poetry(String lines) {
    return "[tool.poetry.dependencies]\n" + lines;
  }

  @Test
  void dependenciesOfPoetryAreDeclared() {
    UserRequirements requirements =
        read(poetry(
                """
                python = "^3.9"
                attrs = "*"
                Requests = "^2.31"
                "ruamel.yaml" = "~0.18"
                rich = {version = ">=13,<15", extras = ["jupyter", "x"], source = "PyPI", allow-prereleases = true}
                tomli = {version = "^2", python = "<3.11", markers = "sys_platform != 'win32'"}
                numpy = [
                  {version = "<2.1", python = "~3.9"},
                  {version = "^2.1", python = ">=3.10"},
                ]
                ledger = {git = "https://example.org/ledger.git", tag = "v1.0", subdirectory = "py"}
                bare = {git = "ssh://git@example.org/bare.git"}
                wheel-file = {url = "https://example.org/wheel_file-1.0-py3-none-any.whl", python = ">=3.9"}
                psycopg = {version = "^3", optional = true}
                [tool.poetry.dependencies.pandas]
                version = "2.2.*"
                """))
            .orElseThrow();

    assertThat(requirements.findings()).isEmpty();
    assertThat(texts(requirements))
        .containsExactlyInAnyOrder(
            "attrs",
            "Requests>=2.31,<3",
            "ruamel.yaml>=0.18,<0.19",
            "rich[jupyter,x]>=13,<15",
            "tomli>=2,<3 ; (python_version < \"3.11\") and (sys_platform != 'win32')",
            "numpy<2.1 ; python_version >= \"3.9\" and python_version < \"3.10\"",
            "numpy>=2.1,<3 ; python_version >= \"3.10\"",
            "ledger @ git+https://example.org/ledger.git@v1.0#subdirectory=py",
            "bare @ git+ssh://git@example.org/bare.git",
            "wheel-file @ https://example.org/wheel_file-1.0-py3-none-any.whl ; python_version >="
                + " \"3.9\"",
            "pandas==2.2.*");
  }

  @Test
  void groupsAndExtrasOfPoetryAreDeclaredIfNamed() {
    String text =
        poetry(
            """
            attrs = "*"
            Psycopg = {version = "^3", optional = true}
            [tool.poetry.extras]
            Data_Base = ["psycopg"]
            gone = ["missing"]
            [tool.poetry.group.Web_App]
            optional = true
            include-groups = ["base", "base"]
            [tool.poetry.group.Web_App.dependencies]
            requests = "^2"
            [tool.poetry.group.base.dependencies]
            numpy = "*"
            [tool.poetry.group.loop]
            include-groups = ["loop"]
            [tool.poetry.dev-dependencies]
            pytest = "8.0"
            """);

    assertThat(texts(read(text).orElseThrow())).containsExactly("attrs");
    assertThat(texts(read(text, List.of("data-base")).orElseThrow()))
        .containsExactly("attrs", "Psycopg>=3,<4");
    assertThat(texts(read(text, "web.app", "dev").orElseThrow()))
        .containsExactly("attrs", "requests>=2,<3", "numpy", "pytest==8.0");
    assertThat(findings(text, "loop"))
        .contains("NS325 the dependency group \"loop\" includes itself\n");
    assertThat(findings(text, "none")).contains("NS325 there is no dependency group \"none\"\n");
    assertThat(
            PrintedFindings.of(
                new Printer(""), read(text, List.of("gone")).orElseThrow().findings()))
        .startsWith("pyproject.toml:6:9: NS325 this is not the name of a dependency\n");
  }

  @Test
  void standardDependenciesCountBeforeThoseOfPoetry() {
    String own = "[project]\ndependencies = [\"requests>=2\"]\n";
    String extras = "[project.optional-dependencies]\nweb = [\"rich\"]\n";

    assertThat(texts(read(own + poetry("requests = {source = \"pypi\"}\n")).orElseThrow()))
        .containsExactly("requests>=2");
    assertThat(read(extras + poetry("rich = \"^13\"\n"))).isEmpty();
    assertThat(
            texts(
                read("[project]\nname = \"shop\"\ndynamic = [\"dependencies\"]\n"
                        + poetry("a = \"1\"\n"))
                    .orElseThrow()))
        .containsExactly("a==1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{git = 'https://example.org/l.git', tag = 'v1'} | ledger[db] @ git+https://example.org/l.git@v1 ; python_version >= '3.9'",
        "{url = 'https://example.org/l.whl'} | ledger[db] @ https://example.org/l.whl ; python_version >= '3.9'",
        "[{git = 'https://example.org/l.git', marker = \"os_name == 'nt'\"}] | ledger[db] @ git+https://example.org/l.git ; (python_version >= '3.9') and (os_name == 'nt')",
      })
  void placesBesideTheStandardsTableCount(String place, String line) {
    String standard =
        "[project]\ndependencies = [\"ledger[db]>=1; python_version >= '3.9'\", \"attrs\"]\n";

    for (String table : List.of("tool.uv.sources", "tool.poetry.dependencies")) {
      UserRequirements found =
          read(standard + "[%s]\nLedger = %s\n".formatted(table, place)).orElseThrow();
      assertThat(texts(found)).containsExactlyInAnyOrder(line, "attrs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{path = '../ledger', editable = true}", "{workspace = true}"})
  void localPlacesBesideTheStandardsTableAreReported(String place) {
    String text =
        "[project]\ndependencies = [\"ledger>=1\", \"attrs\"]\n[tool.uv.sources]\nledger = %s\n"
            .formatted(place);

    assertThat(texts(read(text).orElseThrow())).containsExactly("attrs");
    assertThat(findings(text))
        .startsWith(
            "pyproject.toml:4:1: NS313 \"ledger\" is a local file or directory, so no service gets it\n");
  }

  /** Whoever registers the name at the index that pip asks could run code in a service. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[tool.poetry.dependencies]\nRequests = {version = '^2', source = 'acme'}\nattrs = '*'",
        "[project]\ndependencies = ['requests>=2,<3', 'attrs']\n[tool.uv.sources]\nrequests = {index = 'acme'}",
        "[project]\ndependencies = ['requests>=2,<3', 'attrs']\n[tool.poetry.dependencies]\nrequests = {source = 'acme'}",
        "[project]\ndependencies = ['requests>=2,<3', 'attrs']\n[[tool.pdm.source]]\nname = 'acme'\ninclude_packages = ['a?', 'Re**s*']",
      })
  void noNameIsAskedOfAnIndexThatTheProjectDoesNotName(String text) {
    UserRequirements found = read(text + "\n").orElseThrow();

    assertThat(PrintedFindings.of(new Printer(""), found.findings()))
        .matches(
            "(?s)pyproject.toml:\\d+:\\d+: NS313 \"[Rr]equests\" comes from the index \"acme\", and pip"
                + " may ask another one for this name, so no service gets it\n.*");
    assertThat(texts(found)).containsExactly("attrs");
    RequirementResolver resolver = resolver(found, Map.of());
    assertThat(resolver.isUnknown("requests")).isTrue();
    assertThat(resolver.lines(List.of("requests", "attr"), List.of("requests"), List.of()))
        .containsExactly("attrs", "Flask>=3");
    assertThat(resolver.allLines(List.of(), List.of())).containsExactly("attrs", "Flask>=3");
    RequirementResolver chosen = resolver(found, Map.of("requests", "requests"));
    assertThat(chosen.isUnknown("requests")).isFalse();
    assertThat(chosen.lines(List.of("requests"), List.of(), List.of()))
        .hasSize(2)
        .last(STRING)
        .matches("(?i)requests>=2,<3");
  }

  private static RequirementResolver resolver(UserRequirements user, Map<String, String> chosen) {
    return RequirementResolver.of(
        new PythonVersion(13),
        DistributionNames.withOverrides(chosen),
        user,
        List.of("Flask>=3"),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests @ file:///${PROJECT_ROOT}/libs/requests",
        "-e file:///${PROJECT_ROOT}/libs/requests#egg=requests",
        "requests[socks] @ file:///srv/requests-2.0-py3-none-any.whl ; python_version > '3'",
      })
  void localUrlsAreReportedAndTheirNamesAreNotAskedOfAnIndex(String line) {
    String text =
        "[project]\ndependencies = [\"attrs\"]\n[tool.pdm.dev-dependencies]\nWeb = [\"%s\"]\n"
            .formatted(line);

    assertThat(findings(text, "web"))
        .startsWith(
            "pyproject.toml:4:8: NS313 \"requests\" is a local file or directory, so no service gets it\n");
    RequirementResolver resolver = resolver(read(text, "web").orElseThrow(), Map.of());
    assertThat(resolver.isUnknown("requests")).isTrue();
    assertThat(resolver.isUnknown("attr")).isFalse();
    assertThat(
            resolver(read(text, "web").orElseThrow(), Map.of("requests", "requests"))
                .isUnknown("requests"))
        .isFalse();
  }

  @Test
  void localPlacesOfPoetryAreReported() {
    assertThat(findings(poetry("ledger = {path = \"../ledger\", develop = true}\n")))
        .startsWith(
            "pyproject.toml:2:1: NS313 \"ledger\" is a local file or directory, so no service gets it\n");
  }

  @Test
  void credentialsInPlacesOfPoetryAreRefusedAndNotShown() {
    for (String place : List.of("git", "url")) {
      assertThat(
              findings(
                  poetry(
                      "ledger = {%s = \"https://ada:s3cret@example.org/x\"}\n".formatted(place))))
          .startsWith("pyproject.toml: NS325 line 2 has a URL with a user name or a password")
          .doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1",
        "a = true",
        "a = [1]",
        "a = []",
        "a = \"latest\"",
        "a = \"^1 || ^2\"",
        "a = {version = 1}",
        "a = {}",
        "a = {version = \"1\", python = \"three\"}",
        "a = {version = \"1\", extras = \"x\"}",
        "a = {version = \"1\", extras = [\"x]==1\"]}",
        "a = {git = \"git@example.org:acme/a.git\"}",
        "a = {git = \"https://example.org/a.git\", rev = \"a b\"}",
        "a = {url = \"file:///a.whl\"}",
        "\"a b\" = \"1\"",
        "\"--index-url\" = \"1\"",
      })
  void unusableDependencyOfPoetryIsRefusedAtItsLine(String line) {
    UserRequirements requirements = read(poetry(line + "\n")).orElseThrow();

    assertThat(PrintedFindings.of(new Printer(""), requirements.findings()))
        .startsWith("pyproject.toml:2:")
        .contains(" NS325 ");
    assertThat(requirements.pins()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool = 1",
        "[tool]\npoetry = 1",
        "[tool.poetry]\ndependencies = 1",
        "[tool.poetry]\ngroup = 1",
        "[tool.poetry]\nextras = 1",
        "[tool.poetry.group]\nweb = 1",
        "[tool.poetry.extras]\nweb = 1",
        "[project]\noptional-dependencies = 1"
      })
  void tablesOfOtherTypesAreNoFaultOfTheReader(String text) {
    assertThat(read(text, List.of("web"), "web").orElseThrow().findings()).isNotEmpty();
  }
}
