package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Frameworks whose applications are WSGI applications, and how they are recognised. */
public enum WsgiFramework {
  FLASK("Flask", "flask", Set.of("flask.Flask", "flask.app.Flask")),
  BOTTLE("Bottle", "bottle", Set.of("bottle.Bottle", "bottle.app", "bottle.default_app")),
  FALCON("Falcon", "falcon", Set.of("falcon.API", "falcon.App", "falcon.app.App")),
  PYRAMID("Pyramid", "pyramid", Set.of()),
  DJANGO(
      "Django",
      "django",
      Set.of("django.core.wsgi.get_wsgi_application", "django.core.handlers.wsgi.WSGIHandler"));

  /** The class of Pyramid whose method makes the application. */
  private static final String CONFIGURATOR = "pyramid.config.Configurator";

  private final String title;
  private final String library;
  private final Set<String> makers;

  WsgiFramework(String title, String library, Set<String> makers) {
    this.title = title;
    this.library = library;
    this.makers = makers;
  }

  /** Its name in messages. */
  public String title() {
    return title;
  }

  /** Whether a library is the framework, or an extension named after it: {@code flask_login}. */
  public boolean isOf(String module) {
    String name = DottedNames.top(module).toLowerCase(Locale.ROOT);
    return name.equals(library) || name.startsWith(library + "_");
  }

  /** Whether it imports modules of the program by names that its settings contain. */
  public boolean importsByName() {
    return this == DJANGO;
  }

  /** The framework of which a function or class makes applications. */
  static Optional<WsgiFramework> ofMaker(String name) {
    return Arrays.stream(values()).filter(framework -> framework.makers.contains(name)).findFirst();
  }

  /** The framework that a function needs to make an application, in one step or in several. */
  static Optional<WsgiFramework> ofStep(String name) {
    return name.equals(CONFIGURATOR) ? Optional.of(PYRAMID) : ofMaker(name);
  }
}
