package io.github.nanoservice.resolve;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Frameworks that call functions with a request of their own, and how they are recognised. */
enum WebFramework {
  FLASK(
      "Flask",
      Set.of("flask.Flask", "flask.app.Flask", "flask.Blueprint", "flask.blueprints.Blueprint"),
      Set.of(),
      Set.of("flask.Request", "flask.wrappers.Request")),
  BOTTLE(
      "Bottle",
      Set.of("bottle.Bottle"),
      Set.of("bottle.route", "bottle.get", "bottle.post", "bottle.put", "bottle.delete"),
      Set.of()),
  CHALICE(
      "Chalice",
      Set.of("chalice.Chalice", "chalice.app.Chalice", "chalice.Blueprint"),
      Set.of(),
      Set.of()),
  FUNCTIONS_FRAMEWORK(
      "functions-framework",
      Set.of(),
      Set.of(
          "functions_framework.http",
          "functions_framework.cloud_event",
          "functions_framework.typed"),
      Set.of("cloudevents.http.CloudEvent", "cloudevents.http.event.CloudEvent")),
  FASTAPI(
      "FastAPI",
      Set.of("fastapi.FastAPI", "fastapi.applications.FastAPI", "fastapi.APIRouter"),
      Set.of(),
      Set.of("fastapi.Request", "fastapi.requests.Request")),
  STARLETTE(
      "Starlette",
      Set.of("starlette.applications.Starlette", "starlette.routing.Router"),
      Set.of(),
      Set.of("starlette.requests.Request")),
  QUART("Quart", Set.of("quart.Quart", "quart.Blueprint"), Set.of(), Set.of("quart.Request")),
  SANIC("Sanic", Set.of("sanic.Sanic", "sanic.Blueprint"), Set.of(), Set.of("sanic.Request")),
  AIOHTTP("aiohttp", Set.of("aiohttp.web.RouteTableDef"), Set.of(), Set.of("aiohttp.web.Request")),
  AZURE_FUNCTIONS(
      "Azure Functions",
      Set.of("azure.functions.FunctionApp", "azure.functions.Blueprint"),
      Set.of(),
      Set.of(
          "azure.functions.HttpRequest",
          "azure.functions.EventGridEvent",
          "azure.functions.QueueMessage",
          "azure.functions.ServiceBusMessage",
          "azure.functions.TimerRequest"));

  /** What to do with any handler. */
  static final String ADVICE =
      "Write a function that takes values and returns a value, let the handler call it, and move the"
          + " handler out of the sources.";

  private final String title;
  private final Set<String> applications;
  private final Set<String> decorators;
  private final Set<String> requests;

  WebFramework(
      String title, Set<String> applications, Set<String> decorators, Set<String> requests) {
    this.title = title;
    this.applications = applications;
    this.decorators = decorators;
    this.requests = requests;
  }

  /** Returns its name in messages. */
  String title() {
    return title;
  }

  /** Returns what to do with a handler. */
  String advice() {
    return ADVICE;
  }

  /** Returns the framework with this class of applications, whose methods are decorators. */
  static Optional<WebFramework> ofApplication(String name) {
    return first(name, framework -> framework.applications);
  }

  /** Returns the framework with this decorator. */
  static Optional<WebFramework> ofDecorator(String name) {
    return first(name, framework -> framework.decorators);
  }

  /** Returns the framework with this class of requests, as the annotation of a parameter. */
  static Optional<WebFramework> ofRequest(String name) {
    return first(name, framework -> framework.requests);
  }

  private static Optional<WebFramework> first(
      String name, Function<WebFramework, Set<String>> names) {
    return Arrays.stream(values())
        .filter(framework -> names.apply(framework).contains(name))
        .findFirst();
  }
}
