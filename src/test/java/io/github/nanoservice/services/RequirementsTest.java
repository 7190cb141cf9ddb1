package io.github.nanoservice.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.requirements.DeclaredRequirements;
import io.github.nanoservice.requirements.DistributionNames;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.requirements.RequirementFiles;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.requirements.StandardLibrary;
import io.github.nanoservice.requirements.UserRequirements;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
  private static final List<String> RUNTIME =
      List.of("Flask>=2.3", "Werkzeug!=3.1.7", "waitress>=3");

  @ParameterizedTest
  @CsvSource({
    "3.8, json, true",
    "3.8, os.path, true",
    "3.8, zoneinfo, false",
    "3.10, tomllib, false",
    "3.11, tomllib, true",
    "3.11, distutils.core, true",
    "3.12, distutils.core, false",
    "3.13, telnetlib, false",
    "3.14.2, annotationlib, true",
    "3.99, json, true",
    "3.13, numpy, false",
    "3.13, __main__, true",
  })
  void standardLibraryOfAVersion(String version, String module, boolean standard) {
    PythonVersion python = PythonVersion.parse(version).orElseThrow();

    assertThat(StandardLibrary.of(python).contains(module)).isEqualTo(standard);
  }

  @ParameterizedTest
  @CsvSource({
    "yaml, PyYAML",
    "cv2, opencv-python",
    "PIL.Image.open, Pillow",
    "google.cloud.storage.Client, google-cloud-storage",
    "google.protobuf, protobuf",
    "numpy.linalg, numpy",
    "own, their-own==1.0",
    "yaml.own, own-yaml",
  })
  void distributionOfAModule(String module, String distribution) {
    DistributionNames distributions =
        DistributionNames.withOverrides(Map.of("own", "their-own==1.0", "yaml.own", "own-yaml"));

    assertThat(distributions.of(module)).isEqualTo(distribution);
  }

  @Test
  void linesOfTheUsersFileTakePrecedence() {
    List<String> lines =
        lines(
            """
            # all of it
            --index-url https://example.org/simple
            py_YAML>=6  # not this
            pyyaml == 6.0.1 ; python_version >= "3.9"   # this one
            PyYAML==5.4; python_version < "3.9"
            Requests[socks,security]>=2,<3
            numpy @ https://example.org/numpy-2.0-cp313-cp313-linux_x86_64.whl
            pandas==2.0 \\
                --hash=sha256:aa \\
                --hash=sha256:bb
                # via something
            git+https://example.org/rich.git@main#egg=rich
            unused==1
            """,
            "yaml",
            "requests.adapters",
            "numpy",
            "pandas",
            "rich.console",
            "attr",
            "json");

    assertThat(lines)
        .containsExactly(
            "--index-url https://example.org/simple",
            "attrs",
            "numpy @ https://example.org/numpy-2.0-cp313-cp313-linux_x86_64.whl",
            "pandas==2.0 --hash=sha256:aa --hash=sha256:bb",
            "PyYAML==5.4; python_version < \"3.9\"",
            "pyyaml == 6.0.1 ; python_version >= \"3.9\"",
            "Requests[socks,security]>=2,<3",
            "git+https://example.org/rich.git@main#egg=rich");
  }

  @Test
  void linesThatNoServiceGetsAreReported() {
    UserRequirements file =
        DeclaredRequirements.of(
            "\uFEFF-e .\r\n./own.whl\r\n" + "https://example.org/x.whl\r\n--pre\r\nflask\r\n");

    assertThat(file.findings())
        .extracting(finding -> finding.message() + ". " + finding.advice())
        .containsExactly(
            directory("-e ."),
            directory("./own.whl"),
            "\"https://example.org/x.whl\" does not name its distribution, so no service gets it."
                + " Write the name before the URL: \"NAME @ URL\".");
    assertThat(file.options()).containsExactly("--pre");
    assertThat(file.pins("flask")).extracting(Requirement::text).containsExactly("flask");
  }

  private static String directory(String line) {
    return ("\"%s\" refers to a file or directory that services do not have, so no service gets it."
            + " Name a distribution from a package index, or write \"NAME @ URL\".")
        .formatted(line);
  }

  @Test
  void pinOfAnOverriddenDistributionIsUsed() {
    RequirementResolver requirements =
        RequirementResolver.of(
            new PythonVersion(13),
            DistributionNames.withOverrides(Map.of("cv2", "opencv-python-headless")),
            DeclaredRequirements.of("opencv_python_headless==4.10\n"),
            List.of(),
            List.of());

    assertThat(requirements.lines(Set.of("cv2"), Set.of(), List.of()))
        .containsExactly("opencv_python_headless==4.10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PyYAML==6.0 --hash=sha256:aaaa --hash=sha256:bbbb",
        "pyyaml===6.0 --config-settings=\"a=b\"",
        "PyYAML == 6.0 , <7",
        "PyYAML(>=6)",
        "PyYAML >=6 ; python_version < '3.10'",
      })
  void lineOfTheUsersFileIsKeptUnchanged(String line) {
    assertThat(lines(line, "yaml")).containsExactly(line);
  }

  @Test
  void pinOfARuntimeDistributionNeedsNoImport() {
    String user = "flask == 3.0.1 , <4\nWERKZEUG[watchdog]>=3\nunused==1\n";

    assertThat(runtime(user).lines(List.of(), List.of(), List.of()))
        .containsExactly(
            "flask==3.0.1,<4,>=2.3", "waitress>=3", "WERKZEUG[watchdog]>=3", "Werkzeug!=3.1.7");
    assertThat(runtime("").lines(List.of("flask", "attr"), List.of(), List.of()))
        .containsExactly("attrs", "Flask>=2.3", "waitress>=3", "Werkzeug!=3.1.7");
    assertThat(runtime("waitress>=3").lines(List.of(), List.of(), List.of()))
        .containsExactly("Flask>=2.3", "waitress>=3", "Werkzeug!=3.1.7");
  }

  @Test
  void hashedLinesAreKeptForAllDistributions() {
    String user =
        """
        PyYAML==6.0 --hash=sha256:aa
        flask==3.0.1 \\
            --hash=sha256:bb
        jinja2==3.1 --hash=sha256:cc
        unused==1
        """;

    assertThat(runtime(user).lines(List.of("yaml"), List.of(), List.of()))
        .containsExactly(
            "flask==3.0.1 --hash=sha256:bb",
            "Flask>=2.3",
            "jinja2==3.1 --hash=sha256:cc",
            "PyYAML==6.0 --hash=sha256:aa",
            "waitress>=3",
            "Werkzeug!=3.1.7");
  }

  @Test
  void linesWithHashesAreInAFileOfTheirOwn() {
    RequirementFiles files =
        RequirementFiles.of(
            List.of(
                "--pre",
                "flask==3.0.1 ; python_version > \"3\" --hash=sha256:bb --hash=sha256:cc",
                "Flask>=2.3",
                "PyYAML==6.0 --hash=sha256:aa"),
            List.of());

    assertThat(files.tested()).isEmpty();
    assertThat(files.hashed())
        .containsExactly(
            "--pre",
            "flask==3.0.1 ; python_version > \"3\" --hash=sha256:bb --hash=sha256:cc",
            "PyYAML==6.0 --hash=sha256:aa");
    assertThat(files.others())
        .containsExactly(
            "--pre", "flask==3.0.1 ; python_version > \"3\"", "Flask>=2.3", "PyYAML==6.0");
    assertThat(RequirementFiles.of(List.of("--pre", "PyYAML==6.0"), List.of()))
        .isEqualTo(new RequirementFiles(List.of(), List.of(), List.of("--pre", "PyYAML==6.0")));
  }

  /** The options come with them, because one may name the package index. */
  @Test
  void testedReleasesWithHashesAreInAFileOfTheirOwn() {
    List<String> releases =
        List.of(
            "click==8.1 ; python_version < \"3.10\" --hash=sha256:aa",
            "Flask==3.1 --hash=sha256:bb");
    List<String> tested = Stream.concat(Stream.of("--pre"), releases.stream()).toList();

    RequirementFiles runtime = RequirementFiles.of(List.of("--pre", "Flask>=2.3"), releases);
    RequirementFiles more = RequirementFiles.of(List.of("--pre", "click", "Flask>=2.3"), releases);

    assertThat(runtime.tested()).isEqualTo(tested);
    assertThat(runtime.others()).containsExactly("--pre", "Flask>=2.3");
    assertThat(runtime.hasMore(List.of("Flask>=2.3"))).isFalse();
    assertThat(more.tested()).isEqualTo(tested);
    assertThat(more.hasMore(List.of("Flask>=2.3"))).isTrue();
  }

  @Test
  void missingHashesOfTheRuntimeAreReported() {
    SourceFile main = SourceFiles.file("a.py", "import yaml", "def main():", "  return yaml.x");
    String user = "PyYAML==6.0 --hash=sha256:aa\nflask==3.0.1 --hash=sha256:bb\n";

    assertThat(
            BuiltTopology.shown(new TopologyBuilder(options(user)).build(List.of(main), Set.of())))
        .isEqualTo(
            """
            requirements.txt: NS314 pip checks the hashes of your distributions, but there is none for waitress, Werkzeug
              Add them to the project's requirements, and lock them with what they need.
            """);
    String complete = user + "waitress==3 --hash=sha256:cc\nwerkzeug==3.0 --hash=sha256:dd\n";
    assertThat(BuiltTopology.codes(options(complete), main)).isEmpty();
    assertThat(BuiltTopology.codes(options("PyYAML==6.0\nunused==1 --hash=sha256:aa\n"), main))
        .isEmpty();
  }

  /**
   * The expected lines follow the Python version and the user's lines, which have a slash between.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          3.13 |           | try: import ujson / except ImportError: import simplejson | simplejson
          3.13 | ujson==5  | try: import ujson / except ImportError: import simplejson | ujson==5
          3.13 | ujson / simplejson | try: import ujson / except ImportError: import simplejson | simplejson ujson
          3.13 |           | try: import ujson / except ImportError: import json      |
          3.13 |           | try: import tomllib / except ImportError: import tomli   |
          3.10 |           | try: import tomllib / except ImportError: import tomli   | tomli
          3.13 |           | try: import ujson / except ImportError: import strange   | ujson
          3.13 |           | try: import odd / except ImportError: import strange     |
          3.13 | strange   | try: import odd / except ImportError: import strange     | strange
          3.13 |           | try: import odd, ujson / except ImportError: import simplejson | simplejson
          3.13 |           | try: from distutils import x / except ImportError: from packaging import x | packaging
          3.11 |           | try: from distutils import x / except ImportError: from packaging import x |
          3.13 |           | try: from yaml import CLoader as x / except ImportError: from yaml import Loader as x | PyYAML
          """)
  void ofAlternativesTheLastThatIsKnownIsInstalled(
      String version, String user, String code, String expected) {
    String requirements = Optional.ofNullable(user).orElse("").replace(" / ", "\n");
    ServiceOptions options =
        ServiceOptions.builder()
            .pythonVersion(version)
            .userRequirements(DeclaredRequirements.of(requirements))
            .build();
    String[] parts = code.split(" / ");
    String bound = parts[0].contains(" x") ? "x" : parts[0].replaceFirst(".* ", "");
    SourceFile top =
        SourceFiles.extended(
            "a.py",
            parts[0].replace(": ", ":\n  "),
            parts[1].replace(": ", ":\n  "),
            "def main(): return " + bound);
    SourceFile inBody =
        SourceFiles.file(
            "a.py",
            "def main():",
            "  " + parts[0].replace(": ", ":\n    "),
            "  " + parts[1].replace(": ", ":\n    "),
            "  return " + bound);

    for (SourceFile file : List.of(top, inBody)) {
      assertThat(BuiltTopology.service("main", options, file).requirements())
          .containsExactlyElementsOf(
              Optional.ofNullable(expected).map(lines -> lines.split(" ")).stream()
                  .flatMap(Stream::of)
                  .toList());
    }
  }

  @Test
  void nestedAlternativesAreInSourceOrder() {
    SourceFile file =
        SourceFiles.extended(
            "a.py",
            "try:",
            "  import yaml",
            "except ImportError:",
            "  yaml = None",
            "try:",
            "  import odd as j",
            "except ImportError:",
            "  try:",
            "    import orjson as j",
            "  except ImportError:",
            "    if True:",
            "      import ujson as j",
            "def main():",
            "  def later():",
            "    try:",
            "      import requests",
            "    except ImportError:",
            "      return None",
            "  return yaml, j, later()");

    assertThat(BuiltTopology.service("main", file).requirements())
        .containsExactly("requests", "ujson");
  }

  @Test
  void modulesThatLeftTheStandardLibraryInstallNothing() {
    assertThat(lines("", "distutils.util", "asyncore", "telnetlib", "imp", "cgi")).isEmpty();
    assertThat(lines("legacy-cgi==2.6\n", "cgi", "cgitb")).containsExactly("legacy-cgi==2.6");
  }

  @Test
  void blanksAreReadInLinearTime() {
    String blanks = " ".repeat(1_000_000);
    String name = "a" + "-".repeat(1_000_000);

    assertThat(DeclaredRequirements.of("a" + blanks + "b\n" + name).pins("a"))
        .extracting(Requirement::text)
        .containsExactly("a" + blanks + "b");
  }

  @Test
  void importThatMayBeMissingInstallsOnlyWhatIsDeclared() {
    RequirementResolver resolver =
        RequirementResolver.of(
            new PythonVersion(13),
            DistributionNames.withOverrides(Map.of()).withOptional(List.of("yaml", "a.b")),
            DeclaredRequirements.of("a==1\n"),
            List.of(),
            List.of());

    assertThat(resolver.lines(Set.of("yaml", "a.b.c"), Set.of(), List.of()))
        .containsExactly("a==1");
    assertThat(resolver.isUnknown("a.b.c")).isFalse();
    assertThat(resolver.isUnknown("ab")).isTrue();
  }

  private static ServiceOptions options(String user) {
    return ServiceOptions.builder()
        .userRequirements(DeclaredRequirements.of(user))
        .runtimeRequirements(RUNTIME)
        .build();
  }

  private static RequirementResolver runtime(String user) {
    return RequirementResolver.of(
        new PythonVersion(13),
        DistributionNames.withOverrides(Map.of()),
        DeclaredRequirements.of(user),
        RUNTIME,
        List.of());
  }

  private static List<String> lines(String user, String... modules) {
    return RequirementResolver.of(
            new PythonVersion(13),
            DistributionNames.withOverrides(Map.of()),
            DeclaredRequirements.of(user),
            List.of(),
            List.of())
        .lines(List.of(modules), List.of(), List.of());
  }
}
