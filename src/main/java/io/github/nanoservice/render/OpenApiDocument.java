package io.github.nanoservice.render;

import static io.github.nanoservice.render.TypeSchema.members;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.python.Parameter.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * OpenAPI 3.1 descriptions of services, for any HTTP client. Each call that a function takes is
 * valid by them; of those that it does not take, some are too, for a parameter may be given by its
 * place or by its name.
 */
final class OpenApiDocument {
  private static final List<Integer> PROBLEMS = List.of(400, 422, 500, 503, 504);

  private final RenderSettings settings;

  OpenApiDocument(RenderSettings settings) {
    this.settings = settings;
  }

  /** That of one service, which serves it itself. */
  byte[] of(ServiceEntry service, Map<String, Contract> contracts) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (EndpointEntry endpoint : service.endpoints()) {
      paths.put(pathOf(endpoint.path()), operations(contracts.get(endpoint.name())));
    }
    Map<String, Object> document = document(service.name());
    // Wherever it is read from: what a port is for others is no matter of the service's image.
    document.put("servers", List.of(Map.of("url", "/")));
    // Programs read it, and each image has it.
    return Json.compact(finished(document, paths)).getBytes(StandardCharsets.US_ASCII);
  }

  /** That of all services: each function has a path, which its service answers too. */
  byte[] of(List<ServiceEntry> services, Map<String, Contract> contracts) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (ServiceEntry service : services) {
      for (EndpointEntry endpoint : service.endpoints()) {
        boolean alone = endpoint.path().equals("/");
        Map<String, Object> operations = new LinkedHashMap<>();
        operations.put("servers", servers(service, endpoint));
        operations.putAll(operations(contracts.get(endpoint.name())));
        paths.put(pathOf(alone ? "/" + service.directory() : endpoint.path()), operations);
      }
    }
    return Json.write(finished(document(settings.project()), paths))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A path outside of ASCII is percent-encoded, as in a request (RFC 3986 §2.1). */
  private static String pathOf(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(unit < 0 ? "%%%02X".formatted(unit & 0xFF) : "" + (char) unit);
    }
    return encoded.toString();
  }

  private Map<String, Object> document(String title) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", members("title", title, "version", settings.version()));
    return document;
  }

  private static Map<String, Object> finished(
      Map<String, Object> document, Map<String, Object> paths) {
    document.put("paths", paths);
    Map<String, Object> problem =
        members(
            "description",
            "What went wrong (RFC 9457).",
            "content",
            Map.of("application/problem+json", schema(reference("schemas", "Problem"))));
    document.put(
        "components",
        members("schemas", Map.of("Problem", problem()), "responses", Map.of("Problem", problem)));
    return document;
  }

  private static List<Object> servers(ServiceEntry service, EndpointEntry endpoint) {
    List<Object> servers = new ArrayList<>();
    endpoint.published().stream()
        .filter(port -> port > 0)
        .forEach(port -> servers.add(Map.of("url", "http://127.0.0.1:" + port)));
    servers.add(
        members(
            "url",
            "http://" + service.directory() + ":" + ServiceProtocol.PORT,
            "description",
            "in the services' network"));
    return servers;
  }

  private static Map<String, Object> operations(Contract contract) {
    Map<String, Object> operations = new LinkedHashMap<>();
    operations.put("get", operation("get", contract));
    operations.put("post", operation("post", contract));
    return operations;
  }

  private static Map<String, Object> operation(String method, Contract contract) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", method + "_" + contract.endpoint().name());
    operation.put("summary", contract.endpoint().name() + contract.signature());
    contract.docstring().ifPresent(text -> operation.put("description", text));
    Map<String, Object> args = args(contract);
    Map<String, Object> kwargs = kwargs(contract);
    if (method.equals("get")) {
      operation.put(
          "parameters",
          List.of(
              parameter("args", "The positional arguments.", args),
              parameter("kwargs", "The keyword arguments.", kwargs)));
    } else {
      operation.put("requestBody", body(args, kwargs));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        "200",
        members(
            "description",
            "The value of the function.",
            "content",
            Map.of("application/json", schema(TypeSchema.ofResult(contract.result())))));
    PROBLEMS.forEach(status -> responses.put("" + status, reference("responses", "Problem")));
    operation.put("responses", responses);
    return operation;
  }

  private static Map<String, Object> parameter(
      String name, String description, Map<String, Object> schema) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", "query");
    parameter.put("description", description);
    parameter.put("required", isRequired(schema));
    parameter.put("content", Map.of("application/json", schema(schema)));
    return parameter;
  }

  private static Map<String, Object> body(Map<String, Object> args, Map<String, Object> kwargs) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", members("args", args, "kwargs", kwargs));
    List<String> required = new ArrayList<>();
    if (isRequired(args)) {
      required.add("args");
    }
    if (isRequired(kwargs)) {
      required.add("kwargs");
    }
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("unevaluatedProperties", false);
    return members(
        "required", !required.isEmpty(), "content", Map.of("application/json", schema(schema)));
  }

  private static boolean isRequired(Map<String, Object> arguments) {
    return arguments.containsKey("minItems") || arguments.containsKey("required");
  }

  /** An array; what has a name too may be in the other arguments instead, and is not required. */
  private static Map<String, Object> args(Contract contract) {
    List<ParameterContract> positional =
        of(contract, kind -> kind == Kind.POSITIONAL_ONLY || kind == Kind.POSITIONAL_OR_KEYWORD);
    Optional<ParameterContract> more =
        of(contract, kind -> kind == Kind.VAR_POSITIONAL).stream().findFirst();
    long least =
        positional.stream()
            .filter(each -> each.kind() == Kind.POSITIONAL_ONLY && each.required())
            .count();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    if (!positional.isEmpty()) {
      schema.put("prefixItems", positional.stream().map(OpenApiDocument::argument).toList());
    }
    schema.put("items", more.<Object>map(OpenApiDocument::argument).orElse(false));
    if (least > 0) {
      schema.put("minItems", least);
    }
    if (more.isEmpty()) {
      schema.put("maxItems", positional.size());
    }
    return schema;
  }

  private static Map<String, Object> kwargs(Contract contract) {
    List<ParameterContract> named =
        of(contract, kind -> kind == Kind.POSITIONAL_OR_KEYWORD || kind == Kind.KEYWORD_ONLY);
    Optional<ParameterContract> more =
        of(contract, kind -> kind == Kind.VAR_KEYWORD).stream().findFirst();
    Map<String, Object> properties = new LinkedHashMap<>();
    named.forEach(each -> properties.put(each.name(), argument(each)));
    List<String> required =
        named.stream()
            .filter(each -> each.kind() == Kind.KEYWORD_ONLY && each.required())
            .map(ParameterContract::name)
            .toList();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    // Code generators that know "additionalProperties" from OpenAPI 3.0 alone take its false for a
    // schema.
    more.ifPresentOrElse(
        each -> schema.put("additionalProperties", argument(each)),
        () -> schema.put("unevaluatedProperties", false));
    return schema;
  }

  private static List<ParameterContract> of(Contract contract, Predicate<Kind> kinds) {
    return contract.parameters().stream().filter(each -> kinds.test(each.kind())).toList();
  }

  private static Map<String, Object> argument(ParameterContract parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", parameter.name());
    schema.putAll(TypeSchema.ofArgument(parameter.type()));
    parameter.defaultValue().ifPresent(value -> schema.put("default", TypeSchema.json(value)));
    return schema;
  }

  /** What problems.py writes. */
  private static Map<String, Object> problem() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("type", members("type", "string", "format", "uri-reference"));
    properties.put(
        "title", described("string", "The class of the exception, or the status in words."));
    properties.put("status", Map.of("type", "integer"));
    properties.put("detail", described("string", "The message."));
    properties.put("traceback", described("string", "As Python prints it, if something raised."));
    properties.put(
        "exception", Map.of("description", "What was raised, in the form that stubs read."));
    properties.put(
        "changes", Map.of("description", "Changed arguments, in the form that stubs read."));
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "object");
    problem.put("required", List.of("type", "title", "status", "detail"));
    problem.put("properties", properties);
    return problem;
  }

  private static Map<String, Object> described(String type, String description) {
    return members("type", type, "description", description);
  }

  private static Map<String, Object> schema(Map<String, Object> schema) {
    return Map.of("schema", schema);
  }

  private static Map<String, Object> reference(String kind, String name) {
    return Map.of("$ref", "#/components/" + kind + "/" + name);
  }
}
