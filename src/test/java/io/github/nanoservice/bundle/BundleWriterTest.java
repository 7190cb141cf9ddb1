package io.github.nanoservice.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.render.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleWriterTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path target;
  private Path bundle;

  @BeforeEach
  void setUp() {
    bundle = target.resolve("größe und Ärger").resolve("nanoservices");
  }

  @Test
  void newBundleIsWrittenWithItsManifest() throws IOException {
    assertThat(write(Renderings.of("1", "format_name", "main")))
        .isEqualTo(new WriteResult.Written(5, 0, 0));

    assertThat(listing())
        .containsExactly(
            "compose.yaml",
            "format_name/main.py",
            "format_name/nanoservice/__init__.py",
            "main/main.py",
            "main/nanoservice/__init__.py",
            "nanoservices.json");
    assertThat(bundle.resolve("main/main.py")).hasContent("main: 1");
  }

  @Test
  void onlyLockAndRecordAreNextToTheBundle() throws IOException {
    write(Renderings.of("1", "main"));

    assertThat(bundle.getParent().toFile().list())
        .containsExactlyInAnyOrder("nanoservices", ".nanoservices.lock", ".nanoservices.last");
  }

  @Test
  void unchangedFilesAreNotTouched() throws IOException {
    write(Renderings.of("1", "format_name", "main"));
    makeOld();

    assertThat(write(Renderings.of("1", "format_name", "main")))
        .isEqualTo(new WriteResult.Written(0, 5, 0));
    assertThat(changed()).isEmpty();
  }

  @Test
  void onlyChangedFilesAreWritten() throws IOException {
    Rendering first = Renderings.of("1", "format_name", "main");
    write(first);
    makeOld();

    assertThat(write(Renderings.with(first, "main/main.py", "main: 2")))
        .isEqualTo(new WriteResult.Written(1, 4, 0));
    assertThat(changed()).containsExactly("main/main.py", "nanoservices.json");
  }

  @Test
  void editedGeneratedFileIsWrittenAgain() throws IOException {
    write(Renderings.of("1", "main"));
    Files.writeString(bundle.resolve("main/main.py"), "edited");
    Files.delete(bundle.resolve("compose.yaml"));

    assertThat(write(Renderings.of("1", "main"))).isEqualTo(new WriteResult.Written(2, 1, 0));
    assertThat(bundle.resolve("main/main.py")).hasContent("main: 1");
  }

  @Test
  void directoryOfRemovedFunctionIsRemoved() throws IOException {
    write(Renderings.of("1", "format_name", "main"));

    assertThat(write(Renderings.of("1", "main"))).isEqualTo(new WriteResult.Written(1, 2, 2));
    assertThat(bundle.resolve("format_name")).doesNotExist();
  }

  @Test
  void allGeneratedFilesAreRemovedWithoutServices() throws IOException {
    write(Renderings.of("1", "main"));

    assertThat(write(Renderings.of("1"))).isEqualTo(new WriteResult.Written(1, 0, 2));
    assertThat(listing()).containsExactly("compose.yaml", "nanoservices.json");
  }

  @Test
  void emptyBundleCreatesNoDirectory() throws IOException {
    assertThat(write(new Rendering(List.of(), new TreeMap<>(), new TreeMap<>())))
        .isEqualTo(new WriteResult.Written(0, 0, 0));
    assertThat(bundle).doesNotExist();
  }

  @Test
  void filesOfTheUserAreKept() throws IOException {
    write(Renderings.of("1", "format_name", "main"));
    Files.writeString(bundle.resolve("notes.txt"), "mine");
    Files.writeString(bundle.resolve("format_name/notes.txt"), "mine too");

    assertThat(write(Renderings.of("2", "main"))).isEqualTo(new WriteResult.Written(2, 1, 2));
    assertThat(listing())
        .contains("notes.txt", "format_name/notes.txt")
        .doesNotContain("format_name/main.py");
  }

  @Test
  void filesOfTheUserAreNotReplaced() throws IOException {
    Path own = Files.createDirectories(bundle.resolve("main")).resolve("main.py");
    Files.writeString(own, "mine");
    Files.createDirectories(bundle.resolve("compose.yaml"));
    Files.writeString(bundle.resolve("format_name"), "mine");

    assertThat(refusal(Renderings.of("1", "format_name", "main")))
        .containsExactly(
            bundle.resolve("compose.yaml")
                + " is a directory, but a generated file has this name."
                + " Move it away, or run 'mvn clean', and generate again.",
            bundle.resolve("format_name")
                + " is not a directory, but the generated file format_name/main.py has to be in it."
                + " Move it away, or run 'mvn clean', and generate again.",
            own
                + " was not written by this plugin, but a generated file has this name."
                + " Move it away, or run 'mvn clean', and generate again.");
    assertThat(own).hasContent("mine");
    assertThat(listing()).containsExactly("format_name", "main/main.py");
  }

  @Test
  void existingFileWithRightContentIsAdopted() throws IOException {
    write(Renderings.of("1", "main"));
    Files.delete(bundle.resolve("nanoservices.json"));

    assertThat(write(Renderings.of("1", "main"))).isEqualTo(new WriteResult.Written(0, 3, 0));
    assertThat(listing()).contains("nanoservices.json");
  }

  @Test
  void fileInPlaceOfTheBundleIsRefused() throws IOException {
    Files.createDirectories(bundle.getParent());
    Files.writeString(bundle, "mine");

    assertThat(refusal(Renderings.of("1", "main")))
        .containsExactly(
            bundle
                + " is a file, but the bundle's directory has to go there."
                + " Move it away, or run 'mvn clean', and generate again.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{\"version\": 1, \"services\": [], \"files\": {",
        "{\"version\": 2, \"services\": [], \"files\": {}}",
        "{\"version\": 1, \"services\": [], \"files\": {\"../notes.txt\": \"sha256:0\"}}",
        "{\"version\": 1, \"services\": [], \"files\": {\"/etc/passwd\": \"sha256:0\"}}",
        "{\"version\": 1, \"services\": [{}], \"files\": {}}"
      })
  void directoryWithBrokenManifestIsRefused(String manifest) throws IOException {
    write(Renderings.of("1", "main"));
    Files.writeString(bundle.resolve("nanoservices.json"), manifest);

    assertThat(refusal(Renderings.of("2", "main")))
        .singleElement()
        .asString()
        .startsWith(bundle + " has a manifest that does not list the plugin's files: ")
        .endsWith(". Move it away, or run 'mvn clean', and generate again.");
    assertThat(bundle.resolve("main/main.py")).hasContent("main: 1");
  }

  @Test
  void linkInPlaceOfTheLockIsReported() throws IOException {
    Path outside = Files.createDirectories(bundle).resolveSibling("outside");
    Files.createSymbolicLink(bundle.resolveSibling("." + bundle.getFileName() + ".lock"), outside);

    assertThatThrownBy(() -> write(Renderings.of("1", "main")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is not a regular file; delete it and run the goal again");
    assertThat(outside).doesNotExist();
  }

  @Test
  void failedWriteLeavesTheBundleUnchanged() throws IOException {
    write(Renderings.of("1", "format_name", "main"));
    makeOld();
    List<String> before = listing();
    // No file system allows a name this long: the last move fails, after all others.
    Rendering impossible =
        Renderings.with(Renderings.of("2", "main", "other"), "z/" + "z".repeat(300), "");

    assertThatThrownBy(() -> write(impossible))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write the bundle in " + bundle + ", which is unchanged: ")
        .hasMessageEndingWith("and generate again.");
    assertThat(listing()).isEqualTo(before);
    assertThat(changed()).isEmpty();
    assertThat(bundle.resolve("z")).doesNotExist();
    assertThat(bundle.resolve("other")).doesNotExist();
    assertThat(bundle.getParent().resolve(".nanoservices.staging")).doesNotExist();
  }

  @Test
  void filesOfAKilledBuildBelongToThePlugin() throws IOException {
    Rendering first = Renderings.of("1", "format_name", "main");
    Rendering second = Renderings.of("2", "main", "other");
    write(first);
    Path staging = Files.createDirectory(bundle.getParent().resolve(".nanoservices.staging"));
    Files.writeString(staging.resolve("new-0"), "left behind");
    // As far as a killed run may get: the intent is written, some files are moved.
    Files.write(
        bundle.resolve("nanoservices.json"),
        first.manifest().withFilesOf(second.manifest()).json());
    Files.createDirectory(bundle.resolve("other"));
    Files.writeString(bundle.resolve("other/main.py"), "other: 2");

    assertThat(write(Renderings.of("3", "third"))).isEqualTo(new WriteResult.Written(3, 0, 5));
    assertThat(listing())
        .containsExactly(
            "compose.yaml", "nanoservices.json", "third/main.py", "third/nanoservice/__init__.py");
    assertThat(staging).doesNotExist();
  }

  @Test
  void filesBelowASymbolicLinkAreNotTouched() throws IOException {
    write(Renderings.of("1", "format_name", "main"));
    Path elsewhere = target.resolve("elsewhere");
    Files.move(bundle.resolve("format_name"), elsewhere);
    Files.createSymbolicLink(bundle.resolve("format_name"), elsewhere);

    assertThat(refusal(Renderings.of("2", "format_name", "main")))
        .first()
        .asString()
        .startsWith(bundle.resolve("format_name") + " is not a directory");
    assertThat(write(Renderings.of("2", "main"))).isEqualTo(new WriteResult.Written(2, 1, 0));
    assertThat(elsewhere.resolve("main.py")).hasContent("format_name: 1");
  }

  @Test
  void symbolicLinkIsReplacedButNotItsTarget() throws IOException {
    write(Renderings.of("1", "main"));
    Path own = Files.writeString(target.resolve("own.py"), "main: 1");
    Files.delete(bundle.resolve("main/main.py"));
    Files.createSymbolicLink(bundle.resolve("main/main.py"), own);

    assertThat(write(Renderings.of("2", "main"))).isEqualTo(new WriteResult.Written(1, 2, 0));
    assertThat(own).hasContent("main: 1");
    assertThat(bundle.resolve("main/main.py")).isRegularFile().hasContent("main: 2");
    assertThat(Files.isSymbolicLink(bundle.resolve("main/main.py"))).isFalse();
  }

  @Test
  void linkToTheBundleIsFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(target.resolve("elsewhere"));
    Files.createDirectories(bundle.getParent());
    Files.createSymbolicLink(bundle, elsewhere);

    write(Renderings.of("1", "main"));

    assertThat(elsewhere.resolve("main/main.py")).hasContent("main: 1");
    assertThat(Files.isSymbolicLink(bundle)).isTrue();
  }

  private WriteResult write(Rendering rendering) throws IOException {
    return new BundleWriter(bundle).write(rendering, Renderings.build(rendering));
  }

  private List<String> refusal(Rendering rendering) throws IOException {
    WriteResult result = write(rendering);
    assertThat(result).isInstanceOf(WriteResult.Refused.class);
    return ((WriteResult.Refused) result)
        .findings().stream().map(finding -> finding.message() + ". " + finding.advice()).toList();
  }

  private SortedMap<String, Path> files() throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(bundle)) {
      paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> files.put(bundle.relativize(path).toString().replace('\\', '/'), path));
    }
    return files;
  }

  private List<String> listing() throws IOException {
    return List.copyOf(files().keySet());
  }

  private void makeOld() throws IOException {
    for (Path file : files().values()) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  private List<String> changed() throws IOException {
    List<String> changed = new ArrayList<>();
    for (SortedMap.Entry<String, Path> file : files().entrySet()) {
      if (!Files.getLastModifiedTime(file.getValue()).equals(LONG_AGO)) {
        changed.add(file.getKey());
      }
    }
    return changed;
  }
}
