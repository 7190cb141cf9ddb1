package io.github.nanoservice.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.nanoservice.diagnostic.Excerpt;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.render.Rendering;
import io.github.nanoservice.source.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Changes that make a build generate the bundle again. */
class BuildRecordTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
  private static final Rendering RENDERING = Renderings.of("1", "format_name", "main");

  private static final Build BUILD =
      new Build(
          "inputs",
          List.of(
              finding(
                  new Location.InSource(
                      "größe.py",
                      new Position(1, 2),
                      new Position(1, 4),
                      new Excerpt("def 😀", 1, 3))),
              finding(new Location.InFile("größe.py")),
              finding(new Location.InParameter("groups")),
              finding(new Location.Everywhere())),
          List.of("main", "format_name"),
          Optional.of("format_name"),
          3,
          2,
          5);

  @TempDir Path target;
  private Path bundle;
  private Path file;

  @BeforeEach
  void build() throws IOException {
    bundle = target.resolve("nanoservices");
    file = target.resolve(".nanoservices.last");
    write();
    makeOld();
    write();
  }

  @Test
  void unchangedBundleReturnsTheLastBuild() {
    assertThat(recall()).contains(BUILD);
  }

  /** The checksum finds accidents only; anybody can compute it. */
  @Test
  void anyRecordIsReadWithoutAnError() throws IOException {
    byte[] record = Files.readAllBytes(file);
    for (int i = 0; i < record.length - Long.BYTES; i++) {
      for (int changed : new int[] {0, 0x7f, 0x80, 0xff}) {
        byte[] bytes = record.clone();
        bytes[i] = (byte) changed;
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, bytes.length - Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(bytes.length - Long.BYTES, checksum.getValue());
        Files.write(file, bytes);

        int at = i;
        assertThatCode(this::recall).as("byte %d is %d", at, changed).doesNotThrowAnyException();
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void pipeInPlaceOfTheRecordIsNotOpened() throws Exception {
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertThat(recall()).isEmpty();
    write();

    assertThat(recall()).contains(BUILD);
  }

  @Test
  void otherInputsAreDetected() {
    assertThat(new BundleWriter(bundle).unchanged("other inputs")).isEmpty();
  }

  @Test
  void editedFileIsDetected() throws IOException {
    Files.writeString(bundle.resolve("main/main.py"), "main: 2");
    assertThat(recall()).isEmpty();
  }

  @Test
  void editedFileWithOldTimeIsDetected() throws IOException {
    Files.writeString(bundle.resolve("main/main.py"), "main: 11");
    Files.setLastModifiedTime(bundle.resolve("main/main.py"), LONG_AGO);
    assertThat(recall()).isEmpty();
  }

  @Test
  void editThroughAnyHardLinkIsDetected() throws IOException {
    for (String service : List.of("format_name", "main")) {
      build();
      Files.writeString(bundle.resolve(service + "/nanoservice/__init__.py"), "The runtime");
      assertThat(recall()).isEmpty();
    }
  }

  @Test
  void anyDeletedFileIsDetected() throws IOException {
    for (String path : paths()) {
      Files.delete(bundle.resolve(path));
      assertThat(recall()).describedAs(path).isEmpty();
      build();
      assertThat(recall()).describedAs(path).isPresent();
    }
  }

  @Test
  void replacementOfSameSizeAndTimeIsDetected() throws IOException {
    for (String path : paths()) {
      Path other = Files.writeString(target.resolve("other"), "?".repeat(length(path)));
      Files.setLastModifiedTime(other, LONG_AGO);
      Files.delete(bundle.resolve(path));
      Files.move(other, bundle.resolve(path));
      assertThat(recall()).describedAs(path).isEmpty();
      Files.delete(bundle.resolve(path));
      if (path.equals(Manifest.FILE_NAME)) {
        Files.write(bundle.resolve(path), RENDERING.manifest().json());
      }
      build();
    }
  }

  @Test
  void symbolicLinkInPlaceOfAFileIsDetected() throws IOException {
    Path elsewhere = target.resolve("elsewhere");
    Files.move(bundle.resolve("main/main.py"), elsewhere);
    Files.createSymbolicLink(bundle.resolve("main/main.py"), elsewhere);
    assertThat(recall()).isEmpty();
  }

  @Test
  void missingBundleIsDetected() throws IOException {
    Files.move(bundle, target.resolve("elsewhere"));
    assertThat(recall()).isEmpty();
  }

  /** File systems have coarse clocks: such a file may have changed after the record was written. */
  @Test
  void fileAsNewAsTheRecordIsNotTrusted() throws IOException {
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(recall()).isEmpty();
  }

  @Test
  void damagedRecordCountsAsMissing() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x41;
      Files.write(file, damaged);
      assertThat(recall()).describedAs("byte " + at).isEmpty();
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(recall()).describedAs(length + " bytes").isEmpty();
    }
    Files.delete(file);
    assertThat(recall()).isEmpty();
    Files.createDirectory(file);
    assertThat(recall()).isEmpty();
  }

  @Test
  void unwritableRecordIsNoError() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    new BuildRecord(bundle).write(BUILD, paths());
    assertThat(recall()).isEmpty();
    Files.delete(file);
    new BuildRecord(bundle).write(BUILD, List.of("missing"));
    assertThat(file).doesNotExist();
  }

  private static Finding finding(Location place) {
    return Finding.of(Rule.NO_ENTRY_POINT, place, "größer", "Do this.");
  }

  private void write() throws IOException {
    new BundleWriter(bundle).write(RENDERING, BUILD);
  }

  private Optional<Build> recall() {
    return new BundleWriter(bundle).unchanged("inputs");
  }

  private int length(String path) throws IOException {
    return (int) Files.size(bundle.resolve(path));
  }

  private List<String> paths() throws IOException {
    try (Stream<Path> paths = Files.walk(bundle)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> bundle.relativize(path).toString().replace('\\', '/'))
          .toList();
    }
  }

  /** Makes the files older than the record, as they are a moment after every build. */
  private void makeOld() throws IOException {
    try (Stream<Path> paths = Files.walk(bundle)) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, LONG_AGO);
      }
    }
  }
}
