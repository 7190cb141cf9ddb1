package io.github.nanoservice.javaclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRootTest {
  private static final String MARK = ClientWriter.MARK + "\n";

  @TempDir private Path directory;

  @Test
  void fileThatOwnerNoLongerWritesIsDeleted() throws IOException {
    root("a").write(files("old/A.java", "old/B.java"));
    root("a").write(files("new/A.java"));
    assertThat(directory.resolve("old")).doesNotExist();
    assertThat(directory.resolve("new/A.java")).exists();
  }

  @Test
  void writingNothingDeletesAllFiles() throws IOException {
    root("a").write(files("p/A.java"));
    root("a").write(files());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void writingNothingCreatesNoDirectory() throws IOException {
    Path none = directory.resolve("none");
    SourceRoot.of(none, "a", Set.of("a")).write(files());
    assertThat(none).doesNotExist();
  }

  @Test
  void filesOfOtherOwnersAreKept() throws IOException {
    root("a", "b").write(files("p/A.java", "p/Shared.java"));
    root("b", "a").write(files("p/B.java", "p/Shared.java"));
    root("a", "b").write(files("p/C.java"));
    assertThat(directory.resolve("p"))
        .isDirectoryContaining("glob:**/B.java")
        .isDirectoryContaining("glob:**/Shared.java")
        .isDirectoryNotContaining("glob:**/A.java");
  }

  @Test
  void filesOfRemovedOwnersAreDeleted() throws IOException {
    root("a").write(files("p/A.java"));
    root("b").write(files("p/B.java"));
    assertThat(directory.resolve("p/A.java")).doesNotExist();
  }

  @Test
  void foreignFilesAreKept() throws IOException {
    root("a").write(files("p/A.java"));
    Files.writeString(directory.resolve("p/A.java"), "class A {}");
    Files.writeString(directory.resolve("p/Mine.java"), MARK);
    root("a").write(files("p/B.java"));
    assertThat(directory.resolve("p/A.java")).exists();
    assertThat(directory.resolve("p/Mine.java")).exists();
  }

  @Test
  void listedFileOutsideTheDirectoryIsKept() throws IOException {
    Path outside = directory.resolve("outside/A.java");
    Files.createDirectories(outside.getParent());
    Files.writeString(outside, MARK);
    Path within = directory.resolve("within");
    Files.createDirectories(within);
    Files.writeString(within.resolve(".nanoservice-client-a"), "../outside/A.java\n");
    SourceRoot.of(within, "a", Set.of("a")).write(files("p/B.java"));
    assertThat(outside).exists();
  }

  @Test
  void unchangedFileKeepsItsModificationTime() throws IOException {
    root("a").write(files("p/A.java"));
    FileTime before = FileTime.fromMillis(0);
    Files.setLastModifiedTime(directory.resolve("p/A.java"), before);
    root("a").write(files("p/A.java", "p/B.java"));
    assertThat(Files.getLastModifiedTime(directory.resolve("p/A.java"))).isEqualTo(before);
  }

  @Test
  void foreignReturnsPathsOfOtherOrigin() throws IOException {
    SourceRoot root = root("a");
    assertThat(root.foreign(List.of("p/A.java"))).isEmpty();
    root.write(files("p/A.java"));
    assertThat(root.foreign(List.of("p/A.java"))).isEmpty();
    Files.writeString(directory.resolve("p/A.java"), "class A {}");
    assertThat(root.foreign(List.of("p/A.java"))).contains(directory.resolve("p/A.java"));
    Files.createDirectories(directory.resolve("p/B.java"));
    assertThat(root.foreign(List.of("p/B.java"))).contains(directory.resolve("p/B.java"));
    Files.writeString(directory.resolve("q"), "a file");
    assertThat(root.foreign(List.of("q/r/C.java"))).contains(directory.resolve("q"));
  }

  @Test
  void otherOwnerReturnsOwnerOfThePackage() throws IOException {
    root("a", "b").write(files("p/A.java"));
    assertThat(root("b", "a").otherOwner("p/")).contains("a");
    assertThat(root("b", "a").otherOwner("p/q/")).isEmpty();
    assertThat(root("b", "a").otherOwner("")).isEmpty();
    assertThat(root("b").otherOwner("p/")).isEmpty();
  }

  private SourceRoot root(String owner, String... others) {
    Set<String> owners = new TreeSet<>(List.of(others));
    owners.add(owner);
    return SourceRoot.of(directory, owner, owners);
  }

  private static SortedMap<String, byte[]> files(String... paths) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List.of(paths).forEach(path -> files.put(path, (MARK + path).getBytes(UTF_8)));
    return files;
  }

  @Test
  void directoryBehindALinkIsForeign(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), elsewhere);

    assertThat(root("a").foreign(List.of("a/b/Client.java"))).contains(link);
  }
}
