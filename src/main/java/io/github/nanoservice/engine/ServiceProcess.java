package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process of a service, and its output so far. */
final class ServiceProcess {
  /** Time limit for the rest of the output after the end; a descendant may keep the pipe open. */
  private static final long DRAIN_MS = 1_000;

  private final LocalPlan plan;
  private final ServiceEntry service;
  private final ServiceOutput output;
  private final OutputTail tail = new OutputTail();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended;
  private final long pid;

  /** Starts to read the output of a process that was just launched. */
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
            .exceptionally(fault -> null); // output that cannot be read is not a failure
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

  /** Completes with the port, or with an {@link EngineException} if the service ended before. */
  CompletableFuture<Integer> listening() {
    return listening;
  }

  /** Completes with the exit code when the last output was read. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /**
   * Returns the exception for a failed service, with its last output.
   *
   * @param what what happened: {@code ended with exit code 1}
   */
  EngineException failure(String what) {
    return new EngineException(
        Origin.PROGRAM,
        "Service %s (%s) %s.%nIts last output:%s%nFix the problem shown above and run the goal again."
            .formatted(service.name(), plan.script(service), what, tail));
  }

  /** Returns its last lines, indented and each after a line break. */
  String lastOutput() {
    return tail.toString();
  }

  /** Whether the process ends within a moment, as it may after a connection broke. */
  boolean endsSoon() {
    return ended
        .thenApply(code -> true)
        .completeOnTimeout(false, DRAIN_MS, TimeUnit.MILLISECONDS)
        .join();
  }

  private void onOutput(String line) {
    boolean isEvent = !listening.isDone() && line.startsWith("{") && listens(line);
    if (!isEvent) {
      onLine(line);
    }
  }

  private void onLine(String line) {
    tail.add(line);
    output.line(service.name(), line);
  }

  /** Whether the line is the first event "listening"; functions may print JSON too. */
  private boolean listens(String line) {
    try {
      JsonNode event = JsonNode.parse(line);
      return event.get("event").textOr("").equals("listening")
          && listening.complete(event.get("port").integer());
    } catch (JsonException e) {
      return false; // a function printed it
    }
  }

  private EngineException diedAtStart(int code) {
    int port = plan.port(service);
    if (code == ServiceProtocol.PORT_IN_USE_EXIT_CODE && port != 0) {
      return new EngineException(
          Origin.ENVIRONMENT,
          "Port %d of service %s is in use. Stop the program that uses it, or publish other ports with -Dnanoservice.port=NUMBER."
              .formatted(port, service.name()));
    }
    return failure("ended with exit code %d before it listened".formatted(code));
  }
}
