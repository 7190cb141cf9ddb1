package io.github.nanoservice.engine;

import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container of a service, as {@code compose ps --format json} prints it.
 *
 * @param service key of the service in the compose file
 * @param state {@code running}, {@code exited}, {@code restarting}, ...
 * @param exitCode of the last run, 0 if there was none
 * @param published the port of this machine that leads to the container, if there is one
 */
record ContainerState(String service, String state, int exitCode, OptionalInt published) {
  private static final Set<String> ENDED = Set.of("exited", "restarting", "dead", "removing");

  /** {@code Restarting (1) 2 seconds ago}: only here is the exit code of a restarting container. */
  private static final Pattern STATUS = Pattern.compile("\\w++ \\((\\d{1,3})\\).*");

  /** Whether the container's process has ended, even if it is about to be started again. */
  boolean ended() {
    return ENDED.contains(state);
  }

  /**
   * Reads the output of the command: one object per line, or one array before Compose 2.21. Other
   * lines, such as warnings, are ignored.
   */
  static List<ContainerState> read(List<String> output) {
    return output.stream().flatMap(line -> parse(line).stream()).toList();
  }

  private static List<ContainerState> parse(String line) {
    try {
      JsonNode json = JsonNode.parse(line);
      List<JsonNode> items =
          json.value().isJsonArray() ? json.list(Function.identity()) : List.of(json);
      return items.stream().flatMap(item -> tryContainer(item).stream()).toList();
    } catch (JsonException e) {
      return List.of();
    }
  }

  private static Optional<ContainerState> tryContainer(JsonNode json) {
    try {
      return Optional.of(container(json));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static ContainerState container(JsonNode json) {
    return new ContainerState(
        json.get("Service").text(),
        json.get("State").text(),
        exitCode(json),
        json.get("Publishers").list(publisher -> publisher.get("PublishedPort").integer()).stream()
            // A service has one port, so every port of this machine leads to it.
            .mapToInt(port -> port)
            .filter(port -> port != 0)
            .findFirst());
  }

  private static int exitCode(JsonNode json) {
    Matcher status = STATUS.matcher(json.get("Status").textOr(""));
    if (status.matches()) {
      return Integer.parseInt(status.group(1));
    }
    return json.get("ExitCode").isNull() ? 0 : json.get("ExitCode").integer();
  }
}
