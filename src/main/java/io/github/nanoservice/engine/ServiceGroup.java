package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.secret.Secrets;
import io.github.nanoservice.secret.TlsFiles;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** The running services of a bundle. */
public final class ServiceGroup implements AutoCloseable {
  /** Time limit for reading the last output of services that have ended. */
  private static final long LAST_OUTPUT_MS = 2_000;

  /** The variable with the directories in which Python looks for modules. */
  private static final String PYTHON_PATH = "PYTHONPATH";

  private final ServiceOutput output;
  private final LocalPlan plan;
  private final Optional<Path> logs;
  private final Lifetime lifetime;
  private final AddressFile addressFile;
  private final Secrets secrets;
  private final ServiceClient client;
  private final ServiceLauncher launcher;
  private final ProcessGroup group;
  private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
  private final SortedMap<String, URI> addresses = new TreeMap<>();

  private ServiceGroup(
      ServiceLauncher launcher,
      ServiceOutput output,
      LocalPlan plan,
      Optional<Path> logs,
      Lifetime lifetime,
      AddressFile addressFile,
      Secrets secrets)
      throws EngineException {
    this.output = output;
    this.plan = plan;
    this.logs = logs;
    this.lifetime = lifetime;
    this.addressFile = addressFile;
    this.secrets = secrets;
    this.client = ServiceClient.of(secrets);
    this.launcher = launcher;
    this.group = ProcessGroup.open(this.launcher, this::cleanUp);
  }

  /**
   * Takes the services to start.
   *
   * @param logs directory of a log file {@code <service>.log} for each service, if the services may
   *     outlive this process
   * @param lifetime whether services end with this process, even if it is killed
   */
  static ServiceGroup of(
      ProcessLauncher launcher,
      ServiceOutput output,
      LocalPlan plan,
      Optional<Path> logs,
      Lifetime lifetime)
      throws EngineException {
    return new ServiceGroup(
        ServiceLauncher.of(launcher, plan.runtime()),
        output,
        plan,
        logs,
        lifetime,
        AddressFile.in(plan.workDirectory()),
        plan.given().complete());
  }

  /** Starts all services and waits until each one responds. */
  void start() throws EngineException {
    long deadline = System.nanoTime() + plan.startTimeout().toNanos();
    writeSecrets();
    Map<ServiceEntry, Command> commands = new LinkedHashMap<>();
    plan.services().forEach(service -> commands.put(service, command(service)));
    launcher.expect(commands.values());
    for (Map.Entry<ServiceEntry, Command> command : commands.entrySet()) {
      launch(command.getKey(), command.getValue());
    }
    awaitAll(ServiceProcess::listening, deadline);
    for (ServiceProcess process : processes) {
      addresses.putAll(
          EndpointUrl.allOf(plan.given().scheme(), process.listening().join(), process.service()));
    }
    addressFile.write(addresses);
    awaitAll(this::healthy, deadline);
  }

  /** Returns the URLs of all functions, by name. */
  public SortedMap<String, URI> addresses() {
    return new TreeMap<>(addresses);
  }

  /**
   * Calls a function and waits for the result.
   *
   * @param call names a function of these services
   * @throws EngineException if there is no response
   */
  public CallResult call(CallRequest call) throws EngineException {
    ServiceProcess process = processOf(call.endpoint());
    if (process.ended().isDone()) {
      // Another process may have taken its port, and must not receive the token.
      throw process.failure(
          "ended by itself with exit code %d before the call".formatted(process.ended().join()));
    }
    URI url = addresses.get(call.endpoint());
    Duration limit =
        process.service().configuration().timeout().orElse(plan.settings().callTimeout());
    try {
      return client.call(url, call, limit);
    } catch (HttpTimeoutException e) {
      throw new EngineException(
          Origin.PROGRAM,
          "'%s' did not respond within %d ms.%nLast output of its service:%s%nAllow more time with -Dnanoservice.callTimeout=MILLISECONDS."
              .formatted(call.endpoint(), limit.toMillis(), process.lastOutput()),
          e);
    } catch (IOException e) {
      boolean ended = process.endsSoon();
      throw process.failure(
          ended
              ? "ended with exit code %d during a call".formatted(process.ended().join())
              : "did not respond (%s)".formatted(e));
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("waiting for " + call.endpoint(), e);
    }
  }

