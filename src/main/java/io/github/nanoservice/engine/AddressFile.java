package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.secret.SecretDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;

/**
 * The file that contains the addresses of all services, for them to read. It has a directory of its
 * own, because two builds of one project may run at the same time.
 */
final class AddressFile {
  private final Path directory;

  private AddressFile(Path directory) {
    this.directory = directory;
  }

  /** Creates the directory. The file appears when it is complete. */
  static AddressFile in(Path workDirectory) throws EngineException {
    try {
      return new AddressFile(Files.createTempDirectory(workDirectory, "nanoservice-run-"));
    } catch (IOException e) {
      throw failure(workDirectory, e);
    }
  }

  /** Returns the file at a path, which another process may have written. */
  static AddressFile at(Path path) {
    return new AddressFile(path.getParent());
  }

  Path path() {
    return directory.resolve("addresses.json");
  }

  /** Returns the directory with the secrets of the same services. */
  SecretDirectory secrets() {
    return new SecretDirectory(directory.resolve("secrets"), SecretDirectory.Reader.OWNER);
  }

  void write(SortedMap<String, URI> addresses) throws EngineException {
    JsonObjectBuilder urls = new JsonObjectBuilder();
    addresses.forEach((name, url) -> urls.add(name, url.toString()));
    Path temporary = directory.resolve("addresses.json.part");
    try {
      Files.writeString(temporary, Json.pretty(urls.build()));
      Files.move(temporary, path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /**
   * Deletes file, secrets and directory. If that fails, the next {@code mvn clean} deletes them.
   */
  void delete() {
    path().toFile().delete();
    secrets().delete();
    directory.toFile().delete();
  }

  private static EngineException failure(Path directory, IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not write the services' addresses into %s: %s. Check that the directory can be written and that the disk has space."
            .formatted(directory, cause),
        cause);
  }
}
