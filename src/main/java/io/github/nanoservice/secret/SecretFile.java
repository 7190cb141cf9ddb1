package io.github.nanoservice.secret;

import io.github.nanoservice.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files with secrets that the user gives. */
final class SecretFile {
  /** A chain of certificates has a few thousand bytes; a device has no end. */
  private static final int MOST_BYTES = 1 << 20;

  private SecretFile() {}

  /**
   * Returns the text of a file.
   *
   * @throws InvalidSecretException if it is missing, cannot be read, or is not a file of this size
   */
  static String read(Path file) throws InvalidSecretException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidSecretException(
          "%s is not a file".formatted(file), "Write the file, or name another one.");
    }
    try {
      RegularFile.size(file);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw new InvalidSecretException(
              "the file %s has more than %d bytes".formatted(file, MOST_BYTES),
              "Name a file that contains only the secret.");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    } catch (IOException e) {
      throw new InvalidSecretException(
          "the file %s cannot be read: %s".formatted(file, e.getMessage()),
          "Check the file and its permissions, or name another one.");
    }
  }
}
