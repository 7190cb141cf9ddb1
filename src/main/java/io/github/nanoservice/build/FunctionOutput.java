package io.github.nanoservice.build;

import io.github.nanoservice.engine.ServiceOutput;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Shows what the functions of services print and log, each line after the name of its service. The
 * events of the runtime, one for each call, go to the log instead.
 *
 * @param shown receives the lines of functions
 * @param row the format of a line, with the name of the service and the text
 * @param log receives the events
 */
record FunctionOutput(PrintStream shown, String row, ServiceOutput log) implements ServiceOutput {
  private static final String EVENT = "{\"event\": ";

  /** Returns the output of these services, whose names are padded to one width. */
  static FunctionOutput of(List<ServiceEntry> services, PrintStream shown, ServiceOutput log) {
    int width = services.stream().mapToInt(service -> service.name().length()).reduce(0, Math::max);
    return new FunctionOutput(shown, "%-" + Math.max(1, width) + "s | %s%n", log);
  }

  @Override
  public void line(String service, String line) {
    Optional<JsonNode> event = line.startsWith(EVENT) ? event(line) : Optional.empty();
    if (event.isEmpty()) {
      show(service, line);
      return;
    }
    switch (event.get().get("event").textOr("")) {
      // A line of a function that could be taken for an event.
      case "output" -> show(service, event.get().get("text").textOr(line));
      case "not imported" ->
          show(
              service,
              "The module %s was not imported: %s"
                  .formatted(
                      event.get().get("module").textOr(""), event.get().get("detail").textOr("")));
      default -> log.line(service, line);
    }
  }

  private void show(String service, String text) {
    shown.print(row.formatted(service, text));
  }

  private static Optional<JsonNode> event(String line) {
    try {
      return Optional.of(JsonNode.parse(line));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
