package io.github.nanoservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {

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

    assertThat(new StandardLibrary(python).holds(module)).isEqualTo(standard);
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
    Distributions distributions =
        new Distributions(Map.of("own", "their-own==1.0", "yaml.own", "own-yaml"));

    assertThat(distributions.of(module)).isEqualTo(distribution);
  }

  @Test
  void theUsersLinesCountFirst() {
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
            "PyYAML==5.4; python_version < \"3.9\"",
            "Requests[socks,security]>=2,<3",
            "attrs",
            "git+https://example.org/rich.git@main#egg=rich",
            "numpy @ https://example.org/numpy-2.0-cp313-cp313-linux_x86_64.whl",
            "pandas==2.0 --hash=sha256:aa --hash=sha256:bb",
            "pyyaml == 6.0.1 ; python_version >= \"3.9\"");
  }

  @Test
  void linesThatLeadElsewhereAreTold() {
    RequirementsFile file =
        new RequirementsFile(
            "\uFEFF-r base.txt\r\n-cbounds.txt\r\n--constraint x.txt\r\n-e .\r\n./own.whl\r\n"
                + "https://example.org/x.whl\r\n--pre\r\nflask\r\n");

    assertThat(file.notFollowed())
        .containsExactly(
            "-r base.txt",
            "-cbounds.txt",
            "--constraint x.txt",
            "-e .",
            "./own.whl",
            "https://example.org/x.whl");
    assertThat(file.options()).containsExactly("--pre");
    assertThat(file.pinned("Flask")).containsExactly("flask");
  }

  @Test
  void aPinOfAnOverrideIsTheUsersOwnToo() {
    Requirements requirements =
        new Requirements(
            new PythonVersion(13),
            new Distributions(Map.of("cv2", "opencv-python-headless")),
            "opencv_python_headless==4.10\n");

    assertThat(requirements.lines(Set.of("cv2"))).containsExactly("opencv_python_headless==4.10");
  }

  private static List<String> lines(String user, String... modules) {
    return new Requirements(new PythonVersion(13), new Distributions(Map.of()), user)
        .lines(List.of(modules));
  }
}
