package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of services that may outlive the process that started them.
 *
 * @param bundle fingerprint of the bundle they run
 * @param addressFile what tells them of each other
 * @param processes theirs
 * @param addresses URLs of all functions, by name
 */
record BackgroundState(
    String bundle, Path addressFile, List<Identity> processes, SortedMap<String, URI> addresses) {
  private static final String FILE_NAME = "services.json";

  /** Linux counts a start from the boot, whose time it may correct by a second. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /**
   * A process. Its number may be another's by now, but not together with its start.
   *
   * @param started in milliseconds since the epoch
   */
  record Identity(long pid, long started) {
    static Identity of(long pid) {
      return new Identity(pid, ProcessHandle.of(pid).map(Identity::start).orElse(0L));
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> Math.abs(start(handle) - started) <= CLOCK_TOLERANCE.toMillis());
    }

    private static long start(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
  }

  /** Whether all of them run. */
  boolean runs() {
    return processes.stream().allMatch(process -> process.handle().isPresent());
  }

  /**
   * What a directory remembers; nothing where that is no such record.
   *
   * @throws EngineException where it cannot be read
   */
  static Optional<BackgroundState> read(Path directory) throws EngineException {
    Path file = directory.resolve(FILE_NAME);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return of(JsonReader.members(Files.readString(file)));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  void write(Path directory) throws EngineException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("bundle", bundle);
    root.put("addressFile", addressFile.toString());
    root.put(
        "processes",
        processes.stream()
            .map(process -> List.of(Long.toString(process.pid()), Long.toString(process.started())))
            .toList());
    SortedMap<String, String> urls = new TreeMap<>();
    addresses.forEach((name, url) -> urls.put(name, url.toString()));
    root.put("addresses", urls);
    Path file = directory.resolve(FILE_NAME);
    try {
      Files.writeString(file, Json.write(root));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Forgets them; a record that stays names processes that no longer run. */
  static void delete(Path directory) {
    directory.resolve(FILE_NAME).toFile().delete();
  }

  private static Optional<BackgroundState> of(Map<?, ?> root) {
    if (!(root.get("bundle") instanceof String bundle)
        || !(root.get("addressFile") instanceof String addressFile)
        || !(root.get("processes") instanceof List<?> processes)
        || !(root.get("addresses") instanceof Map<?, ?> addresses)) {
      return Optional.empty();
    }
    List<Identity> identities = new ArrayList<>();
    for (Object process : processes) {
      if (process instanceof List<?> pair
          && pair.size() == 2
          && pair.get(0) instanceof String pid
          && pair.get(1) instanceof String started) {
        identities.add(new Identity(Long.parseLong(pid), Long.parseLong(started)));
      }
    }
    SortedMap<String, URI> urls = new TreeMap<>();
    addresses.forEach(
        (name, url) -> urls.put(String.valueOf(name), URI.create(String.valueOf(url))));
    return Optional.of(new BackgroundState(bundle, Path.of(addressFile), identities, urls));
  }

  private static EngineException failure(Path file, IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read or write %s, which tells which services run: %s. Check that it can be written and the disk has space."
            .formatted(file, cause),
        cause);
  }
}
