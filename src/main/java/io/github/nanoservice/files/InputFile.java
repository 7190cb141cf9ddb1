package io.github.nanoservice.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads whole files that others may have written. A device or a pipe has no end, and a file of many
 * gigabytes does not fit into memory, so neither is opened.
 */
public final class InputFile {
  /** The size limit in bytes. */
  public static final int LIMIT = 64 << 20;

  private InputFile() {}

  /**
   * Returns the content of a file. Follows symbolic links.
   *
   * @throws FileSystemException as {@link RegularFile#size} does, or if it exceeds the limit
   * @throws IOException if it cannot be read
   */
  public static byte[] bytes(Path file) throws IOException {
    // A missing file and a cycle of links have errors of their own.
    RegularFile.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      // A file may grow after its size was read.
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new FileSystemException(
            file.toString(),
            null,
            "it is larger than %d MiB, the limit for an input file".formatted(LIMIT >> 20));
      }
      return bytes;
    }
  }

  /**
   * Returns the text of a file.
   *
   * @throws java.nio.charset.CharacterCodingException if it is not in UTF-8
   * @throws IOException as {@link #bytes} does
   */
  public static String text(Path file) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
  }
}
