package io.github.nanoservice.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.digest.Sha256;
import io.github.nanoservice.engine.Jvm;
import io.github.nanoservice.files.Content;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.requirements.UserRequirements;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceScanTest {
  @TempDir Path directory;

  private void write(String... paths) throws IOException {
    for (String path : paths) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "def f(): pass\n");
    }
  }

  private SourceScan scan() throws IOException {
    return scan(directory, List.of());
  }

  private static SourceScan scan(Path sources, List<Path> excluded) throws IOException {
    return SourceScan.of(
        sources, excluded, DataSelection.ALL, DeclarationSearch.only(sources), Format.strict());
  }

  private SourceScan scanBelow(Path base) throws IOException {
    return SourceScan.of(
        directory.resolve("src/main/python"),
        List.of(),
        DataSelection.ALL,
        new DeclarationSearch(base, List.of(), List.of()),
        Format.strict());
  }

  @ParameterizedTest
  @CsvSource({
    "setup.py,'setup(install_requires=[\"attrs\"])'",
    "setup.cfg,'[options]\ninstall_requires = attrs'",
    "Pipfile,'[packages]\nattrs = \"*\"'",
    "environment.yml,'dependencies:\n- attrs'"
  })
  void declarationsThatAreNotReadAreReported(String name, String text) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("src/main/python"));
    Files.writeString(directory.resolve(name), "attrs\n");
    assertThat(scanBelow(directory).findings()).isEmpty();
    Files.writeString(directory.resolve(name), text);
    assertThat(scanBelow(directory).findings())
        .singleElement()
        .asString()
        .contains("REQUIREMENT_NOT_FOLLOWED", name, "in a form that is not read");
    Files.writeString(sources.resolve("requirements.txt"), "attrs\n");
    assertThat(scanBelow(directory).findings()).isEmpty();
  }

  @Test
  void nearestFileThatDeclaresSomethingIsRead() throws IOException {
    write("src/main/python/a.py");
    Files.writeString(
        directory.resolve("pyproject.toml"), "[project]\ndependencies = [\"PyYAML==6.0\"]\n");
    Files.writeString(directory.resolve("src/pyproject.toml"), "[tool.ruff]\nline-length = 88\n");

    assertThat(scanBelow(directory).requirements().file()).isEqualTo("../../../pyproject.toml");
    assertThat(scanBelow(directory).requirements().pins("pyyaml")).hasSize(1);
    assertThat(scanBelow(directory.resolve("src")).requirements())
        .isEqualTo(UserRequirements.none());
    assertThat(scanBelow(directory.resolve("other")).requirements())
        .isEqualTo(UserRequirements.none());

    Files.writeString(directory.resolve("requirements.txt"), "PyYAML==5.4\n");
    assertThat(scanBelow(directory).requirements().file()).isEqualTo("../../../requirements.txt");
    Files.writeString(directory.resolve("src/main/python/requirements.txt"), "attrs\n");
    assertThat(scanBelow(directory).requirements().pins("pyyaml")).isEmpty();
  }

  private String findings() throws IOException {
    return PrintedFindings.of(new Printer(""), scan().findings());
  }

  @Test
  void namesModulesAsPythonDoes() throws IOException {
    write("b.py", "shop/pricing.py", "shop/__init__.py", "a.py", "größe.py", "__init__.py");
    SourceScan scan = scan();
    assertThat(scan.files())
        .extracting(SourceScan.Unit::path, SourceScan.Unit::name, SourceScan.Unit::isPackage)
        .containsExactly(
            tuple("__init__.py", "__init__", false),
            tuple("a.py", "a", false),
            tuple("b.py", "b", false),
            tuple("größe.py", "größe", false),
            tuple("shop/__init__.py", "shop", true),
            tuple("shop/pricing.py", "shop.pricing", false));
    assertThat(scan.findings()).isEmpty();
  }

  @Test
  void skipsHiddenFilesAndOtherSuffixes() throws IOException {
    write(
        ".venv/lib/a.py",
        "__pycache__/a.py",
        "shop/__pycache__/a.py",
        ".#a.py",
        "a.pyi",
        "b.txt",
        "compose.override.yaml");
    assertThat(scan().isEmpty()).isTrue();
  }

  @Test
  void skipsDirectoriesOfToolsAndSaysSo() throws IOException {
    write(
        "pyproject.toml",
        "a.py",
        "venv/pyvenv.cfg",
        "venv/lib/a.py",
        "shop/env/pyvenv.cfg",
        "shop/env/bin/b.py",
        "shop/build/plan.py",
        "shop/node_modules/gyp/b.py",
        "__pypackages__/3.13/lib/b.py",
        "build/lib/a.py",
        "dist/a.txt",
        ".tox/py/a.py",
        ".mypy_cache/a.py",
        ".git/hooks/a.py");
    SourceScan scan = scan();

    assertThat(scan.files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("a.py", "shop/build/plan.py");
    assertThat(scan.data()).isEmpty();
    assertThat(PrintedFindings.of(new Printer(""), scan.findings()).lines())
        .filteredOn(line -> line.contains(" NS211 "))
        .containsExactlyInAnyOrder(
            "venv: NS211 this directory is not read, because it is a virtual environment",
            "shop/env: NS211 this directory is not read, because it is a virtual environment",
            "shop/node_modules: NS211 this directory is not read, because it is a directory of"
                + " installed packages",
            "__pypackages__: NS211 this directory is not read, because it is a directory of"
                + " installed packages",
            "build: NS211 this directory is not read, because it is what a build of the project has"
                + " written",
            "dist: NS211 this directory is not read, because it is what a build of the project has"
                + " written");
  }

  @Test
  void packageCanBeNamedAsAnOutputDirectory() throws IOException {
    write("setup.py", "build/__init__.py", "build/plan.py", "dist/__init__.py");
    assertThat(scan().files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("build/__init__.py", "build/plan.py", "dist/__init__.py", "setup.py");
  }

  @Test
  void skipsExcludedDirectories() throws IOException {
    write("a.py", "target/python/b.py", "out/main/main.py");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("out"));
    List<Path> leftOut =
        List.of(
            directory.resolve("out"), directory.resolve("target"), directory.resolve("missing"));

    assertThat(scan(directory, leftOut).files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("a.py");
    assertThat(scan(directory.resolve("target/python"), leftOut).files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("b.py");
    assertThat(scan(directory.resolve("target"), leftOut).files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("python/b.py");
  }

  @Test
  void readsASourceDirectoryWithAHiddenName() throws IOException {
    write(".python/a.py");
    assertThat(scan(directory.resolve(".python"), List.of()).files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("a.py");
  }

  @Test
  void followsLinksExceptInCycles() throws IOException {
    write("shop/pricing.py");
    Path elsewhere = Files.createDirectory(directory.resolve(".elsewhere"));
    Files.writeString(elsewhere.resolve("tax.py"), "def tax(): pass\n");
    Files.createSymbolicLink(directory.resolve("linked"), elsewhere);
    Files.createSymbolicLink(directory.resolve("shop/again"), directory);
    SourceScan scan = scan();
    assertThat(scan.files())
        .extracting(SourceScan.Unit::path)
        .containsExactly("linked/tax.py", "shop/pricing.py");
    assertThat(scan.findings()).isEmpty();
  }

  @Test
  void reportsAllUnreadableFilesAtOnce() throws Exception {
    write("my-script.py", "2nd/a.py", "class.py", "match.py", "as/a.py");
    Files.createSymbolicLink(directory.resolve("nowhere.py"), Path.of("missing.py"));
    Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve("pipe.py").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThat(findings())
        .isEqualTo(
            """
            2nd/a.py: NS209 Python cannot import a module named "2nd", because that is not an identifier
              Rename it, for example to "_2nd", or move it out of the source directory.

            as/a.py: NS209 Python cannot import a module named "as", because that is a keyword
              Rename it, for example to "as_", or move it out of the source directory.

            class.py: NS209 Python cannot import a module named "class", because that is a keyword
              Rename it, for example to "class_", or move it out of the source directory.

            my-script.py: NS209 Python cannot import a module named "my-script", because that is not an identifier
              Rename it, for example to "my_script", or move it out of the source directory.

            nowhere.py: NS208 this file is a link to a file that does not exist
              Make it a readable file, or move it out of the source directory.

            pipe.py: NS208 this file is not a regular file
              Make it a readable file, or move it out of the source directory.
            """);
  }

  @Test
  void extendedFormatTakesFilesThatNoImportCanNameForData() throws IOException {
    write("shop/__init__.py", "shop/migrations/__init__.py", "shop/migrations/0001_initial.py");
    write("shop/migrations/0002_names.py", "tools/my-script.py", "drafts/2nd.py");
    SourceScan scan =
        SourceScan.of(
            directory,
            List.of(),
            new DataSelection(List.of(), List.of("drafts/**")),
            DeclarationSearch.only(directory),
            Format.extended(List.of()));

    assertThat(PrintedFindings.of(new Printer(""), scan.findings()))
        .isEqualTo(
            """
            shop/migrations/0001_initial.py: NS333 the functions of this file are not services, because "0001_initial" is not an identifier; it is data of its package; so is another file of this directory
              To serve its functions, rename "0001_initial", for example to "_0001_initial". Otherwise change nothing, or leave it out with <dataExcludes> (nanoservice.dataExcludes).

            tools/my-script.py: NS333 the functions of this file are not services, because "my-script" is not an identifier; it is data of its package
              To serve its functions, rename "my-script", for example to "my_script". Otherwise change nothing, or leave it out with <dataExcludes> (nanoservice.dataExcludes).
            """);
    assertThat(scan.data())
        .extracting(PackageData::path)
        .contains(
            "shop/migrations/0001_initial.py",
            "shop/migrations/0002_names.py",
            "tools/my-script.py")
        .doesNotContain("drafts/2nd.py");
    assertThat(scan.unread()).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void requirementsAreARegularFileOfLimitedSize() throws Exception {
    write("a.py");
    Path file = directory.resolve("requirements.txt");
    for (String device : List.of("/dev/zero", "/dev/tty")) {
      Files.createSymbolicLink(file, Path.of(device));
      assertThat(findings())
          .startsWith(
              "requirements.txt: NS208 this file cannot be read (it is not a regular file)");
      Files.delete(file);
    }
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(findings())
        .startsWith("requirements.txt: NS208 this file cannot be read (it is not a regular file)");
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertThat(findings()).startsWith("requirements.txt: NS208 this file cannot be read (");
  }

  @Test
  void sizeOfAFileIsLimited() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(directory.resolve("a.py").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThat(findings())
        .startsWith(
            "a.py: NS208 this file cannot be read (it is larger than 64 MiB, the limit for an input file)");
  }

  @Test
  void namesOfFilesCannotControlTheConsole() throws IOException {
    write("a\nERROR b.py", "c\u001b[2J.py", "d\u202Eyp.exe.py", "$(x)`y`.py", "e'\"\\.py");

    assertThat(findings())
        .contains(
            "a<U+000A>ERROR b.py: NS209 Python cannot import a module named \"a<U+000A>ERROR b\"")
        .contains("c<U+001B>[2J.py: NS209 ")
        .contains("d<U+202E>yp.exe.py: NS209 ")
        .contains("$(x)`y`.py: NS209 ")
        .doesNotContain("\nERROR")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void reportsFilesWithoutReadPermission() throws IOException {
    assumeFalse(
        System.getProperty("user.name").equals("root"), "needs a user whom permissions bind");
    write("secret.py", "closed/a.py");
    directory.resolve("secret.py").toFile().setReadable(false);
    directory.resolve("closed").toFile().setReadable(false);
    assertThat(scan().findings())
        .extracting(Finding::message)
        .allMatch(message -> message.startsWith("this cannot be read"))
        .hasSize(2);
    directory.resolve("closed").toFile().setReadable(true);
  }

  @Test
  void readsRequirements() throws IOException {
    write("a.py");
    assertThat(scan().requirements()).isEqualTo(UserRequirements.none());
    Files.writeString(directory.resolve("requirements.txt"), "PyYAML==6.0\n");
    assertThat(scan().requirements().pins("pyyaml"))
        .extracting(Requirement::text)
        .containsExactly("PyYAML==6.0");
    Files.write(directory.resolve("requirements.txt"), new byte[] {(byte) 0xff});
    assertThat(findings()).startsWith("requirements.txt: NS208 this file is not in UTF-8\n");

    Files.delete(directory.resolve("requirements.txt"));
    Files.createDirectory(directory.resolve("requirements.txt"));

    assertThat(findings())
        .startsWith(
            "requirements.txt: NS208 this file cannot be read (it is not a regular file)\n");
    assertThat(scan().unread()).isEmpty();
  }

  private void data(String... paths) throws IOException {
    for (String path : paths) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  @Test
  void dataIsWhatIsBesideTheModules() throws IOException {
    write("main.py", "shop/pricing.py");
    data(
        "rates.csv",
        "shop/prices.json",
        "shop/html/order.html",
        ".env",
        ".cache/a.json",
        "__pycache__/main.cpython-311.pyc",
        "requirements.txt",
        "target/a.json");

    SourceScan scan = scan(directory, List.of(directory.resolve("target")));

    assertThat(scan.data())
        .extracting(PackageData::path, PackageData::directory)
        .containsExactly(
            tuple("rates.csv", ""),
            tuple("shop/html/order.html", "shop"),
            tuple("shop/prices.json", "shop"));
    assertThat(scan.data().get(0).content())
        .isEqualTo(
            new Content.OfFile(
                directory.resolve("rates.csv"), 9, Sha256.hex("rates.csv".getBytes(UTF_8))));
  }

  @Test
  void packageWithoutCodeTravelsWithItsData() throws IOException {
    write("shop/pricing.py");
    data("shop/data/prices.json");
    Files.writeString(
        directory.resolve("shop/data/__init__.py"), "\"\"\"Prices.\"\"\"\n# no code\n");
    assertThat(scan().data())
        .extracting(PackageData::path, PackageData::directory)
        .containsExactly(
            tuple("shop/data/__init__.py", "shop"), tuple("shop/data/prices.json", "shop"));
  }

  @Test
  void linksToDataAreFollowedAsThoseToSources(@TempDir Path outside) throws Exception {
    write("shop/pricing.py");
    Files.writeString(outside.resolve("model.bin"), "weights");
    Files.createSymbolicLink(directory.resolve("shop/model.bin"), outside.resolve("model.bin"));
    Files.createSymbolicLink(directory.resolve("shop/all"), outside);
    Files.createSymbolicLink(directory.resolve("shop/again"), directory);
    assertThat(scan().data())
        .extracting(PackageData::path)
        .containsExactly("shop/all/model.bin", "shop/model.bin");
    assertThat(scan().findings()).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void reportsUnreadableDataUnlessItIsExcluded() throws Exception {
    write("a.py");
    Files.createSymbolicLink(directory.resolve("gone.json"), Path.of("missing.json"));
    Files.createSymbolicLink(directory.resolve("loop.json"), Path.of("loop.json"));
    Files.createSymbolicLink(directory.resolve("zero.bin"), Path.of("/dev/zero"));
    Files.createSymbolicLink(directory.resolve("cpu.txt"), Path.of("/proc/cpuinfo"));
    assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor())
        .isZero();
    try (RandomAccessFile sparse =
        new RandomAccessFile(directory.resolve("model").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThat(findings())
        .contains("gone.json: NS208 this file is a link to a file that does not exist")
        .contains("loop.json: NS208 this file is a link to a file that does not exist")
        .contains("zero.bin: NS208 this file is not a regular file")
        .contains(
            "cpu.txt: NS208 this file cannot be read (it is not stored: the system makes it up when"
                + " it is read)")
        .contains("pipe: NS208 this file is not a regular file")
        .contains(
            "model: NS208 this file cannot be read (it is larger than 16 GiB, the limit for a data"
                + " file)")
        .contains("or leave it out with <dataExcludes> (nanoservice.dataExcludes).");
    assertThat(
            SourceScan.of(
                    directory,
                    List.of(),
                    new DataSelection(List.of("*.csv"), List.of()),
                    DeclarationSearch.only(directory),
                    Format.strict())
                .findings())
        .isEmpty();
    assertThat(scan().unread()).isEmpty();
  }

  /** The limit for one file does not help against sixty links to it. */
  @Test
  void sumOfModulesIsLimitedByTheMemoryOfTheBuild(@TempDir Path work) throws Exception {
    Files.writeString(work.resolve("big.py"), "def f(): pass\n" + "#".repeat(3 << 20));
    for (int i = 0; i < 60; i++) {
      Files.createSymbolicLink(work.resolve("b" + i + ".py"), Path.of("big.py"));
    }
    Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m");
    Process build = Jvm.start(ScanningBuild.class, options, work.toString());
    String printed = new String(build.getInputStream().readAllBytes(), UTF_8);

    assertThat(build.waitFor()).isZero();
    assertThat(printed)
        .containsOnlyOnce("NS208 this file and the modules before it have more than ")
        .contains("or give Maven more memory, such as MAVEN_OPTS=-Xmx4g.");
  }

  /** Each level of such links doubles the number of paths. */
  @Test
  void directoryWithManyPathsThroughLinksIsReported(@TempDir Path work) throws IOException {
    for (int i = 1; i <= 22; i++) {
      Files.createDirectory(work.resolve("d" + i));
    }
    for (int i = 1; i < 22; i++) {
      Path next = Path.of("../d" + (i + 1));
      Files.createSymbolicLink(work.resolve("d" + i + "/a"), next);
      Files.createSymbolicLink(work.resolve("d" + i + "/b"), next);
    }
    Files.writeString(work.resolve("m.py"), "def main(): pass\n");

    assertThat(scan(work, List.of()).findings())
        .isNotEmpty()
        .allMatch(finding -> finding.message().contains("paths through links"));
  }
}
