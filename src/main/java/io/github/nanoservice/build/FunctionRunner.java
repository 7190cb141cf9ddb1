package io.github.nanoservice.build;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.engine.CallRequest;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ForegroundRunner;
import io.github.nanoservice.engine.LocalPlan;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.engine.PythonEnvironment;
import io.github.nanoservice.engine.ServiceGroup;
import io.github.nanoservice.engine.ServiceOutput;
import io.github.nanoservice.engine.UrlTable;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs a bundle on this machine: starts its services, calls one function and stops them. */
public final class FunctionRunner {
  private final ProcessLauncher launcher;
  private final PrintStream out;
  private final PrintStream errors;
  private final Consumer<String> progress;
  private final ServiceOutput log;

  /**
   * Stores where processes start and where output goes.
   *
   * @param launcher starts all processes
   * @param out receives the value; with {@code keepRunning} also the URLs
   * @param errors receives what the functions print and log
   * @param progress receives a line before each long step
   * @param log receives the events of the services
   */
  public FunctionRunner(
      ProcessLauncher launcher,
      PrintStream out,
      PrintStream errors,
      Consumer<String> progress,
      ServiceOutput log) {
    this.launcher = launcher;
    this.out = out;
    this.errors = errors;
    this.progress = progress;
    this.log = log;
  }

  /**
   * Runs the services until the function has returned, or with {@code keepRunning} until this
   * process is ended. Prints the value as one line of JSON.
   *
   * @param services all services of the bundle
   * @param bundle the bundle: its called function is called, or else its first entry point
   * @return the problem if the function raised or the call was refused
   * @throws EngineException if the services could not be started or a service ended
   */
  public Optional<CallResult.Problem> run(
      List<ServiceEntry> services, Bundle bundle, RunRequest request) throws EngineException {
    Optional<CallRequest> call = call(services, bundle, request);
    List<ServiceEntry> needed =
        request.keepRunning()
            ? services
            : call.map(each -> reached(services, each.endpoint())).orElse(services);
    LocalPlan plan =
        PythonEnvironment.provide(
            launcher, progress, request.launch().localPlan(needed, request.keepRunning()));
    ServiceOutput output = FunctionOutput.of(needed, errors, log);
    progress.accept("Starting " + Quantity.of(needed.size(), "service"));
    try (ServiceGroup running = new ForegroundRunner(launcher, output).start(plan)) {
      if (request.keepRunning()) {
        out.print(UrlTable.of(running.addresses()));
        out.println("The token of the services is in " + running.tokenFile());
        out.println("Press Ctrl-C to stop all services.");
      }
      Optional<CallResult.Problem> problem =
          call.isPresent() ? call(running, call.get()) : Optional.empty();
      if (problem.isEmpty() && request.keepRunning()) {
        running.await();
      }
      return problem;
    }
  }

  /** The services of a function and of those that it reaches. */
  private static List<ServiceEntry> reached(List<ServiceEntry> services, String function) {
    Map<String, List<String>> references = new HashMap<>();
    for (ServiceEntry service : services) {
      service.endpoints().forEach(each -> references.put(each.name(), each.references()));
    }
    Set<String> reached = new HashSet<>();
    Deque<String> pending = new ArrayDeque<>(List.of(function));
    while (!pending.isEmpty()) {
      String name = pending.pop();
      if (reached.add(name)) {
        pending.addAll(references.getOrDefault(name, List.of()));
      }
    }
    return services.stream()
        .filter(
            service -> service.endpoints().stream().anyMatch(each -> reached.contains(each.name())))
        .toList();
  }

  /**
   * Whether a bundle has the function that a request calls, or needs none.
   *
   * @param services all services of the bundle
   * @param bundle the bundle
   */
  public static boolean hasFunction(
      List<ServiceEntry> services, Bundle bundle, RunRequest request) {
    return request.function().isPresent()
        ? bundle.calledFunction().isPresent()
        : request.keepRunning() || firstEntryPoint(services, bundle).isPresent();
  }

  private static List<String> names(List<ServiceEntry> services) {
    return services.stream()
        .filter(service -> !service.servesApplication())
        .flatMap(service -> service.endpoints().stream())
        .map(EndpointEntry::name)
        .toList();
  }

  /** The first entry point that is a function. */
  private static Optional<String> firstEntryPoint(List<ServiceEntry> services, Bundle bundle) {
    List<String> names = names(services);
    return bundle.entryPoints().stream().filter(names::contains).findFirst();
  }

  private Optional<CallResult.Problem> call(ServiceGroup running, CallRequest call)
      throws EngineException {
    CallResult result = running.call(call);
    if (result instanceof CallResult.Problem problem) {
      return Optional.of(problem);
    }
    out.println(((CallResult.Value) result).json());
    return Optional.empty();
  }

  /** The call to make; with {@code keepRunning} there is none unless the request names it. */
  private static Optional<CallRequest> call(
      List<ServiceEntry> services, Bundle bundle, RunRequest request) throws EngineException {
    if (request.keepRunning() && request.function().isEmpty()) {
      return Optional.empty();
    }
    List<String> functions = names(services);
    if (request.function().isEmpty()) {
      String first =
          firstEntryPoint(services, bundle).orElseThrow(() -> nothingToCall(services, functions));
      return Optional.of(new CallRequest(first, request.args(), request.kwargs()));
    }
    String name = request.function().get();
    Optional<ServiceEntry> application = application(services, name::equals);
    if (application.isPresent()) {
      throw isApplication(application.get());
    }
    String called =
        bundle
            .calledFunction()
            .orElseThrow(
                () ->
                    noFunction("There is no function \"%s\" to call.".formatted(name), functions));
    return Optional.of(new CallRequest(called, request.args(), request.kwargs()));
  }

  private static Optional<ServiceEntry> application(
      List<ServiceEntry> services, Predicate<String> name) {
    return services.stream()
        .filter(ServiceEntry::servesApplication)
        .filter(service -> name.test(service.name()))
        .findFirst();
  }

  private static EngineException nothingToCall(
      List<ServiceEntry> services, List<String> functions) {
    return application(services, any -> true)
        .map(FunctionRunner::isApplication)
        .orElseGet(() -> noFunction("There is no entry point to call.", functions));
  }

  private static EngineException isApplication(ServiceEntry service) {
    return new EngineException(
        EngineException.Origin.PROGRAM,
        "The service \"%s\" is an application, which is not called like a function. Set %s to true to send requests to its routes, or use nanoservice:start."
            .formatted(service.name(), Parameters.reference("keepRunning")));
  }

  private static EngineException noFunction(String message, List<String> functions) {
    return new EngineException(
        EngineException.Origin.PROGRAM,
        "%s Set %s to a function from this list: %s."
            .formatted(message, Parameters.reference("function"), String.join(", ", functions)));
  }
}
