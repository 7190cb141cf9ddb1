package io.github.nanoservice.build;

import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.render.Rendering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The user's additions to the compose file. The bundle has a copy, so that Compose finds it there
 * by itself, and paths in it mean the same for the goals and by hand.
 *
 * @param content one character for each byte of the file
 */
record ComposeOverride(String content) {
  /** The name in the bundle, which Compose reads after {@code compose.yaml}. */
  private static final String NAME = "compose.override.yaml";

  /** The file names that Compose looks for, in its order. */
  private static final List<String> NAMES =
      List.of(
          "compose.override.yml",
          NAME,
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  /**
   * Reads the file of a directory of sources, if there is one.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<ComposeOverride> in(Path directory) throws IOException {
    Optional<Path> file =
        NAMES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
    return file.isPresent()
        ? Optional.of(
            new ComposeOverride(
                new String(InputFile.bytes(file.get()), StandardCharsets.ISO_8859_1)))
        : Optional.empty();
  }

  /** Adds the copy to a bundle that has services. */
  Rendering addTo(Rendering rendering) {
    if (rendering.services().isEmpty()) {
      return rendering;
    }
    SortedMap<String, byte[]> files = new TreeMap<>(rendering.files());
    files.put(NAME, content.getBytes(StandardCharsets.ISO_8859_1));
    return new Rendering(rendering.services(), files, rendering.copies());
  }
}