  /**
   * Waits until this process ends and stops the services.
   *
   * @throws EngineException if a service ends by itself
   */
  public void await() throws EngineException {
    try {
      CompletableFuture.anyOf(
              processes.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process does not fail", e);
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("running the services", e);
    }
    if (group.isStopping()) {
      return;
    }
    ServiceProcess first =
        processes.stream().filter(process -> process.ended().isDone()).findFirst().orElseThrow();
    throw first.failure(
        "ended by itself with exit code %d; the others have been stopped"
            .formatted(first.ended().join()));
  }

  /** Stops all services and waits until they have ended. */
  @Override
  public void close() {
    group.close();
  }

  /** Lets the services outlive this process. */
  void release() {
    group.release();
    launcher.close();
  }

  /** Returns the record of the services, which have started. */
  BackgroundState state(String bundleFingerprint) {
    SortedMap<String, BackgroundState.RunningService> services = new TreeMap<>();
    for (ServiceProcess process : processes) {
      services.put(
          process.service().name(),
          new BackgroundState.RunningService(
              BackgroundState.Identity.of(process.pid()), process.listening().join()));
    }
    return new BackgroundState(bundleFingerprint, addressFile.name(), services);
  }

  /** Returns the name of the log file of a service. */
  static String logName(ServiceEntry service) {
    return service.directory() + ".log";
  }

  /** Returns the file with the token that the services know. */
  public Path tokenFile() {
    return addressFile.secrets().token();
  }

  private void writeSecrets() throws EngineException {
    try {
      addressFile.secrets().write(secrets);
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not write the token of the services into %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(addressFile.secrets().path(), e),
          e);
    }
  }

  private void cleanUp() {
    CompletableFuture.allOf(
            processes.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, LAST_OUTPUT_MS, TimeUnit.MILLISECONDS)
        .join();
    launcher.close();
    addressFile.delete();
  }

  private void launch(ServiceEntry service, Command command) throws EngineException {
    try {
      ServiceProcess process = new ServiceProcess(plan, service, group.launch(command), output);
      processes.add(process);
      addressFile.used(process.pid());
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not start service %s with %s: %s. Check the parameter nanoservice.python, and how many processes this machine allows."
              .formatted(service.name(), plan.python(), e.getMessage()),
          e);
    }
  }

  private Command command(ServiceEntry service) {
    return new Command(
        ServiceCommand.of(plan.python(), plan.script(service), lifetime),
        plan.projectDirectory(),
        Environment.ofPython(plan.passEnvironment(), environment(service)),
        logs.map(directory -> directory.resolve(logName(service))));
  }

  private Map<String, String> environment(ServiceEntry service) {
    Map<String, String> variables = new HashMap<>();
    variables.putAll(
        plan.settings().withoutDrain().environment(addressFile.secrets().path().toString()));
    variables.putAll(plan.settings().environment(service, addressFile.secrets().path().toString()));
    variables.put("NANOSERVICE_HOST", "127.0.0.1");
    variables.put("NANOSERVICE_PORT", Integer.toString(plan.port(service)));
    variables.put("NANOSERVICE_ADDRESSES", addressFile.path().toString());
    variables.put("NANOSERVICE_STOP_ON_EOF", lifetime == Lifetime.THIS_PROCESS ? "1" : "0");
    plan.runtime().ifPresent(runtime -> variables.put(PYTHON_PATH, pythonPath(runtime)));
    variables.put("PYTHONUNBUFFERED", "1");
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    variables.put("PYTHONIOENCODING", "utf-8");
    return variables;
  }

  /** The directory of the runtime, and those that the user lets services inherit. */
  private String pythonPath(Path runtime) {
    return Optional.ofNullable(System.getenv(PYTHON_PATH))
        .filter(inherited -> plan.passEnvironment().contains(PYTHON_PATH))
        .map(inherited -> runtime + File.pathSeparator + inherited)
        .orElse(runtime.toString());
  }

  private CompletableFuture<Void> healthy(ServiceProcess process) {
    URI base = addresses.get(process.service().endpoints().get(0).name());
    return client
        .health(base)
        .handle((status, fault) -> fault == null ? "HTTP status " + status : reason(fault))
        .thenCompose(
            response ->
                response.equals("HTTP status 200")
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(
                        process.failure("listens, but GET /healthz returned " + response)));
  }

  private static String reason(Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    return cause instanceof SSLException
        ? "%s. The certificate in %s must be valid for 127.0.0.1, and an authority in %s must have signed it"
            .formatted(cause, TlsFiles.CERTIFICATE, TlsFiles.AUTHORITIES)
        : cause.toString();
  }

  /** Waits until a step of all services is complete, or until the first one fails. */
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
        throw timedOut(silent);
      }
    } catch (InterruptedException e) {
      throw InterruptedExceptions.during("starting the services", e);
    }
  }

  private EngineException timedOut(List<ServiceProcess> silent) {
    ServiceProcess first = silent.get(0);
    return new EngineException(
        Origin.ENVIRONMENT,
        "%d of %d services did not start within %d ms: %s.%nLast output of %s:%s%nAllow more time with -Dnanoservice.startTimeout=MILLISECONDS."
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
