package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services of a bundle, while they run. */
public final class ServiceGroup implements AutoCloseable {
  /** How long the last lines of output may take that services printed before they ended. */
  private static final long LAST_OUTPUT_MS = 2_000;

  /**
   * Tells in the list of processes that a service has to do without the one that started it. Python
   * keeps options that it does not know, and no function sees them in {@code sys.argv}.
   */
  static final List<String> ON_ITS_OWN = List.of("-X", "nanoservice-on-its-own");

  private final ServiceOutput output;
  private final LocalPlan plan;
  private final Optional<Path> logs;
  private final Lifetime lifetime;
  private final ServiceClient client = new ServiceClient();
  private final AddressFile addressFile;
  private final ProcessGroup group;
  private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
  private final SortedMap<String, URI> addresses = new TreeMap<>();

  /**
   * Prepares to start services.
   *
   * @param logs the directory of files that take what they print, a {@code <service>.log} each,
   *     where they have to do without this process
   * @param lifetime whether they end with this process, also where that is killed
   */
  ServiceGroup(
      ProcessLauncher launcher,
      ServiceOutput output,
      LocalPlan plan,
      Optional<Path> logs,
      Lifetime lifetime)
      throws EngineException {
    this.output = output;
    this.plan = plan;
    this.logs = logs;
    this.lifetime = lifetime;
    this.addressFile = AddressFile.in(plan.workDirectory());
    this.group = ProcessGroup.open(launcher, this::afterTheEnd);
  }

  void start() throws EngineException {
    long deadline = System.nanoTime() + plan.startTimeout().toNanos();
    for (ServiceEntry service : plan.services()) {
      launch(service);
    }
    awaitAll(ServiceProcess::listening, deadline);
    for (ServiceProcess process : processes) {
      for (EndpointEntry endpoint : process.service().endpoints()) {
        addresses.put(endpoint.name(), EndpointUrl.of(process.listening().join(), endpoint));
      }
    }
    addressFile.write(addresses);
    awaitAll(this::healthy, deadline);
  }

  /** The URLs of all functions, by name. */
  public SortedMap<String, URI> addresses() {
    return new TreeMap<>(addresses);
  }

  /**
   * Calls a function and waits for what comes of it.
   *
   * @param call names a function of these services
   * @throws EngineException where there is no answer
   */
  public CallResult call(CallRequest call) throws EngineException {
    ServiceProcess process = processOf(call.endpoint());
    URI url = addresses.get(call.endpoint());
    try {
      return client.call(url, call, plan.callTimeout());
    } catch (HttpTimeoutException e) {
      throw new EngineException(
          Origin.PROGRAM,
          "'%s' did not answer within %d ms. Give it more time with -Dnanoservice.callTimeout=MILLISECONDS.%nLast output of its service:%s"
              .formatted(call.endpoint(), plan.callTimeout().toMillis(), process.lastOutput()),
          e);
    } catch (IOException e) {
      boolean ended = process.endsSoon();
      throw process.failure(
          ended
              ? "ended with exit code %d during a call".formatted(process.ended().join())
              : "gave no answer (%s)".formatted(e));
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("waiting for " + call.endpoint(), e);
    }
  }

