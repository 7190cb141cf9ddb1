package io.github.nanoservice.build;

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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a bundle on this machine: starts its services, calls one function, stops them. */
public final class FunctionRunner {
  private final ProcessLauncher launcher;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final ServiceOutput aside;

  /**
   * Prepares to run.
   *
   * @param launcher starts all processes
   * @param out takes what the user asked for: the value; with {@code keep} the URLs and the
   *     services' output
   * @param progress is told what takes long
   * @param aside takes the services' output otherwise
   */
  public FunctionRunner(
      ProcessLauncher launcher, PrintStream out, Consumer<String> progress, ServiceOutput aside) {
    this.launcher = launcher;
    this.out = out;
    this.progress = progress;
    this.aside = aside;
  }

  /**
   * Runs the services, until the function has answered, or with {@code keep} until this process is
   * ended. The value is printed as one line of JSON.
   *
   * @param bundle the directory of the services' bundle
   * @param entryPoints the functions to reach from outside; the first is called unless one is named
   * @return why there is no value, where the function raised or the call was refused
   * @throws EngineException where the services could not be run
   */
  public Optional<CallResult.Problem> run(
      Path bundle, List<ServiceEntry> services, List<String> entryPoints, RunRequest request)
      throws EngineException {
    Optional<CallRequest> call = call(services, entryPoints, request);
    LocalPlan plan =
        PythonEnvironment.provide(
            launcher,
            progress,
            new LocalPlan(
                request.python(),
                request.projectDirectory(),
                request.workDirectory(),
                bundle,
                services,
                request.keep(),
                request.startTimeout(),
                request.callTimeout()));
    ForegroundRunner engine =
        new ForegroundRunner(launcher, request.keep() ? inFront(services) : aside);
    progress.accept("Starting " + Quantity.of(services.size(), "service"));
    try (ServiceGroup running = engine.start(plan)) {
      if (request.keep()) {
        out.print(UrlTable.of(running.addresses()));
        out.println("Ctrl-C stops all of them.");
      }
      if (call.isPresent()) {
        CallResult answer = running.call(call.get());
        if (answer instanceof CallResult.Problem problem) {
          return Optional.of(problem);
        }
        out.println(((CallResult.Value) answer).json());
      }
      if (request.keep()) {
        running.await();
      }
      return Optional.empty();
    }
  }

  /** The call asked for; with {@code keep}, callers come from elsewhere unless one is named. */
  private static Optional<CallRequest> call(
      List<ServiceEntry> services, List<String> entryPoints, RunRequest request)
      throws EngineException {
    if (request.keep() && request.function().isEmpty()) {
      return Optional.empty();
    }
    List<EndpointEntry> endpoints =
        services.stream().flatMap(service -> service.endpoints().stream()).toList();
    String name =
        request
            .function()
            .or(() -> entryPoints.stream().findFirst())
            .orElseThrow(() -> noEntryPoint(endpoints));
    if (endpoints.stream().noneMatch(endpoint -> endpoint.name().equals(name))) {
      throw new EngineException(
          EngineException.Origin.PROGRAM,
          "There is no function '%s' to call (parameter nanoservice.function). %s"
              .formatted(name, choice(endpoints)));
    }
    return Optional.of(new CallRequest(name, request.args(), request.kwargs()));
  }

  private static EngineException noEntryPoint(List<EndpointEntry> endpoints) {
    return new EngineException(
        EngineException.Origin.PROGRAM,
        "No function to call was named, and there is no entry point. " + choice(endpoints));
  }

  private static String choice(List<EndpointEntry> endpoints) {
    return "Name one with -Dnanoservice.function=NAME, of: "
        + String.join(", ", endpoints.stream().map(EndpointEntry::name).toList())
        + ".";
  }

  private ServiceOutput inFront(List<ServiceEntry> services) {
    int width = services.stream().mapToInt(service -> service.name().length()).reduce(0, Math::max);
    String row = "%-" + width + "s | %s%n";
    return (service, line) -> out.print(row.formatted(service, line));
  }
}
