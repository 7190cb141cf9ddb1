package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.files.StateDirectory;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The record of services that may outlive the process that started them.
 *
 * <p>Anybody may have written the file. Therefore it contains nothing that is used as it is: no
 * path but the name of a directory that only {@link AddressFile} creates, no URL but a port of this
 * machine, and no process but one that also has the command line of a service.
 *
 * @param bundle fingerprint of the bundle they run
 * @param run name of the directory that contains their address file
 * @param services the services, by name
 */
record BackgroundState(String bundle, String run, SortedMap<String, RunningService> services) {
  BackgroundState {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  private static final String FILE_NAME = "services.json";

  /** The version of the file format. A file of another version counts as damaged. */
  private static final int VERSION = 2;

  private static final int LAST_PORT = 65_535;

  /** As many digits as fit into a {@code long} whatever they are. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  /** Linux counts the start of a process from the boot time, which it may correct by a second. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /**
   * A service.
   *
   * @param port the port that it listens on
   */
  record RunningService(Identity process, int port) {}

  /**
   * Identifies a process. The system may give the number to another process later, but not with the
   * same start time.
   *
   * @param started start time in milliseconds since the epoch
   */
  record Identity(long pid, long started) {

    /** Returns the identity of a running process. */
    static Identity of(long pid) {
      return new Identity(pid, ProcessHandle.of(pid).map(Identity::start).orElse(1L));
    }

    /** Returns the process if it is still running and is a service of the bundle. */
    Optional<ProcessHandle> handle(ServiceCommand command) {
      return handle().filter(command::runs);
    }

    /** Whether the process is still running, whatever it is. */
    boolean isRunning() {
      return handle().isPresent();
    }

    private Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> Math.abs(start(handle) - started) <= CLOCK_TOLERANCE.toMillis());
    }

    private static long start(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(1L);
    }
  }

  /** Whether all services are running. */
  boolean isRunning(ServiceCommand command) {
    return services.values().stream()
        .allMatch(service -> service.process().handle(command).isPresent());
  }

  /**
   * Reads the record in a directory. A damaged record counts as missing, because services can be
   * found and stopped without it.
   *
   * @throws EngineException if the file exists but cannot be read
   */
  static Optional<BackgroundState> read(StateDirectory directory) throws EngineException {
    try {
      return directory.read(FILE_NAME).map(text -> state(JsonNode.parse(text)));
    } catch (JsonException | CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  private static BackgroundState state(JsonNode json) {
    if (json.get("version").integer() != VERSION) {
      throw new JsonException("it has another version");
    }
    SortedMap<String, RunningService> services = new TreeMap<>();
    json.get("services").members().forEach((name, node) -> services.put(name, service(node)));
    return new BackgroundState(
        json.get("bundle").text(), AddressFile.checkedName(json.get("run").text()), services);
  }

  private static RunningService service(JsonNode json) {
    int port = json.get("port").integer();
    if (port < 1 || port > LAST_PORT) {
      throw new JsonException(port + " is not a port");
    }
    return new RunningService(
        new Identity(number(json.get("pid")), number(json.get("started"))), port);
  }

  private static long number(JsonNode json) {
    if (!NUMBER.matcher(json.text()).matches()) {
      throw new JsonException(json.path() + " is not a positive number");
    }
    return Long.parseLong(json.text());
  }

  /** Writes the record into a directory. */
  void write(StateDirectory directory) throws EngineException {
    JsonObjectBuilder members = new JsonObjectBuilder();
    services.forEach(
        (name, service) ->
            members.add(
                name,
                JsonObjectBuilder.with("pid", Long.toString(service.process().pid()))
                    .add("started", Long.toString(service.process().started()))
                    .add("port", service.port())
                    .build()));
    String json =
        Json.pretty(
            JsonObjectBuilder.with("version", VERSION)
                .add("bundle", bundle)
                .add("run", run)
                .add("services", members.build())
                .build());
    try {
      directory.write(FILE_NAME, json);
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Deletes the record. If that fails, it names processes that are no longer running. */
  static void delete(StateDirectory directory) {
    directory.delete(FILE_NAME);
  }

  private static EngineException failure(StateDirectory directory, IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read or write %s, the record of the running services: %s. Check that the file can be written and that the disk has space."
            .formatted(directory.path().resolve(FILE_NAME), cause.getMessage()),
        cause);
  }
}
