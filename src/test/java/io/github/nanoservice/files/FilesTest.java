package io.github.nanoservice.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.digest.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(OS.WINDOWS)
class FilesTest {
  @TempDir Path directory;

  private static Path pipe(Path file) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    return file;
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> InputFile.bytes(file))
        .isInstanceOfSatisfying(
            FileSystemException.class, fault -> assertThat(fault.getReason()).isEqualTo(reason));
  }

  @Test
  void realPathIsThatOfTheFileBehindLinks() throws Exception {
    Path real = Files.createDirectories(directory.resolve("real")).toRealPath();
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThat(RealPath.of(link)).isEqualTo(real);
    assertThat(RealPath.of(link.resolve("missing/file"))).isEqualTo(real.resolve("missing/file"));
    assertThat(RealPath.of(link.resolve("../new"))).isEqualTo(real.resolveSibling("new"));
    assertThat(RealPath.of(Path.of(""))).isEqualTo(Path.of("").toRealPath());
  }

  /** Reading such a file can wait for ever, as that of {@code /proc/kmsg} does. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc/self/environ", "/proc/kmsg", "/proc/cpuinfo"})
  @EnabledOnOs(OS.LINUX)
  void fileThatTheKernelMakesUpIsNotOpened(String name) throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(name));

    assertRefused(link, "it is not stored: the system makes it up when it is read");
    assertThatThrownBy(() -> Content.OfFile.read(link)).hasMessageContaining("it is not stored");
    assertThat(InputFile.bytes(Files.createFile(directory.resolve("empty")))).isEmpty();
  }

  @Test
  void copiesAFileWithItsContentOnly() throws Exception {
    Path source = Files.writeString(directory.resolve("source"), "größe");
    Content.OfFile content = Content.OfFile.read(source);
    Path target = directory.resolve("target");
    content.writeTo(target);

    assertThat(target).hasContent("größe");
    assertThat(content.size()).isEqualTo(7);
    assertThat(content.sha256()).isEqualTo(Sha256.hex(Files.readAllBytes(source)));
    assertThat(content.isIn(target)).isTrue();
    assertThat(content.isIn(Files.writeString(target, "größE"))).isFalse();
    assertThat(content.isIn(Files.writeString(target, "other"))).isFalse();
  }

  @Test
  void refusesToCopyAFileThatHasChangedSinceItWasRead() throws Exception {
    Path source = Files.writeString(directory.resolve("source"), "old");
    Content.OfFile content = Content.OfFile.read(source);
    Files.writeString(source, "new");
    assertThatThrownBy(() -> content.writeTo(directory.resolve("target")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("it was changed while the bundle was written");
  }

  @Test
  void readsARegularFileThroughALink() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "größe");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThat(InputFile.text(link)).isEqualTo("größe");
  }

  @Test
  void whatIsNotARegularFileIsNotOpened() throws Exception {
    Path toDevice = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/zero"));

    assertRefused(toDevice, "it is not a regular file");
    assertRefused(pipe(directory.resolve("pipe")), "it is not a regular file");
    assertRefused(directory, "it is not a regular file");
  }

  @Test
  void missingFilesAndCyclesOfLinksHaveTheirOwnErrors() throws Exception {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> InputFile.bytes(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> InputFile.bytes(loop))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("symbolic links");
  }

  @Test
  void sizeIsLimited() throws Exception {
    Path file = directory.resolve("file");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(InputFile.LIMIT);
      assertThat(InputFile.bytes(file)).hasSize(InputFile.LIMIT);
      sparse.setLength(1L << 40);
    }

    assertRefused(file, "it is larger than 64 MiB, the limit for an input file");
  }

  @Test
  void textIsInUtf8() throws Exception {
    Path file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xff});

    assertThatThrownBy(() -> InputFile.text(file)).isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void writingReplacesALinkOrAPipe() throws Exception {
    Path outside = Files.writeString(directory.resolve("outside"), "the user's");
    Path file = Files.createSymbolicLink(directory.resolve("file"), outside);
    Path pipe = pipe(directory.resolve("pipe"));

    OutputFile.write(file, "new");
    OutputFile.write(pipe, "new");

    assertThat(outside).hasContent("the user's");
    assertThat(file).isRegularFile().hasContent("new");
    assertThat(pipe).isRegularFile().hasContent("new");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("outside", "file", "pipe");
  }

  @Test
  void failedWriteLeavesNothing() throws Exception {
    Path target = Files.createDirectories(directory.resolve("target/full")).getParent();

    assertThatThrownBy(() -> OutputFile.write(target, "new")).isInstanceOf(IOException.class);

    assertThat(directory.toFile().list()).containsExactly("target");
  }

  @Test
  void stateIsReadBack() throws Exception {
    StateDirectory state = new StateDirectory(directory.resolve("state"));
    assertThat(state.read("name")).isEmpty();

    state.write("name", "text");

    assertThat(state.read("name")).contains("text");
    state.delete("name");
    assertThat(state.contains("name")).isFalse();
  }

  @Test
  void stateFollowsNoLinks() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path file = Files.writeString(outside.resolve("name"), "the user's");
    StateDirectory linked =
        new StateDirectory(Files.createSymbolicLink(directory.resolve("linked"), outside));
    StateDirectory state = new StateDirectory(Files.createDirectory(directory.resolve("state")));
    Files.createSymbolicLink(state.path().resolve("name"), file);

    assertThat(linked.read("name")).isEqualTo(Optional.empty());
    assertThat(state.read("name")).isEqualTo(Optional.empty());
    linked.delete("name");
    state.delete("name");
    assertThatThrownBy(() -> linked.write("name", "new"))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            fault ->
                assertThat(fault.getReason())
                    .isEqualTo("it is not a directory; delete it and run the goal again"));

    assertThat(file).hasContent("the user's");
  }
}
