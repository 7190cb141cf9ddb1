package io.github.nanoservice.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Reads the output of a process line by line, on a separate thread. */
final class OutputReader {

  private OutputReader() {}

  /**
   * Starts to read.
   *
   * @param name name of the thread
   * @param stream text in UTF-8; malformed bytes become U+FFFD
   * @param lines receives each line without its line end
   * @return completes when the stream has ended and all lines were received
   */
  static CompletableFuture<Void> read(String name, InputStream stream, Consumer<String> lines) {
    // A process that writes to a full pipe blocks, so each stream has a thread that reads it.
    return CompletableFuture.runAsync(
        () -> readAll(stream, lines),
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static void readAll(InputStream stream, Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
