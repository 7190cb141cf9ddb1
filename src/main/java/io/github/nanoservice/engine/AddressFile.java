package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;

/**
 * The file that tells services where their siblings listen. It is in a directory of its own, as two
 * builds of one project may run at a time.
 */
final class AddressFile {
  private final Path directory;

  private AddressFile(Path directory) {
    this.directory = directory;
  }

  /** Makes room for the file; it is not there until it is whole. */
  static AddressFile in(Path workDirectory) throws EngineException {
    try {
      return new AddressFile(Files.createTempDirectory(workDirectory, "nanoservice-run-"));
    } catch (IOException e) {
      throw failure(workDirectory, e);
    }
  }

  /** The one at a path, written by another process perhaps. */
  static AddressFile at(Path path) {
    return new AddressFile(path.getParent());
  }

  Path path() {
    return directory.resolve("addresses.json");
  }

  void write(SortedMap<String, URI> addresses) throws EngineException {
    JsonObjectBuilder urls = new JsonObjectBuilder();
    addresses.forEach((name, url) -> urls.add(name, url.toString()));
    Path draft = directory.resolve("addresses.json.part");
    try {
      Files.writeString(draft, Json.pretty(urls.build()));
      Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** What cannot be deleted stays; it harms nobody and goes with the next {@code clean}. */
  void delete() {
    path().toFile().delete();
    directory.toFile().delete();
  }

  private static EngineException failure(Path directory, IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not write the services' addresses in %s: %s. Check that it can be written and the disk has space."
            .formatted(directory, cause),
        cause);
  }
}
