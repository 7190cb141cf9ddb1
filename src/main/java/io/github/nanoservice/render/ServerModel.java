package io.github.nanoservice.render;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values of {@code main.py.mustache}, the Flask server of a service, except its {@link Names}.
 *
 * @param docstring escaped
 * @param futures features, separated by commas
 * @param parentPackage a string literal
 * @param libraries the user's import statements
 * @param flaskImport import statement
 * @param runtimeImport import statement
 * @param written statement that gives the module the name of its source module
 * @param stubs statements that bind sibling functions and modules
 * @param body the definitions
 * @param modules statements that bind sibling modules and that need the definitions
 * @param only arguments that name the function, if the service has one function
 * @param answerLines body of the route, if the service is a group
 * @param names the generated names
 */
record ServerModel(
    String docstring,
    Optional<String> futures,
    Optional<String> parentPackage,
    List<String> libraries,
    String flaskImport,
    String runtimeImport,
    Optional<String> written,
    List<Stubs.Block> stubs,
    ModuleBody body,
    List<Stubs.Block> modules,
    Optional<String> only,
    List<String> answerLines,
    Names names) {
  ServerModel {
    libraries = List.copyOf(libraries);
    stubs = List.copyOf(stubs);
    modules = List.copyOf(modules);
    answerLines = List.copyOf(answerLines);
  }

  /**
   * Generated names that the user's definitions do not use.
   *
   * @param app the Flask application
   * @param flask the class {@code Flask}
   * @param serve the route's function
   * @param function the parameter of a group's route
   * @param functions the functions of a group from carried modules
   * @param answer the runtime's {@code answer} or {@code answer_one_of}
   * @param run the runtime's {@code run}
   */
  record Names(
      String app,
      String flask,
      String serve,
      String function,
      String functions,
      String answer,
      String run) {

    private static Names of(ModuleNames names, Stubs stubs, boolean group) {
      return new Names(
          names.free("app"),
          names.free("Flask"),
          names.free("serve"),
          names.free("function"),
          names.free("functions"),
          stubs.runtime(group ? "answer_one_of" : "answer"),
          stubs.runtime("run"));
    }
  }

  /** Returns the values for one service. */
  static ServerModel of(Service service) {
    List<String> functions =
        service.group() ? List.of() : List.of(service.endpoints().get(0).function().name());
    ModuleNames moduleNames = ModuleNames.of(service.definitions(), service.bindings(), functions);
    Stubs stubs = Stubs.of(moduleNames, service.definitions());
    Names names = Names.of(moduleNames, stubs, service.group());
    List<Stubs.Block> blocks =
        service
            .carried()
            .map(carried -> stubs.carried(carried, served(service, names, stubs)))
            .orElseGet(() -> stubs.blocks(service.bindings()));
    List<Stubs.Block> trailingBlocks = stubs.trailingBlocks(service.bindings());
    List<Definition> ordered = DefinitionOrder.of(service.definitions());
    ModuleBody body = ModuleBody.of(ordered, module -> written(service, stubs, module));
    Optional<String> written =
        ordered.stream().findFirst().flatMap(first -> written(service, stubs, first.file().name()));
    return new ServerModel(
        docstring(service),
        some(String.join(", ", service.futures())),
        service.parentPackage().map(PythonText::literal),
        stubs.libraries(service.bindings()),
        ImportText.from("flask", List.of(ImportText.name("Flask", names.flask()))),
        ImportText.from("nanoservice", stubs.runtimeNames()),
        written,
        blocks,
        body,
        trailingBlocks,
        service.group() ? Optional.empty() : Optional.of(answered(service.endpoints().get(0))),
        service.group() ? answerOneOf(service, names) : List.of(),
        names);
  }

  /** Returns the statement that gives the following definitions the name of their module. */
  private static Optional<String> written(Service service, Stubs stubs, String module) {
    return service.keepsModuleName()
        ? Optional.of(
            "__name__ = "
                + stubs.runtime("adopt_module_name")
                + "("
                + PythonText.literal(module)
                + ")")
        : Optional.empty();
  }

  /** Returns the condition that is true if Python runs the module as the program. */
  String isProgram() {
    // The application was created before the module got another name.
    return (written.isPresent() ? names.app() + ".import_name" : "__name__") + " == \"__main__\"";
  }

  /** Returns the mark that the body replaces. */
  Optional<String> definitions() {
    return body.mark();
  }

  /** Whether the service has several functions. */
  boolean group() {
    return only.isEmpty();
  }

  boolean hasLibraries() {
    return !libraries.isEmpty();
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static String docstring(Service service) {
    String advice = "Generated by nanoservice-maven-plugin; change the source, not this file.";
    String name = PythonText.escaped(service.name());
    if (!service.group()) {
      return name + ": " + lines(service.endpoints().get(0)) + ". " + advice;
    }
    String places =
        service.endpoints().stream()
            .map(endpoint -> PythonText.escaped(endpoint.name()) + ": " + lines(endpoint) + "\n")
            .collect(Collectors.joining());
    return name + ": a group of functions. " + advice + "\n\n" + places;
  }

  private static String lines(Endpoint endpoint) {
    return PythonText.escaped(endpoint.file().path())
        + ", "
        + EndpointEntry.Lines.of(endpoint).words();
  }

  /**
   * Returns the arguments for the runtime's {@code answer}. The endpoint's name and host are only
   * among them if the runtime cannot derive them from the function.
   */
  private static String answered(Endpoint endpoint) {
    String name = endpoint.function().name();
    // A decorator may return a function with another name.
    boolean decorated = endpoint.definition().text().startsWith("@");
    boolean hosted = endpoint.hostedByName();
    if (endpoint.name().equals(name) && !decorated && hosted) {
      return name;
    }
    String host = hosted ? "" : ", " + PythonText.literal(endpoint.dnsLabel());
    return name + ", " + PythonText.literal(endpoint.name()) + host;
  }

  /** Returns the statements that import the functions of a service from carried modules. */
  private static List<String> served(Service service, Names names, Stubs stubs) {
    if (!service.group()) {
      Endpoint endpoint = service.endpoints().get(0);
      return List.of(ImportText.from(endpoint.file().name(), List.of(endpoint.function().name())));
    }
    List<String> lines = new ArrayList<>();
    lines.add(names.functions() + " = " + stubs.runtime("functions_of") + "(");
    addDict(lines, service.endpoints().stream().map(ServerModel::place).toList());
    lines.add(")");
    return lines;
  }

  /** Returns an item of the dictionary of functions: where Python finds the function. */
  private static String place(Endpoint endpoint) {
    String place = endpoint.file().name() + ":" + endpoint.function().name();
    return PythonText.literal(endpoint.name()) + ": " + PythonText.literal(place);
  }

  private static List<String> answerOneOf(Service service, Names names) {
    List<String> functions = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    for (Endpoint endpoint : service.endpoints()) {
      String key = PythonText.literal(endpoint.name()) + ": ";
      functions.add(key + endpoint.function().name());
      if (!endpoint.hostedByName()) {
        hosts.add(key + PythonText.literal(endpoint.dnsLabel()));
      }
    }
    boolean isCarried = service.carried().isPresent();
    List<String> arguments = new ArrayList<>();
    arguments.add(isCarried ? names.functions() : "{" + String.join(", ", functions) + "}");
    arguments.add(names.function());
    if (!hosts.isEmpty()) {
      arguments.add("{" + String.join(", ", hosts) + "}");
    }
    String line = "return " + names.answer() + "(" + String.join(", ", arguments) + ")";
    if (line.length() + 4 <= ImportText.WIDTH) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>();
    lines.add("return " + names.answer() + "(");
    if (isCarried) {
      lines.add("    " + names.functions() + ",");
    } else {
      addDict(lines, functions);
    }
    lines.add("    " + names.function() + ",");
    if (!hosts.isEmpty()) {
      addDict(lines, hosts);
    }
    lines.add(")");
    return lines;
  }

  private static void addDict(List<String> lines, List<String> items) {
    lines.add("    {");
    items.forEach(item -> lines.add("        " + item + ","));
    lines.add("    },");
  }
}
