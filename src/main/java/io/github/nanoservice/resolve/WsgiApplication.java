package io.github.nanoservice.resolve;

import io.github.nanoservice.python.AssignedCall;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A WSGI application (PEP 3333) that a module binds at its top level.
 *
 * @param file the module
 * @param variable its name there
 * @param definition what binds the name
 * @param framework what it is an application of; empty if it is a plain function
 * @param factory the function of the sources that makes it, if one does
 */
public record WsgiApplication(
    SourceFile file,
    String variable,
    Definition definition,
    Optional<WsgiFramework> framework,
    Optional<Definition.OfFunction> factory) {
  /** The names under which servers look for an application, the most usual first. */
  private static final List<String> USUAL = List.of("app", "application");

  private static final String MAKE_APPLICATION = "make_wsgi_app";

  /** Returns the application of a module; of several the one with a usual name, or the first. */
  public static Optional<WsgiApplication> of(
      SourceFile file, SourceTree tree, NameResolver resolver) {
    List<WsgiApplication> found = new ArrayList<>();
    file.module().statements().stream()
        .flatMap(each -> made(new Definition.OfStatement(file, each), tree, resolver).stream())
        .forEach(found::add);
    for (Function function : file.module().functions()) {
      if (HandlerParameters.areOfWsgi(function)) {
        Definition.OfFunction definition = new Definition.OfFunction(file, function);
        found.add(
            new WsgiApplication(
                file, function.name(), definition, Optional.empty(), Optional.empty()));
      }
    }
    return USUAL.stream()
        .flatMap(name -> found.stream().filter(each -> each.variable().equals(name)))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static Optional<WsgiApplication> made(
      Definition.OfStatement definition, SourceTree tree, NameResolver resolver) {
    Statement statement = definition.statement();
    boolean assigns =
        statement.kind() == Statement.Kind.ASSIGN || statement.kind() == Statement.Kind.ANN_ASSIGN;
    if (!assigns || statement.binds().size() != 1) {
      return Optional.empty();
    }
    String variable = statement.binds().iterator().next();
    return AssignedCall.callee(definition.text())
        .flatMap(callee -> calls(definition, resolver).filter(use -> isOf(use, callee)).findFirst())
        .flatMap(use -> made(definition, variable, use, tree, resolver));
  }

  private static boolean isOf(ResolvedUse use, String callee) {
    Reference reference = use.reference();
    return callee.equals(
        Stream.concat(Stream.of(reference.name()), reference.attributes().stream())
            .reduce("", DottedNames::join));
  }

  private static Optional<WsgiApplication> made(
      Definition.OfStatement definition,
      String variable,
      ResolvedUse use,
      SourceTree tree,
      NameResolver resolver) {
    if (use.end() instanceof AttributeResolution.OfFunction of && of.rest().isEmpty()) {
      Definition.OfFunction factory =
          new Definition.OfFunction(of.target().file(), of.target().function());
      return of.target().function().name().toLowerCase(Locale.ROOT).contains("app")
          ? steps(factory, resolver)
              .map(framework -> new WsgiApplication(definition, variable, framework, factory))
          : Optional.empty();
    }
    Optional<WsgiFramework> framework =
        use.end() instanceof AttributeResolution.OfVariable of
                && of.rest().equals(List.of(MAKE_APPLICATION))
            ? tree.definitions(of.target()).stream()
                .flatMap(each -> steps(each, resolver).stream())
                .findFirst()
            : WsgiFramework.ofMaker(use.libraryName());
    return framework.map(
        each ->
            new WsgiApplication(
                definition.file(), variable, definition, Optional.of(each), Optional.empty()));
  }

  private WsgiApplication(
      Definition.OfStatement definition,
      String variable,
      WsgiFramework framework,
      Definition.OfFunction factory) {
    this(definition.file(), variable, definition, Optional.of(framework), Optional.of(factory));
  }

  private static Optional<WsgiFramework> steps(Definition definition, NameResolver resolver) {
    Stream<String> called = calls(definition, resolver).map(ResolvedUse::libraryName);
    Stream<String> imported =
        resolver.imports(definition).stream()
            .filter(ResolvedImport.OfLibrary.class::isInstance)
            .map(each -> ((ResolvedImport.OfLibrary) each).name());
    return Stream.concat(called, imported)
        .flatMap(name -> WsgiFramework.ofStep(name).stream())
        .findFirst();
  }

  private static Stream<ResolvedUse> calls(Definition definition, NameResolver resolver) {
    return resolver.uses(definition).stream()
        .filter(use -> use.reference().use() == Reference.Use.CALL);
  }
}
