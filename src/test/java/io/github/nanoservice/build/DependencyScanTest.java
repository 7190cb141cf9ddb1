package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyScanTest {
  @TempDir Path directory;

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
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
                    DataSelection.ALL)))
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
        .write(SourceRequest.builder(directory.resolve("prices")).build(), file);
    return file;
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

  @Test
  void requirementsOfAnArchiveNameNoFileOutsideOfIt() throws IOException {
    prices();
    write("secret.txt", "s3cr3t of the machine\n");
    write("prices/more.txt", "click==8.1.0\n");
    for (String option : List.of("-r ", "-c ", "--requirement=")) {
      for (String path : List.of("../../secret.txt", directory.resolve("secret.txt").toString())) {
        write("prices/requirements.txt", "-r more.txt\n" + option + path + "\n");
        SourceScan scan =
            SourceAnalyzer.scan(request(archive(), DependencyFunctions.CARRIED)).orElseThrow();
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
