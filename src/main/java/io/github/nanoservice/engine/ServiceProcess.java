package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service's process, and what it has said so far. */
final class ServiceProcess {
  /** The runtime's exit code for a port that is in use. */
  private static final int PORT_IN_USE = 3;

  /** How long the rest of the output may come after the end; what it started may hold the pipe. */
  private static final long DRAIN_MS = 1_000;

  private final LocalPlan plan;
  private final ServiceEntry service;
  private final ServiceOutput output;
  private final OutputTail tail = new OutputTail();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended;
  private final long pid;

  /** Starts to listen to a process that was just launched. */
  ServiceProcess(
      LocalPlan plan, ServiceEntry service, LaunchedProcess process, ServiceOutput output) {
    this.plan = plan;
    this.service = service;
    this.output = output;
    this.pid = process.pid();
    CompletableFuture<Void> drained =
        CompletableFuture.allOf(
                OutputReader.read(service.name() + " output", process.output(), this::onOutput),
                OutputReader.read(service.name() + " errors", process.errors(), this::onLine))
            .exceptionally(fault -> null); // an output that cannot be read is no reason to fail
    this.ended =
        process
            .exit()
            .thenCompose(
                code ->
                    drained
                        .copy()
                        .completeOnTimeout(null, DRAIN_MS, TimeUnit.MILLISECONDS)
                        .thenApply(done -> code));
    ended.thenAccept(code -> listening.completeExceptionally(diedAtStart(code)));
  }

  ServiceEntry service() {
    return service;
  }

  long pid() {
    return pid;
  }

  /** Completes with the port, or with an {@link EngineException} where the service ended before. */
  CompletableFuture<Integer> listening() {
    return listening;
  }

  /** Completes with the exit code, when the last output was read. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /**
   * A failure of the functions, told with the last output.
   *
   * @param what happened to the service
   */
  EngineException failure(String what) {
    return new EngineException(
        Origin.PROGRAM,
        "Service %s (%s) %s.%nIts last output:%s%nMend what it names and run the goal again."
            .formatted(service.name(), plan.script(service), what, tail));
  }

  /** Its last lines, each indented behind a line break. */
  String lastOutput() {
    return tail.toString();
  }

  /** Whether it has ended or does so at once, as a process whose connection just broke may. */
  boolean endsSoon() {
    return ended
        .thenApply(code -> true)
        .completeOnTimeout(false, DRAIN_MS, TimeUnit.MILLISECONDS)
        .join();
  }

  private void onOutput(String line) {
    boolean heard = !listening.isDone() && line.startsWith("{") && listens(line);
    if (!heard) {
      onLine(line);
    }
  }

  private void onLine(String line) {
    tail.add(line);
    output.line(service.name(), line);
  }

  /** Whether the line is the event, rather than one that the functions print or a log line. */
  private boolean listens(String line) {
    try {
      JsonNode event = JsonNode.parse(line);
      return event.get("event").textOr("").equals("listening")
          && listening.complete(event.get("port").integer());
    } catch (JsonException e) {
      return false; // the functions print such lines too
    }
  }

  private EngineException diedAtStart(int code) {
    int port = plan.port(service);
    if (code == PORT_IN_USE && port != 0) {
      return new EngineException(
          Origin.ENVIRONMENT,
          "Port %d of service %s is in use. End the program that has it, or have entry points published from another port on with -Dnanoservice.port=NUMBER."
              .formatted(port, service.name()));
    }
    return failure("ended with exit code %d before it listened".formatted(code));
  }
}
