package io.github.nanoservice.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes whole files. A file appears when it is complete, and replaces what has its name: a
 * symbolic link itself and not its target, a pipe without waiting for a reader.
 */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a file into an existing directory.
   *
   * @throws IOException if that fails, for example because a directory has the name
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /** Produces the content of a file. */
  @FunctionalInterface
  public interface Producer {
    /** Writes the content to a stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;

    /** The content of another file. */
    static Producer copyOf(Path file) {
      return out -> Files.copy(file, out);
    }
  }

  /** Writes a file whose content need not be in memory, as {@link #write(Path, byte[])} does. */
  public static void write(Path file, Producer content) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes a text in UTF-8, as {@link #write(Path, byte[])} does. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
