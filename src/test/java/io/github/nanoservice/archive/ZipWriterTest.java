package io.github.nanoservice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.files.OutputFile.Producer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipWriterTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private byte[] written(Instant time) throws IOException {
    Path a = Files.writeString(directory.resolve("a"), "a");
    Path b = Files.writeString(directory.resolve("b"), "b");
    Path archive = directory.resolve("out/x.zip");
    ZipWriter.withTime(time)
        .write(
            archive,
            new TreeMap<>(Map.of("z/b.py", Producer.copyOf(b), "a.py", Producer.copyOf(a))));
    return Files.readAllBytes(archive);
  }

  @Test
  void sameFilesGiveTheSameBytes() throws IOException {
    byte[] first = written(TIME);
    Files.setLastModifiedTime(directory.resolve("a"), FileTime.fromMillis(0));
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      assertThat(written(TIME)).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void entriesAreSortedAndHaveTheTime() throws IOException {
    written(TIME);
    try (ZipFile zip = new ZipFile(directory.resolve("out/x.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a.py", "z/b.py");
      assertThat(zip.stream().map(ZipEntry::getTimeLocal))
          .containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
    }
  }

  @Test
  void timeBeforeTheFormatsFirstIsTheFirst() throws IOException {
    written(Instant.EPOCH);
    try (ZipFile zip = new ZipFile(directory.resolve("out/x.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getTimeLocal))
          .containsOnly(LocalDateTime.of(1980, 1, 1, 0, 0));
    }
  }
}
