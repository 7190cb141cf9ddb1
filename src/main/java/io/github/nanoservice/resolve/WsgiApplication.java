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
 * @param framework what it is an application of; empty if it is a plain function (PEP 3333)
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

  /** The functions that Flask's own server calls if no variable contains an application. */
  private static final List<String> FACTORIES = List.of("create_app", "make_app");

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
    file.module().functions().stream()
        .filter(each -> FACTORIES.contains(each.name()) && HandlerParameters.areOptional(each))
        .map(each -> new Definition.OfFunction(file, each))
        .flatMap(each -> factory(each, resolver).stream())
        .forEach(found::add);
    return USUAL.stream()
        .flatMap(name -> found.stream().filter(each -> each.variable().equals(name)))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static Optional<WsgiApplication> factory(
      Definition.OfFunction function, NameResolver resolver) {
    return steps(function, resolver)
        .map(
            framework ->
                new WsgiApplication(
                    function.file(),
                    function.function().name(),
                    function,
                    Optional.of(framework),
                    Optional.of(function)));
  }

  /** Whether the variable is a function to call once, which returns the application. */
  public boolean isFactory() {
    return factory.filter(definition::equals).isPresent();
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
    return calls(definition, resolver)
        .flatMap(
            use ->
                made(definition, variable, use, tree, resolver)
                    .filter(found -> isWholeValue(definition, use))
                    .stream())
        .findFirst();
  }

  private static boolean isWholeValue(Definition definition, ResolvedUse use) {
    Reference reference = use.reference();
    String called =
        Stream.concat(Stream.of(reference.name()), reference.attributes().stream())
            .reduce("", DottedNames::join);
    return AssignedCall.callee(definition.text()).filter(called::equals).isPresent();
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
            ? framework(of, tree.definitions(of.target()), resolver)
            : WsgiFramework.ofMaker(use.libraryName());
    return framework.map(
        each ->
            new WsgiApplication(
                definition.file(), variable, definition, Optional.of(each), Optional.empty()));
  }

  /** The framework of a class that is derived from one of it, or of a configurator's method. */
  private static Optional<WsgiFramework> framework(
      AttributeResolution.OfVariable called,
      List<Definition.OfStatement> definitions,
      NameResolver resolver) {
    if (called.rest().equals(List.of(MAKE_APPLICATION))) {
      return definitions.stream().flatMap(each -> steps(each, resolver).stream()).findFirst();
    }
    return definitions.stream()
        .filter(each -> called.rest().isEmpty())
        .filter(each -> each.statement().kind() == Statement.Kind.CLASS_DEF)
        .flatMap(each -> resolver.uses(each).stream())
        .filter(use -> use.atDefinition() && use.reference().use() == Reference.Use.VALUE)
        .flatMap(use -> WsgiFramework.ofMaker(use.libraryName()).stream())
        .findFirst();
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
