package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.requirements.UserRequirements;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyScanTest {
  @TempDir Path directory;

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private DeclarationSearch declarations;

  @BeforeEach
  void searchInTheProject() {
    declarations = new DeclarationSearch(directory, List.of(), List.of());
  }

  private SourceRequest request(Path dependency, DependencyFunctions functions) {
    return SourceRequest.builder(directory.resolve("app"))
        .format(Format.extended(List.of()))
        .dependencies(
            List.of(
                new SourceDependency(
                    "com.acme:prices:1",
                    dependency,
                    directory.resolve("nanoservice-sources"),
                    DataSelection.ALL,
                    Files.isDirectory(dependency) ? Optional.of(declarations) : Optional.empty())))
        .dependencyFunctions(functions)
        .build();
  }

  private Analysis analyzed(Path dependency, DependencyFunctions functions) throws IOException {
    return SourceAnalyzer.bundled().analyze(request(dependency, functions)).orElseThrow();
  }

  private void prices() throws IOException {
    write("app/main.py", "from prices.net import net\n\ndef main():\n    return net(1)\n");
    write("prices/prices/net.py", "RATE = 2\n\ndef net(price):\n    return price * RATE\n");
    write("prices/prices/__init__.py", "");
    write("prices/prices/rates.json", "{}");
    write("prices/requirements.txt", "requests==2.32.0\n");
  }

  private Path archive() throws IOException {
    Path file = directory.resolve("prices.zip");
    new SourcePackager(Instant.EPOCH)
        .write(
            SourceRequest.builder(directory.resolve("prices")).declarations(declarations).build(),
            file);
    return file;
  }

  /** An archive that package-sources would not write. */
  private Path zip(Map<String, String> files) throws IOException {
    Path archive = directory.resolve("prices.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return archive;
  }

  @Test
  void functionsOfADependencyAreCarriedByTheirCallers() throws IOException {
    prices();
    for (Path location : List.of(directory.resolve("prices"), archive())) {
      Analysis analysis = analyzed(location, DependencyFunctions.CARRIED);
      assertThat(analysis.topology().orElseThrow().services())
          .singleElement()
          .satisfies(
              service -> {
                assertThat(service.name()).isEqualTo("main");
                assertThat(service.sourcePaths()).containsExactly("main.py", "prices/net.py");
                assertThat(service.calls()).isEmpty();
              });
    }
  }

  @Test
  void functionsOfADependencyAreServedIfConfigured() throws IOException {
    prices();
    assertThat(analyzed(archive(), DependencyFunctions.SERVED).topology().orElseThrow().services())
        .extracting(Service::name)
        .containsExactly("main", "net");
  }

  @Test
  void dataAndRequirementsOfADependencyComeWithIt() throws IOException {
    prices();
    SourceScan scan =
        SourceAnalyzer.scan(request(archive(), DependencyFunctions.CARRIED)).orElseThrow();
    assertThat(scan.data())
        .extracting(PackageData::path)
        .containsExactly("prices/__init__.py", "prices/rates.json");
    assertThat(scan.requirements().pins("requests"))
        .extracting(Requirement::text)
        .containsExactly("requests==2.32.0");
  }

  private List<UserRequirements> declared() throws IOException {
    List<UserRequirements> declared = new ArrayList<>();
    for (Path location : List.of(directory.resolve("prices"), archive())) {
      SourceScan scan =
          SourceAnalyzer.scan(request(location, DependencyFunctions.CARRIED)).orElseThrow();
      assertThat(scan.findings()).isEmpty();
      declared.add(scan.requirements());
    }
    return declared;
  }

  private static List<String> texts(UserRequirements requirements, String key) {
    return requirements.pins(key).stream().map(Requirement::text).toList();
  }

  @Test
  void declarationAboveADependencyComesWithIt() throws IOException {
    prices();
    Files.delete(directory.resolve("prices/requirements.txt"));
    declarations = new DeclarationSearch(directory, List.of("web"), List.of());
    write(
        "pyproject.toml",
        """
        [project]
        dependencies = ["requests[socks]~=2.0 ; python_version < '3.13'"]
        [dependency-groups]
        web = ["rich"]
        """);

    for (UserRequirements requirements : declared()) {
      assertThat(texts(requirements, "requests"))
          .containsExactly("requests[socks]~=2.0 ; python_version < '3.13'");
      assertThat(texts(requirements, "rich")).containsExactly("rich");
    }
  }

  @Test
  void filesThatTheRequirementsOfADependencyNameComeWithIt() throws IOException {
    prices();
    write("prices/requirements.txt", "-r ../common/base.txt\nrequests==2.32.0  # why\n");
    write("common/base.txt", "-c limits.txt\nnumpy\n");
    write("common/limits.txt", "numpy<3\nurllib3<2\n");

    for (UserRequirements requirements : declared()) {
      assertThat(texts(requirements, "requests")).containsExactly("requests==2.32.0");
      assertThat(texts(requirements, "numpy")).containsExactly("numpy");
      assertThat(requirements.limits())
          .extracting(Requirement::text)
          .containsExactly("numpy<3", "urllib3<2");
    }
  }

  @Test
  void lockAboveADependencyComesWithIt() throws IOException {
    prices();
    Files.delete(directory.resolve("prices/requirements.txt"));
    write(
        "uv.lock",
        """
        [[package]]
        name = "requests"
        version = "2.32.0"
        source = {registry = "x"}
        dependencies = [{name = "urllib3"}]
        [[package]]
        name = "urllib3"
        version = "2.2.0"
        source = {registry = "x"}
        """);

    for (UserRequirements requirements : declared()) {
      assertThat(texts(requirements, "urllib3")).containsExactly("urllib3==2.2.0");
      assertThat(requirements.needs().get("requests"))
          .containsExactly(new UserRequirements.Need("urllib3", ""));
    }
  }

  @Test
  void unusableDeclarationIsNotPackaged() throws IOException {
    prices();
    write("prices/requirements.txt", "-r gone.txt\n");

    assertThat(
            new SourcePackager(Instant.EPOCH)
                .write(
                    SourceRequest.builder(directory.resolve("prices")).build(),
                    directory.resolve("prices.zip")))
        .isInstanceOf(BuildResult.Refused.class);
    assertThat(directory.resolve("prices.zip")).doesNotExist();
  }

  @Test
  void requirementsOfAnArchiveNameNoFileOutsideOfIt() throws IOException {
    prices();
    write("secret.txt", "s3cr3t of the machine\n");
    for (String option : List.of("-r ", "-c ", "--requirement=")) {
      for (String path : List.of("../../secret.txt", directory.resolve("secret.txt").toString())) {
        Path archive =
            zip(
                Map.of(
                    "prices/net.py", "def net(price):\n    return price\n",
                    "requirements.txt", "-r more.txt\n" + option + path + "\n",
                    "more.txt", "click==8.1.0\n"));
        SourceScan scan =
            SourceAnalyzer.scan(request(archive, DependencyFunctions.CARRIED)).orElseThrow();
        assertThat(scan.requirements().pins("click")).isNotEmpty();
        assertThat(PrintedFindings.of(new Printer(""), scan.requirements().findings()))
            .contains("\"" + path + "\" is not in the archive that names it")
            .doesNotContain("s3cr3t");
      }
    }
  }

  @Test
  void findingNamesTheFileOfTheDependency() throws IOException {
    prices();
    write("prices/prices/net.py", "def net(price):\n    return open('gone.csv').read()\n");
    assertThat(
            PrintedFindings.of(
                new Printer("src/"),
                analyzed(directory.resolve("prices"), DependencyFunctions.CARRIED).findings()))
        .startsWith("src/../prices/prices/net.py:2:12: NS322 ");
  }

  @Test
  void fileOfTwoProjectsIsRefused() throws IOException {
    prices();
    write("prices/main.py", "def other(): pass\n");
    assertThat(
            PrintedFindings.of(
                new Printer(""),
                analyzed(directory.resolve("prices"), DependencyFunctions.CARRIED).findings()))
        .contains(
            "<dependencies>: NS323 the dependency com.acme:prices:1 has the file main.py, which is"
                + " also in the sources");
  }

  @Test
  void fileThatIsNoArchiveIsRefused() throws IOException {
    prices();
    Path file = Files.writeString(directory.resolve("prices.zip"), "no archive");
    assertThat(
            PrintedFindings.of(
                new Printer(""), analyzed(file, DependencyFunctions.CARRIED).findings()))
        .contains("NS323 the dependency com.acme:prices:1 (" + file + ") is not a zip file");
    try (Stream<Path> left = Files.list(directory.resolve("nanoservice-sources"))) {
      assertThat(left).isEmpty();
    }
  }
}
