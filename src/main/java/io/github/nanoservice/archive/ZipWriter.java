package io.github.nanoservice.archive;

import io.github.nanoservice.files.OutputFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes reproducible archives: sorted, without directories, owners and modes, and all entries with
 * one time.
 */
public final class ZipWriter {
  /** The first and last whole years of the format's times. */
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 23, 59);

  /**
   * A time that the format has: Java adds its first one a second time, in the time zone of the
   * build.
   */
  private static final LocalDateTime ANY = EARLIEST.plusDays(1);

  private final LocalDateTime time;

  private ZipWriter(LocalDateTime time) {
    this.time = time;
  }

  /** A writer of archives whose entries have a time; the format's earliest or latest beyond it. */
  public static ZipWriter withTime(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return new ZipWriter(
        local.isBefore(EARLIEST) ? EARLIEST : local.isAfter(LATEST) ? LATEST : local);
  }

  /**
   * Writes an archive, which appears when it is complete. Content is never held in memory.
   *
   * @param files path in the archive, with {@code /}, to the content
   * @throws IOException if a file cannot be read or the archive cannot be written
   */
  public void write(Path archive, SortedMap<String, OutputFile.Producer> files) throws IOException {
    Files.createDirectories(archive.getParent());
    OutputFile.write(archive, part -> write(part, files));
  }

  /**
   * Returns an archive of small files. It is not compressed, because releases of zlib compress
   * differently: the same files give the same bytes with every Java.
   *
   * @param files path in the archive, with {@code /}, to the content
   */
  public static byte[] stored(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 checksum = new CRC32();
        checksum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(ANY);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return out.toByteArray();
  }

  private void write(OutputStream out, SortedMap<String, OutputFile.Producer> files)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
    for (Map.Entry<String, OutputFile.Producer> file : files.entrySet()) {
      ZipEntry entry = new ZipEntry(file.getKey());
      // The local time is stored as it is, so that the time zone of the build does not matter.
      entry.setTimeLocal(time);
      zip.putNextEntry(entry);
      file.getValue().writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }
}
