package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsReaderTest {
  @TempDir Path directory;

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private UserRequirements read(String text) {
    return RequirementsReader.read(
        directory.resolve("requirements.txt"),
        text,
        Optional.empty(),
        file -> directory.relativize(file).toString().replace('\\', '/'));
  }

  private UserRequirements readConfined(String text) {
    return RequirementsReader.read(
        directory.resolve("requirements.txt"),
        text,
        Optional.of(directory),
        file -> directory.relativize(file).toString().replace('\\', '/'));
  }

  private String findings(String text) {
    return PrintedFindings.of(new Printer(""), read(text).findings());
  }

  private static RequirementResolver resolver(UserRequirements user) {
    return RequirementResolver.of(
        new PythonVersion(13),
        DistributionNames.withOverrides(Map.of()),
        user,
        List.of("Flask>=3"),
        List.of("Flask==3.1.3"));
  }

  private static List<String> lines(UserRequirements user, String... modules) {
    return resolver(user).lines(Set.of(modules), Set.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-r more/web.txt",
        "-rmore/web.txt",
        "--requirement more/web.txt",
        "--requirement=more/web.txt  # both",
        "-r \"more/web.txt\"",
        "-r \\\n  more/web.txt",
      })
  void otherFilesAreReadRelativeToTheFileWithTheLine(String line) throws IOException {
    write("more/web.txt", "-r deep/base.txt\n--pre\nrequests==2.32.0\n");
    write("more/deep/base.txt", "-r ../../top.txt\nPyYAML==6.0\n");
    write("top.txt", "numpy==2.0\n");

    UserRequirements user = read(line + "\r\nattrs==24.1\r\n");

    assertThat(user.findings()).isEmpty();
    assertThat(lines(user, "yaml", "requests", "numpy", "attr"))
        .containsExactly(
            "--pre", "attrs==24.1", "Flask>=3", "numpy==2.0", "PyYAML==6.0", "requests==2.32.0");
  }

  @Test
  void limitsRestrictWhatIsNeededAndInstallNothing() throws IOException {
    write("limits.txt", "requests<3\nurllib3==1.26\nflask<3.2\nPyYAML==6.0; python_version>'3'\n");

    UserRequirements user = read("requests>=2\n-c limits.txt\n");

    assertThat(user.findings()).isEmpty();
    assertThat(lines(user, "requests", "yaml"))
        .containsExactly(
            "flask<3.2,>=3", "PyYAML", "PyYAML==6.0; python_version>'3'", "requests>=2,<3");
    assertThat(resolver(user).limits())
        .containsExactly(
            "requests<3",
            "urllib3==1.26",
            "flask<3.2",
            "PyYAML==6.0; python_version>'3'",
            "requests>=2");
    assertThat(resolver(user).constraints()).isEmpty();
  }

  @Test
  void fileThatTwoOthersNameIsReadOnce() throws IOException {
    write("a.txt", "-r base.txt\n");
    write("b.txt", "-r ./base.txt\n");
    write("base.txt", "numpy==2.0\n");

    UserRequirements user = read("-r a.txt\n-r b.txt\n");

    assertThat(user.findings()).isEmpty();
    assertThat(lines(user, "numpy")).containsExactly("Flask>=3", "numpy==2.0");
  }

  @Test
  void missingFileAndLoopAreRefusedAtTheirLine() throws IOException {
    write("requirements.txt", "");
    write("more/a.txt", "\n-r b.txt\n");
    write("more/b.txt", "numpy\n-c ../requirements.txt\n");

    assertThat(findings("# all\nattrs\n-r gone.txt\n-r more/a.txt"))
        .isEqualTo(
            """
            more/b.txt:2:1: NS325 "../requirements.txt" leads back to a file that names it
                -c ../requirements.txt
                ^^^^^^^^^^^^^^^^^^^^^^
              Remove one of the lines of the loop.

            requirements.txt:3:1: NS325 there is no file "gone.txt"
                -r gone.txt
                ^^^^^^^^^^^
              Write a path that is relative to the file with this line, or remove the line.
            """);
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Files.write(directory.resolve("latin.txt"), new byte[] {(byte) 0xff});
    Files.createDirectory(directory.resolve("folder"));

    assertThat(findings("-r latin.txt\n-c folder\n-r \u0000\n"))
        .contains("requirements.txt:1:1: NS325 the file \"latin.txt\" is not in UTF-8\n")
        .contains(
            "requirements.txt:2:1: NS325 the file \"folder\" cannot be read (it is not a regular file)\n")
        .contains("requirements.txt:3:1: NS325 there is no file ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--index-url https://ada:s3cret@pypi.example.org/simple",
        "--extra-index-url=http://s3cret@pypi.example.org/simple",
        "ledger @ https://ada:s3cret@example.org/ledger-1.0-py3-none-any.whl",
        "https://ada:s3cret@example.org/ledger-1.0-py3-none-any.whl",
        "git+https://s3cret@example.org/ledger.git#egg=ledger",
        "git+ssh://git:s3cret@example.org/ledger.git#egg=ledger",
        "-r https://ada:s3cret@example.org/base.txt",
      })
  void credentialsAreRefusedAndNotShown(String line) {
    assertThat(findings("numpy\n" + line + "\n"))
        .isEqualTo(
            """
            requirements.txt: NS325 line 2 has a URL with a user name or a password, which every service would contain
              Remove them; <packageIndex> names an index, and a <server> of settings.xml has its user name and password.
            """);
    assertThat(lines(read("numpy\n" + line + "\n"), "numpy", "ledger"))
        .noneMatch(each -> each.contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--index-url https://${USER}:${TOKEN}@pypi.example.org/simple",
        "--index-url https://__token__:${TOKEN}@pypi.example.org/simple",
        "ledger @ git+ssh://git@example.org/ledger.git@v1",
        "ledger @ https://example.org/ledger.whl#sha256=aa@b",
      })
  void urlWithoutCredentialsIsAccepted(String line) {
    assertThat(read(line + "\n").findings()).isEmpty();
  }

  /** The name may be that of somebody else's distribution in an index. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests @ file:///srv/requests-2.0-py3-none-any.whl",
        "requests[socks] @ file:///${PROJECT_ROOT}/libs/requests",
        "-e file:///srv/requests#egg=requests",
        "--editable=file:///srv/requests#egg=requests",
      })
  void localUrlIsReportedAndItsNameIsNotAskedOfAnIndex(String line) {
    UserRequirements user = read(line + "\n");

    assertThat(findings(line + "\n"))
        .contains("NS313")
        .contains("refers to a file or directory that services do not have");
    assertThat(resolver(user).isUnknown("requests")).isTrue();
    assertThat(lines(user, "requests")).containsExactly("Flask>=3");
  }

  /** pip would read a file of this name beside the service, which is another one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--pre -r other.txt",
        "--pre \"-r\" other.txt",
        "--pre --editable /tmp/lib",
        "--pre -e./lib",
        "--req other.txt",
        "--requirem=other.txt",
        "--cons other.txt",
        "--ed lib",
        "--index-url https://example.org/simple --constr\\aint other.txt",
        "--pre \\\n  -r other.txt",
      })
  void fileBesideAnotherOptionIsReported(String line) throws IOException {
    write("other.txt", "requests==2.32.0\n");

    assertThat(findings(line + "\n"))
        .contains("NS313")
        .contains(
            " names a file or directory beside another option, or by an abbreviated one, so no"
                + " service gets it\n")
        .contains("Write \"-r FILE\" or \"-c FILE\" in a line of its own.");
    assertThat(lines(read(line + "\n"), "requests")).containsExactly("Flask>=3", "requests");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--require-hashes",
        "--pre --prefer-binary",
        "--find-links \"a -r b\"",
        "--only-binary :all:",
        "-i https://example.org/-r",
        "--extra-index-url https://example.org/-e"
      })
  void otherOptionsAreKept(String line) {
    assertThat(read(line + "\n").findings()).isEmpty();
    assertThat(lines(read(line + "\n"))).contains(line);
  }

  @Test
  void fileOnAnotherHostIsNotRead() {
    assertThat(findings("-c https://example.org/limits.txt\n"))
        .startsWith(
            "requirements.txt:1:1: NS313 \"https://example.org/limits.txt\" is a file on another host,"
                + " which the build does not read, so no service gets it\n");
  }

  @Test
  void optionsOfAnArchiveAreNotFollowed() throws IOException {
    write("more.txt", "--trusted-host example.org\n");

    UserRequirements user =
        readConfined("--index-url https://example.org/simple\n-r more.txt\nattrs==24.1\n");

    assertThat(lines(user, "attr")).containsExactly("attrs==24.1", "Flask>=3");
    assertThat(PrintedFindings.of(new Printer(""), user.findings()))
        .contains("more.txt:1:1: NS313 \"--trusted-host example.org\" is an option in an archive")
        .contains("requirements.txt:1:1: NS313 \"--index-url https://example.org/simple\" is an");
  }
}
