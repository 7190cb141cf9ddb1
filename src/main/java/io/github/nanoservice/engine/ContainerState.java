package io.github.nanoservice.engine;

import io.github.nanoservice.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service's container, as {@code compose ps --format json} tells of it.
 *
 * @param service its key in the compose file
 * @param state {@code running}, {@code exited}, {@code restarting}, ...
 * @param exitCode of the last run; 0 while there was none
 * @param published the port of this machine that leads to it, where there is one
 */
record ContainerState(String service, String state, int exitCode, OptionalInt published) {
  private static final Set<String> ENDED = Set.of("exited", "restarting", "dead", "removing");

  /** {@code Exited (1) 2 seconds ago}: of a container that restarts, the code is in no member. */
  private static final Pattern STATUS = Pattern.compile("\\w++ \\((\\d{1,3})\\).*");

  /** Whether it has ended, be it to be started again. */
  boolean ended() {
    return ENDED.contains(state);
  }

  /**
   * Reads what the command printed: an object a line, or, before Compose 2.21, one array.
   *
   * @param output its lines
   */
  static List<ContainerState> read(List<String> output) {
    return output.stream()
        .map(JsonReader::read)
        .flatMap(ContainerState::containers)
        .map(ContainerState::of)
        .toList();
  }

  private static Stream<Map<?, ?>> containers(JsonReader.Result line) {
    if (!(line instanceof JsonReader.Result.Value value)) {
      return Stream.empty();
    }
    Stream<?> items =
        value.tree() instanceof List<?> list ? list.stream() : Stream.of(value.tree());
    return items.filter(Map.class::isInstance).map(item -> (Map<?, ?>) item);
  }

  private static ContainerState of(Map<?, ?> container) {
    return new ContainerState(
        String.valueOf(container.get("Service")),
        String.valueOf(container.get("State")),
        exitCode(container),
        published(container.get("Publishers")));
  }

  private static int exitCode(Map<?, ?> container) {
    Matcher status = STATUS.matcher(String.valueOf(container.get("Status")));
    if (status.matches()) {
      return Integer.parseInt(status.group(1));
    }
    return container.get("ExitCode") instanceof Integer code ? code : 0;
  }

  /** A service has one port, so each of the entries with a port of this machine leads to it. */
  private static OptionalInt published(Object publishers) {
    Stream<?> items = publishers instanceof List<?> list ? list.stream() : Stream.empty();
    return items
        .filter(Map.class::isInstance)
        .map(item -> ((Map<?, ?>) item).get("PublishedPort"))
        .filter(Integer.class::isInstance)
        .mapToInt(Integer.class::cast)
        .filter(port -> port != 0)
        .findFirst();
  }
}
