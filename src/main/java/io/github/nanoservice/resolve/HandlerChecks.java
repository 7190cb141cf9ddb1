package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds functions that a web framework calls with a request of its own. A service calls them like
 * any other function, with the arguments of its caller, so that the request is missing.
 */
public final class HandlerChecks {
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
          Locations.of(function, use),
          "\"%s\" expects a request of %s, but a service calls it without one"
              .formatted(function.function().name(), framework.title()),
          framework.advice());
    } else if (HandlerParameters.areOfWsgi(function.function())) {
      report(
          Locations.of(function),
          "\"%s\" is a WSGI application, but a service calls it without a request"
              .formatted(function.function().name()),
          WebFramework.ADVICE);
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

  private void report(Location.InSource location, String message, String advice) {
    findings.add(Finding.of(Rule.FOREIGN_HANDLER, location, message, advice));
  }
}
