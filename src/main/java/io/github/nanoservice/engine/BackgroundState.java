package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The record of services that may outlive the process that started them.
 *
 * @param bundle fingerprint of the bundle they run
 * @param addressFile the file that contains the addresses of all services
 * @param processes the processes of the services
 * @param addresses URLs of all functions, by name
 */
record BackgroundState(
    String bundle, Path addressFile, List<Identity> processes, SortedMap<String, URI> addresses) {
  BackgroundState {
    processes = List.copyOf(processes);
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }

  private static final String FILE_NAME = "services.json";

  /** Linux counts the start of a process from the boot time, which it may correct by a second. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /**
   * Identifies a process. The system may give the number to another process later, but not with the
   * same start time.
   *
   * @param started start time in milliseconds since the epoch
   */
  record Identity(long pid, long started) {

    /** Returns the identity of a running process. */
    static Identity of(long pid) {
      return new Identity(pid, ProcessHandle.of(pid).map(Identity::start).orElse(0L));
    }

    /** Returns the process if it is still running. */
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> Math.abs(start(handle) - started) <= CLOCK_TOLERANCE.toMillis());
    }

    private static long start(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
  }

  /** Whether all processes are running. */
  boolean isRunning() {
    return processes.stream().allMatch(process -> process.handle().isPresent());
  }

  /**
   * Reads the record in a directory. A damaged record counts as missing, because services can be
   * found and stopped without it.
   *
   * @throws EngineException if the file exists but cannot be read
   */
  static Optional<BackgroundState> read(Path directory) throws EngineException {
    Path file = directory.resolve(FILE_NAME);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(state(JsonNode.parse(Files.readString(file))));
    } catch (JsonException | IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static BackgroundState state(JsonNode json) {
    SortedMap<String, URI> addresses = new TreeMap<>();
    json.get("addresses")
        .members()
        .forEach((name, url) -> addresses.put(name, URI.create(url.text())));
    return new BackgroundState(
        json.get("bundle").text(),
        Path.of(json.get("addressFile").text()),
        json.get("processes").list(BackgroundState::identity),
        addresses);
  }

  private static Identity identity(JsonNode json) {
    return new Identity(
        Long.parseLong(json.get("pid").text()), Long.parseLong(json.get("started").text()));
  }

  /** Writes the record into a directory. */
  void write(Path directory) throws EngineException {
    JsonObjectBuilder urls = new JsonObjectBuilder();
    addresses.forEach((name, url) -> urls.add(name, url.toString()));
    String json =
        Json.pretty(
            JsonObjectBuilder.with("bundle", bundle)
                .add("addressFile", addressFile.toString())
                .add(
                    "processes",
                    processes.stream()
                        .map(
                            process ->
                                JsonObjectBuilder.with("pid", Long.toString(process.pid()))
                                    .add("started", Long.toString(process.started()))
                                    .build())
                        .toList())
                .add("addresses", urls.build())
                .build());
    Path file = directory.resolve(FILE_NAME);
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Deletes the record. If that fails, it names processes that are no longer running. */
  static void delete(Path directory) {
    directory.resolve(FILE_NAME).toFile().delete();
  }

  private static EngineException failure(Path file, IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read or write %s, the record of the running services: %s. Check that the file can be written and that the disk has space."
            .formatted(file, cause),
        cause);
  }
}
