package io.github.nanoservice.files;

import io.github.nanoservice.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** The content of a file that is to be written: bytes in memory, or another file. */
public sealed interface Content {

  /** Returns the number of bytes. */
  long size();

  /** Returns its SHA-256 as hexadecimal digits. */
  String sha256();

  /**
   * Writes it into a new file.
   *
   * @throws IOException if the file exists or cannot be written
   */
  void writeTo(Path file) throws IOException;

  /**
   * Whether a regular file has this content.
   *
   * @throws IOException if the file cannot be read
   */
  boolean isIn(Path file) throws IOException;

  /** Returns the content that consists of some bytes, which must not change afterwards. */
  static Content of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** Bytes in memory. Each object is equal to itself only. */
  final class InMemory implements Content {
    private final byte[] bytes;

    private InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public String sha256() {
      return Sha256.hex(bytes);
    }

    @Override
    public void writeTo(Path file) throws IOException {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public boolean isIn(Path file) throws IOException {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }
  }

  /**
   * A file on disk that is copied without being held in memory.
   *
   * @param source the file
   * @param size the number of its bytes when it was read
   * @param sha256 the hash of its bytes when it was read
   */
  record OfFile(Path source, long size, String sha256) implements Content {
    /** The size limit in bytes: no image with a larger file is of use. */
    public static final long LIMIT = 16L << 30;

    /**
     * Reads a file to the end and hashes it. Follows symbolic links.
     *
     * @throws FileSystemException as {@link RegularFile#size} does, or if it exceeds the limit or
     *     is being written
     * @throws IOException if it cannot be read
     */
    public static OfFile read(Path file) throws IOException {
      long expected = RegularFile.size(file);
      if (expected > LIMIT) {
        throw new FileSystemException(
            file.toString(),
            null,
            "it is larger than %d GiB, the limit for a data file".formatted(LIMIT >> 30));
      }
      MessageDigest digest = Sha256.digest();
      long size = transfer(file, expected, digest, OutputStream.nullOutputStream());
      // Some files of the system contain less than the size that they have.
      if (size != expected) {
        throw new FileSystemException(
            file.toString(), null, "it does not have the size that the system reports for it");
      }
      return new OfFile(file, size, Sha256.hex(digest));
    }

    @Override
    public void writeTo(Path file) throws IOException {
      MessageDigest digest = Sha256.digest();
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        transfer(source, size, digest, out);
      }
      if (!Sha256.hex(digest).equals(sha256)) {
        throw new FileSystemException(
            source.toString(), null, "it was changed while the bundle was written");
      }
    }

    @Override
    public boolean isIn(Path file) throws IOException {
      return Files.size(file) == size && read(file).sha256.equals(sha256);
    }

    /** Copies a file, but at most one byte more than expected; returns the number of bytes. */
    private static long transfer(Path from, long expected, MessageDigest digest, OutputStream to)
        throws IOException {
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          to.write(buffer, 0, read);
          size += read;
          if (size > expected) {
            break;
          }
        }
      }
      return size;
    }
  }
}
