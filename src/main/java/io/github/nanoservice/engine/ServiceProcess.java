package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.json.JsonReader;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service's process, and what it has said so far. */
final class ServiceProcess {
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
    Map<?, ?> event = JsonReader.members(line);
    return "listening".equals(event.get("event"))
        && event.get("port") instanceof Integer port
        && listening.complete(port);
  }

  private EngineException diedAtStart(int code) {
    int port = plan.port(service);
    if (code == ServiceProtocol.PORT_IN_USE_EXIT_CODE && port != 0) {
      return new EngineException(
          Origin.ENVIRONMENT,
          "Port %d of service %s is in use. End the program that has it, or have entry points published from another port on with -Dnanoservice.port=NUMBER."
              .formatted(port, service.name()));
    }
    return failure("ended with exit code %d before it listened".formatted(code));
  }
}
