package io.github.nanoservice.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceArchiveTest {
  @TempDir Path directory;

  private Path zip(String... names) throws IOException {
    Path file = directory.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  private Path unpack(Path file) throws IOException, UnusableArchiveException {
    return new SourceArchive(file).unpack(directory.resolve("out"), "a");
  }

  private void assertRefused(Path file, String reason) throws IOException {
    assertThatThrownBy(() -> unpack(file))
        .isInstanceOf(UnusableArchiveException.class)
        .hasMessageContaining(reason);
    if (Files.exists(directory.resolve("out"))) {
      try (Stream<Path> left = Files.list(directory.resolve("out"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void archiveIsUnpackedOnceForItsContent() throws Exception {
    Path first = unpack(zip("shop/", "shop/a.py", "shop/data/b.json"));
    assertThat(first.resolve("shop/a.py")).hasContent("shop/a.py");
    assertThat(first.resolve("shop/data/b.json")).hasContent("shop/data/b.json");
    assertThat(unpack(directory.resolve("a.zip"))).isEqualTo(first);
    assertThat(unpack(zip("shop/a.py"))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.py",
        "shop/../../evil.py",
        "/etc/evil.py",
        "shop//a.py",
        "./a.py",
        "..\\evil.py",
        "C:/evil.py",
        "a\u0000.py",
        "a\u202Eyp.exe"
      })
  void pathThatLeadsElsewhereIsRefused(String name) throws IOException {
    assertRefused(zip("shop/b.py", name), "which is not the path of a file in a directory");
    assertThat(directory.resolve("evil.py")).doesNotExist();
  }

  @Test
  void pathsThatAreOneFileOnSomeSystemsAreRefused() throws IOException {
    for (List<String> names :
        List.of(
            List.of("a.py", "A.py"),
            List.of("Shop/a.py", "shop/b.py"),
            List.of("a", "a/b.py"),
            List.of("\u00e4.py", "a\u0308.py"))) {
      assertRefused(zip(names.toArray(String[]::new)), "which are one file on some systems");
    }
  }

  @Test
  void linkIsRefused() throws IOException {
    Path file = zip("a.py");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length - 4; i++) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
        bytes[i + 5] = 3; // made on Unix
        bytes[i + 41] = (byte) 0xa1; // S_IFLNK
      }
    }
    Files.write(file, bytes);
    assertRefused(file, "has a link");
  }

  @Test
  void bombIsRefused() throws IOException {
    Path file = directory.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("zeros.bin"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertRefused(file, "is too large when it is unpacked");
  }

  @Test
  void pathThatFileSystemsHaveNoRoomForIsRefused() throws IOException {
    for (String name :
        List.of("n".repeat(256), "\u00e4".repeat(128), "a/".repeat(3_000), "a/".repeat(32_000))) {
      assertRefused(zip("a.py", name + "x.py"), "whose path is longer than 800 characters");
    }
  }

  @Test
  void directoriesCountAsEntries() throws IOException {
    String below = "/" + "a/".repeat(390);
    String[] names =
        IntStream.range(0, 200).mapToObj(i -> i + below + "x.py").toArray(String[]::new);
    assertRefused(zip(names), "has more than 60000 files and directories");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("a.zip"), "no archive");
    assertRefused(file, "is not a zip file");
  }
}
