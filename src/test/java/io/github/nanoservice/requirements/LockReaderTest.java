package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockReaderTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  private static final String UV =
      """
      version = 1
      [[package]]
      name = "shop"
      version = "1"
      source = { virtual = "." }
      dependencies = [{ name = "requests" }, { name = "numpy" }]
      [[package]]
      name = "requests"
      version = "2.32.0"
      source = { registry = "https://pypi.org/simple" }
      dependencies = [
        { name = "idna" },
        { name = "win-inet-pton", marker = "sys_platform == 'win32'" },
      ]
      sdist = { url = "https://example.org/requests.tar.gz", hash = "%2$s", size = 1 }
      wheels = [{ url = "https://example.org/requests.whl", hash = "%1$s", size = 1 }]
      [[package]]
      name = "idna"
      version = "3.7"
      wheels = [{ url = "https://example.org/idna.whl", hash = "%1$s" }]
      [[package]]
      name = "win-inet-pton"
      version = "1.1"
      [[package]]
      name = "numpy"
      version = "1.26"
      resolution-markers = ["python_full_version < '3.10'"]
      [[package]]
      name = "numpy"
      version = "2.0"
      resolution-markers = ["python_full_version >= '3.10'", "os_name == 'nt'"]
      """
          .formatted(A, B);

  private static final String POETRY =
      """
      [[package]]
      name = "requests"
      version = "2.32.0"
      files = [{file = "requests.whl", hash = "%1$s"}, {file = "r.tar.gz", hash = "%2$s"}]
      [package.dependencies]
      idna = ">=2"
      colorama = {version = "*", markers = "os_name == 'nt'"}
      [[package]]
      name = "idna"
      version = "3.7"
      markers = "python_version >= '3.9'"
      files = [{file = "idna.whl", hash = "%1$s"}]
      [[package]]
      name = "colorama"
      version = "0.4"
      files = []
      """
          .formatted(A, B);

  private static final String PYLOCK =
      """
      lock-version = "1.0"
      [[packages]]
      name = "requests"
      version = "2.32.0"
      marker = "python_version > '3'"
      dependencies = [{name = "idna"}]
      wheels = [{name = "requests.whl", hashes = {sha256 = "%1$s"}}]
      sdist = {name = "requests.tar.gz", hashes = {sha256 = "%2$s"}}
      [[packages]]
      name = "idna"
      version = "3.7"
      [[packages]]
      name = "shop"
      directory = {path = "."}
      """
          .formatted("a".repeat(64), "b".repeat(64));

  private static UserRequirements read(String name, String text) {
    Path file = Path.of(name);
    return new DeclarationSearch(Path.of(""), List.of(), List.of())
        .read(file, text, Path::toString)
        .orElseThrow();
  }

  private static RequirementResolver resolver(UserRequirements user, String... runtime) {
    return RequirementResolver.of(
        new PythonVersion(13),
        DistributionNames.withOverrides(Map.of()),
        user,
        List.of(runtime),
        List.of());
  }

  private static List<String> lines(UserRequirements user, String... modules) {
    return resolver(user).lines(Set.of(modules), Set.of(), List.of());
  }

  private static String findings(String name, String text) {
    return PrintedFindings.of(new Printer(""), read(name, text).findings());
  }

  @Test
  void serviceGetsLockedReleasesOfAllThatItNeeds() {
    UserRequirements uv = read("uv.lock", UV);

    assertThat(uv.findings()).isEmpty();
    assertThat(lines(uv, "requests"))
        .containsExactly(
            "idna==3.7 --hash=" + A,
            "requests==2.32.0 --hash=" + A + " --hash=" + B,
            "win-inet-pton==1.1 ; (sys_platform == 'win32')");
    assertThat(lines(uv, "numpy"))
        .containsExactly(
            "numpy==1.26 ; (python_full_version < '3.10')",
            "numpy==2.0 ; (python_full_version >= '3.10') or (os_name == 'nt')");
    assertThat(lines(uv, "json")).isEmpty();
  }

  @Test
  void lockFileOfPoetryIsRead() {
    UserRequirements poetry = read("poetry.lock", POETRY);

    assertThat(poetry.findings()).isEmpty();
    assertThat(lines(poetry, "requests"))
        .containsExactly(
            "colorama==0.4 ; (os_name == 'nt')",
            "idna==3.7 ; python_version >= '3.9' --hash=" + A,
            "requests==2.32.0 --hash=" + A + " --hash=" + B);
  }

  @Test
  void lockFileOfPep751IsRead() {
    UserRequirements pylock = read("pylock.toml", PYLOCK);

    assertThat(pylock.findings()).isEmpty();
    assertThat(lines(pylock, "requests"))
        .containsExactly(
            "idna==3.7", "requests==2.32.0 ; python_version > '3' --hash=" + A + " --hash=" + B);
  }

  @Test
  void lockFileWithoutTheRuntimeKeepsItsHashes() {
    RequirementResolver resolver = resolver(read("uv.lock", UV), "Flask>=3");

    List<String> lines = resolver.lines(Set.of("requests"), Set.of(), List.of());

    assertThat(lines)
        .containsExactly(
            "Flask>=3",
            "idna==3.7 --hash=" + A,
            "requests==2.32.0 --hash=" + A + " --hash=" + B,
            "win-inet-pton==1.1 ; (sys_platform == 'win32')");
    assertThat(PrintedFindings.of(new Printer(""), resolver.findings(List.of(lines))))
        .startsWith(
            "uv.lock: NS314 pip checks the hashes of your distributions, but there is none for Flask,"
                + " win-inet-pton\n");
  }

  @Test
  void releaseFromARepositoryIsNotAskedOfAnIndex() {
    assertThat(
            findings(
                "uv.lock",
                "[[package]]\nname = \"own\"\nversion = \"1\"\nsource = { git = \"https://x\" }\n"))
        .contains("NS313 \"own\" is not a release of a package index, so no service gets it\n");
    UserRequirements requests =
        read(
            "uv.lock",
            "[[package]]\nname = \"requests\"\nversion = \"1\"\nsource = { git = \"https://x\" }\n");
    assertThat(resolver(requests).isUnknown("requests")).isTrue();
    assertThat(lines(requests, "requests")).isEmpty();
  }

  @Test
  void malformedLockFileIsRefused() {
    assertThat(findings("poetry.lock", "[[package]\n"))
        .startsWith("poetry.lock:1:")
        .contains(": NS325 this is not TOML: ");
    assertThat(findings("uv.lock", "package = 1\n"))
        .startsWith("uv.lock:1:1: NS325 package is not an array\n");
    assertThat(findings("pylock.toml", "[[packages]]\nname = \"-r x\"\n"))
        .contains("NS325 this is not a locked package with a name\n");
  }
}
