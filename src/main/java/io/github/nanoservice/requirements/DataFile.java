package io.github.nanoservice.requirements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table in a resource: one row per line, fields separated by blanks, comments after {@code #}.
 */
final class DataFile {
  private DataFile() {}

  /** The rows of a resource in this package, split into fields. */
  static List<String[]> rows(String name) {
    try (InputStream in = DataFile.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
