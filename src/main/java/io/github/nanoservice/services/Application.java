package io.github.nanoservice.services;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.WsgiApplication;
import io.github.nanoservice.resolve.WsgiFramework;
import java.util.List;
import java.util.stream.Stream;

/**
 * A WSGI application (PEP 3333) of the sources, which a service of its own serves as it is, on the
 * application's routes.
 *
 * @param name the name of its service: that of its module, or one like it
 * @param dnsLabel the name as a DNS label
 * @param wsgi what binds it
 * @param modules the modules that belong to it, by path: their functions are not services
 */
public record Application(
    String name, String dnsLabel, WsgiApplication wsgi, List<SourceFile> modules)
    implements Served {
  public Application {
    modules = List.copyOf(modules);
  }

  @Override
  public SourceFile file() {
    return wsgi.file();
  }

  @Override
  public String simpleName() {
    return wsgi.variable();
  }

  @Override
  public Definition definition() {
    return wsgi.definition();
  }

  /** What it is: {@code Flask application}. */
  public String title() {
    return wsgi.framework().map(WsgiFramework::title).orElse("WSGI") + " application";
  }

  /** What a message calls it: {@code the Flask application "app"}. */
  public String describe() {
    return "the %s \"%s\"".formatted(title(), simpleName() + (wsgi.isFactory() ? "()" : ""));
  }

  /** Everything that runs in its modules: they are imported whole. */
  List<Definition> definitions() {
    return modules.stream().flatMap(Application::definitions).toList();
  }

  static Stream<Definition> definitions(SourceFile file) {
    Stream<Function> functions = file.module().functions().stream();
    Stream<Statement> statements = file.module().statements().stream();
    return Stream.concat(
        functions.map(each -> new Definition.OfFunction(file, each)),
        statements.map(each -> new Definition.OfStatement(file, each)));
  }
}
