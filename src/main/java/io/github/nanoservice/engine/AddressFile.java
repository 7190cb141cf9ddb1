package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.secret.SecretDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file that contains the addresses of all services, for them to read. It has a directory of its
 * own, because two builds of one project may run at the same time.
 */
final class AddressFile {
  private static final String PREFIX = "nanoservice-run-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{1,20}");

  private final Path directory;
  private boolean deleted;

  private AddressFile(Path directory) {
    this.directory = directory;
  }

  /**
   * Creates the directory, and deletes those that killed builds have left. The file appears when it
   * is complete.
   */
  static AddressFile in(Path workDirectory) throws EngineException {
    try {
      AddressFile created = new AddressFile(Files.createTempDirectory(workDirectory, PREFIX));
      created.used(ProcessHandle.current().pid());
      created.deleteOthers();
      return created;
    } catch (IOException e) {
      throw failure(workDirectory, e);
    }
  }

  /**
   * Returns the file that another process may have created.
   *
   * @param name the {@link #name} of its directory
   */
  static AddressFile of(Path workDirectory, String name) {
    return new AddressFile(workDirectory.resolve(checkedName(name)));
  }

  /**
   * Returns a text unchanged if {@link #in} can have created a directory of that name.
   *
   * @throws JsonException otherwise
   */
  static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new JsonException("it has no name of a directory of addresses");
    }
    return name;
  }

  /** Deletes those directories beside this one that nobody uses. */
  private void deleteOthers() throws IOException {
    UserPrincipal owner = Files.getOwner(directory);
    List<Path> others;
    try (Stream<Path> all = Files.list(directory.resolveSibling(""))) {
      others = all.filter(path -> NAME.matcher(path.getFileName().toString()).matches()).toList();
    }
    for (Path other : others) {
      if (isOf(owner, other) && new RunUsers(other).areGone()) {
        new AddressFile(other).delete();
      }
    }
  }

  private static boolean isOf(UserPrincipal owner, Path other) {
    try {
      return Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(owner);
    } catch (IOException e) {
      return false; // the services of another build have just ended
    }
  }

  /**
   * Notes that a process uses the directory, unless the build is interrupted and has deleted it.
   */
  synchronized void used(long pid) throws IOException {
    if (!deleted) {
      new RunUsers(directory).add(pid);
    }
  }

  /** Returns the name of the directory. */
  String name() {
    return directory.getFileName().toString();
  }

  Path path() {
    return directory.resolve("addresses.json");
  }

  private Path temporary() {
    return directory.resolve("addresses.json.part");
  }

  /** Returns the directory with the secrets of the same services. */
  SecretDirectory secrets() {
    return new SecretDirectory(directory.resolve("secrets"), SecretDirectory.Reader.OWNER);
  }

  void write(SortedMap<String, URI> addresses) throws EngineException {
    JsonObjectBuilder urls = new JsonObjectBuilder();
    addresses.forEach((name, url) -> urls.add(name, url.toString()));
    Path temporary = temporary();
    try {
      Files.writeString(temporary, Json.pretty(urls.build()));
      Files.move(temporary, path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /**
   * Deletes file, secrets and directory. If that fails, the next {@code mvn clean} deletes them.
   * What is behind a symbolic link was not put there by {@link #in}.
   */
  synchronized void delete() {
    deleted = true;
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    path().toFile().delete();
    temporary().toFile().delete();
    new RunUsers(directory).path().toFile().delete();
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