  /**
   * Waits until the services are stopped from outside, by the end of this process.
   *
   * @throws EngineException where a service ends by itself
   */
  public void await() throws EngineException {
    try {
      CompletableFuture.anyOf(
              processes.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process does not fail", e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("keeping the services up", e);
    }
    if (group.isStopping()) {
      return;
    }
    ServiceProcess first =
        processes.stream().filter(process -> process.ended().isDone()).findFirst().orElseThrow();
    throw first.failure(
        "ended by itself, with exit code %d; the others were stopped"
            .formatted(first.ended().join()));
  }

  /** Stops all services and waits until they have ended. */
  @Override
  public void close() {
    group.close();
  }

  /** Lets the services live on, on their own, when this process ends. */
  void release() {
    group.release();
  }

  /** The numbers of their processes, by name of service. */
  SortedMap<String, Long> pids() {
    SortedMap<String, Long> pids = new TreeMap<>();
    processes.forEach(process -> pids.put(process.service().name(), process.pid()));
    return pids;
  }

  /** The name of the file that takes what a service prints. */
  static String logName(ServiceEntry service) {
    return service.directory() + ".log";
  }

  /** The file that tells them of each other. */
  Path addressFile() {
    return addressFile.path();
  }

  private void afterTheEnd() {
    CompletableFuture.allOf(
            processes.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, LAST_OUTPUT_MS, TimeUnit.MILLISECONDS)
        .join();
    addressFile.delete();
  }

  private void launch(ServiceEntry service) throws EngineException {
    List<String> arguments = new ArrayList<>(List.of(plan.python()));
    if (lifetime == Lifetime.UNTIL_STOPPED) {
      arguments.addAll(ON_ITS_OWN);
    }
    arguments.add(plan.script(service).toString());
    Command command =
        new Command(
            arguments,
            plan.projectDirectory(),
            Map.of(
                "NANOSERVICE_HOST",
                "127.0.0.1",
                "NANOSERVICE_PORT",
                Integer.toString(plan.port(service)),
                "NANOSERVICE_ADDRESSES",
                addressFile.path().toString(),
                "NANOSERVICE_TIMEOUT_MS",
                Long.toString(plan.callTimeout().toMillis()),
                "NANOSERVICE_STOP_ON_EOF",
                lifetime == Lifetime.THIS_PROCESS ? "1" : "0",
                "PYTHONUNBUFFERED",
                "1",
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "PYTHONIOENCODING",
                "utf-8"),
            logs.map(directory -> directory.resolve(logName(service))));
    try {
      processes.add(new ServiceProcess(plan, service, group.launch(command), output));
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not start service %s with %s: %s. Check the parameter nanoservice.python and how many processes this machine allows."
              .formatted(service.name(), plan.python(), e.getMessage()),
          e);
    }
  }

  private CompletableFuture<Void> healthy(ServiceProcess process) {
    URI base = addresses.get(process.service().endpoints().get(0).name());
    return client
        .health(base)
        .handle((status, fault) -> fault == null ? "HTTP status " + status : fault.toString())
        .thenCompose(
            said ->
                said.equals("HTTP status 200")
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(
                        process.failure("listens, but GET /healthz gave " + said)));
  }

  /** Waits until all have taken a step, but no longer than until the first fails. */
  private void awaitAll(Function<ServiceProcess, CompletableFuture<?>> step, long deadline)
      throws EngineException {
    Map<ServiceProcess, CompletableFuture<?>> steps = new LinkedHashMap<>();
    processes.forEach(process -> steps.put(process, step.apply(process)));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(steps.values().toArray(CompletableFuture[]::new));
    steps
        .values()
        .forEach(
            future ->
                future.whenComplete(
                    (value, fault) -> {
                      if (fault != null) {
                        all.completeExceptionally(fault);
                      }
                    }));
    try {
      all.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException reason) {
        throw reason;
      }
      throw new IllegalStateException("a step fails with its reason", e);
    } catch (TimeoutException e) {
      List<ServiceProcess> silent =
          processes.stream().filter(process -> !steps.get(process).isDone()).toList();
      if (!silent.isEmpty()) {
        throw late(silent);
      }
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("starting the services", e);
    }
  }

  private EngineException late(List<ServiceProcess> silent) {
    ServiceProcess first = silent.get(0);
    return new EngineException(
        Origin.ENVIRONMENT,
        "%d of %d services did not start within %d ms: %s.%nLast output of %s:%s%nGive them more time with -Dnanoservice.startTimeout=MILLISECONDS."
            .formatted(
                silent.size(),
                processes.size(),
                plan.startTimeout().toMillis(),
                silent.stream()
                    .map(process -> process.service().name())
                    .collect(Collectors.joining(", ")),
                first.service().name(),
                first.lastOutput()));
  }

  private ServiceProcess processOf(String endpoint) {
    return processes.stream()
        .filter(
            process ->
                process.service().endpoints().stream()
                    .anyMatch(served -> served.name().equals(endpoint)))
        .findFirst()
        .orElseThrow();
  }
}
