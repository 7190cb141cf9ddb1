package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds functions that a web framework calls with a request of its own. A service calls them like
 * any other function, with the arguments of its caller, so that the request is missing.
 */
public final class HandlerChecks {
  /** The parameters of a handler of AWS Lambda, as its documentation has them. */
  private static final List<Set<String>> LAMBDA =
      List.of(Set.of("event", "_event"), Set.of("context", "_context"));

  /** The parameters of a WSGI application (PEP 3333). */
  private static final List<Set<String>> WSGI =
      List.of(Set.of("environ", "_environ"), Set.of("start_response"));

  private final NameResolver resolver;
  private final List<Finding> findings = new ArrayList<>();

  private HandlerChecks(NameResolver resolver) {
    this.resolver = resolver;
  }

  /** Returns a warning for each such function, in the order of the functions. */
  public static List<Finding> findings(
      NameResolver resolver, List<Definition.OfFunction> functions) {
    HandlerChecks checks = new HandlerChecks(resolver);
    functions.forEach(checks::check);
    return List.copyOf(checks.findings);
  }

  private void check(Definition.OfFunction function) {
    Optional<ResolvedUse> ofFramework =
        resolver.uses(function).stream()
            .filter(use -> framework(function, use).isPresent())
            .findFirst();
    if (ofFramework.isPresent()) {
      ResolvedUse use = ofFramework.get();
      WebFramework framework = framework(function, use).orElseThrow();
      report(
          Rule.FOREIGN_HANDLER,
          Locations.of(function, use),
          "\"%s\" expects a request of %s, but a service calls it without one"
              .formatted(function.function().name(), framework.title()),
          framework.advice());
    } else if (hasParameters(function.function(), WSGI)) {
      report(
          Rule.FOREIGN_HANDLER,
          Locations.of(function),
          "\"%s\" is a WSGI application, but a service calls it without a request"
              .formatted(function.function().name()),
          WebFramework.ADVICE);
    } else if (hasParameters(function.function(), LAMBDA)) {
      report(
          Rule.LAMBDA_HANDLER,
          Locations.of(function),
          ("\"%s\" has the parameters of a handler of AWS Lambda, but a service passes the"
                  + " arguments of its caller")
              .formatted(function.function().name()),
          ("Set NANOSERVICE_LAMBDA_HANDLERS=%s in the environment of the service, so that it gets"
                  + " events of HTTP requests, or rename its parameters.")
              .formatted(function.function().name()));
    }
  }

  /** Returns the framework whose request a function expects because of one of its uses. */
  private Optional<WebFramework> framework(Definition.OfFunction function, ResolvedUse use) {
    Reference reference = use.reference();
    if (reference.moment() == Reference.Moment.CALL) {
      return Optional.empty();
    }
    if (!function.function().isInDecorator(reference)) {
      return WebFramework.ofRequest(use.libraryName());
    }
    if (use.end() instanceof AttributeResolution.OfVariable of && !of.rest().isEmpty()) {
      return application(of.target());
    }
    return WebFramework.ofDecorator(use.libraryName());
  }

  /** Returns the framework of the application that a variable contains. */
  private Optional<WebFramework> application(Target.OfVariable variable) {
    return variable.file().module().statements().stream()
        .filter(Statement::accepted)
        .filter(statement -> statement.binds().contains(variable.name()))
        .flatMap(statement -> calls(new Definition.OfStatement(variable.file(), statement)))
        .flatMap(call -> WebFramework.ofApplication(call.libraryName()).stream())
        .findFirst();
  }

  private Stream<ResolvedUse> calls(Definition definition) {
    return resolver.uses(definition).stream()
        .filter(use -> use.reference().use() == Reference.Use.CALL);
  }

  /** Returns whether a function has exactly these parameters, by place and without defaults. */
  private static boolean hasParameters(Function function, List<Set<String>> names) {
    List<Parameter> parameters = function.parameters();
    if (parameters.size() != names.size() || function.async() || function.generator()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      Parameter parameter = parameters.get(i);
      boolean byPlace =
          parameter.kind() == Parameter.Kind.POSITIONAL_OR_KEYWORD
              || parameter.kind() == Parameter.Kind.POSITIONAL_ONLY;
      if (!byPlace
          || parameter.defaultValue().isPresent()
          || !names.get(i).contains(parameter.name())) {
        return false;
      }
    }
    return true;
  }

  private void report(Rule rule, Location.InSource location, String message, String advice) {
    findings.add(Finding.of(rule, location, message, advice));
  }
}
