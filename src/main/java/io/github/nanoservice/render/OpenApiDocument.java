package io.github.nanoservice.render;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.Type;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.python.Parameter.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes OpenAPI 3.1 descriptions of services. A description accepts every call that a function
 * accepts. It also accepts some calls that the function rejects, because it cannot say that a
 * parameter is given either by position or by name.
 */
final class OpenApiDocument {
  private static final List<Integer> PROBLEM_STATUSES = List.of(400, 415, 422, 500, 503, 504);

  private final RenderSettings settings;
  private final Map<String, Map<String, JsonObject>> operations;

  private OpenApiDocument(
      RenderSettings settings, Map<String, Map<String, JsonObject>> operations) {
    this.settings = settings;
    this.operations = Map.copyOf(operations);
  }

  /**
   * Describes the functions.
   *
   * @param services the services of all functions
   * @param contracts the contracts of the functions by the names of their endpoints
   */
  static OpenApiDocument of(
      RenderSettings settings, List<ServiceEntry> services, Map<String, Contract> contracts) {
    // Two documents have the operations of each function.
    return new OpenApiDocument(
        settings,
        services.parallelStream()
            .collect(
                Collectors.toUnmodifiableMap(
                    ServiceEntry::directory, service -> operations(service, contracts))));
  }

  private static Map<String, JsonObject> operations(
      ServiceEntry service, Map<String, Contract> contracts) {
    return functions(service).stream()
        .map(EndpointEntry::name)
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(), name -> operations(service, contracts.get(name)).build()));
  }

  /** Describes one service. The document is part of its image, and the service serves it. */
  byte[] of(ServiceEntry service) {
    JsonObjectBuilder paths = new JsonObjectBuilder();
    for (EndpointEntry endpoint : functions(service)) {
      paths.add(encoded(endpoint.path()), operations.get(service.directory()).get(endpoint.name()));
    }
    JsonObjectBuilder document =
        head(service.name())
            // Relative to the address it was fetched from: an image does not know its own address.
            .add("servers", List.of(object("url", "/")));
    return Json.compact(document(document, paths)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Describes all services. Each function has a path of its own, which its service accepts too. */
  byte[] of(List<ServiceEntry> services) {
    JsonObjectBuilder paths = new JsonObjectBuilder();
    for (ServiceEntry service : services) {
      for (EndpointEntry endpoint : functions(service)) {
        boolean alone = endpoint.path().equals("/");
        paths.add(
            encoded(alone ? "/" + service.directory() : endpoint.path()),
            JsonObjectBuilder.with("servers", servers(service, endpoint))
                .addAll(operations.get(service.directory()).get(endpoint.name()))
                .build());
      }
    }
    return Json.compact(document(head(settings.project()), paths))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The functions of a service; the routes of an application are not known. */
  private static List<EndpointEntry> functions(ServiceEntry service) {
    return service.servesApplication() ? List.of() : service.endpoints();
  }

  /** Percent-encodes what is not ASCII, as in a request (RFC 3986 §2.1). */
  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(unit < 0 ? "%%%02X".formatted(unit & 0xFF) : "" + (char) unit);
    }
    return encoded.toString();
  }

  private JsonObjectBuilder head(String title) {
    return JsonObjectBuilder.with("openapi", "3.1.0")
        .add(
            "info",
            JsonObjectBuilder.with("title", title).add("version", settings.version()).build());
  }

  private static JsonObject document(JsonObjectBuilder head, JsonObjectBuilder paths) {
    JsonObject problemResponse =
        JsonObjectBuilder.with("description", "What went wrong (RFC 9457).")
            .add("content", content("application/problem+json", reference("schemas", "Problem")))
            .build();
    return head.add("paths", paths.build())
        .add(
            "components",
            JsonObjectBuilder.with("schemas", object("Problem", problem()))
                .add("responses", object("Problem", problemResponse))
                .build())
        .build();
  }

  private JsonArray servers(ServiceEntry service, EndpointEntry endpoint) {
    JsonArray servers = new JsonArray();
    String scheme = settings.services().scheme() + "://";
    endpoint.published().stream()
        .filter(port -> port > 0)
        .forEach(port -> servers.add(object("url", scheme + "127.0.0.1:" + port)));
    servers.add(
        JsonObjectBuilder.with("url", scheme + service.directory() + ":" + ServiceProtocol.PORT)
            .add("description", "in the services' network")
            .build());
    return servers;
  }

  private static JsonObjectBuilder operations(ServiceEntry service, Contract contract) {
    String name = contract.endpoint().name();
    return service.configuration().lambdaHandlers().contains(name)
        ? eventOperations(contract)
        : operations(
            contract,
            Optional.ofNullable(service.configuration().contentTypes().get(name))
                .or(contract::mediaType));
  }

  /** A handler reads what it needs from the event, and decides what it returns. */
  private static JsonObjectBuilder eventOperations(Contract contract) {
    JsonObject responses =
        object("default", object("description", "The response that the handler returns."));
    JsonObjectBuilder operations = new JsonObjectBuilder();
    for (String method : List.of("get", "post")) {
      operations.add(method, operation(method, contract).add("responses", responses).build());
    }
    return operations;
  }

  private static JsonObjectBuilder operations(Contract contract, Optional<String> mediaType) {
    JsonObject args = args(contract);
    JsonObject kwargs = kwargs(contract);
    List<JsonObject> parameters = new ArrayList<>();
    parameters.add(parameter("args", "The positional arguments.", args));
    parameters.add(parameter("kwargs", "The keyword arguments.", kwargs));
    NamedParameters.of(contract).query().forEach(parameters::add);
    return JsonObjectBuilder.with(
            "get", operation("get", contract, mediaType, "parameters", Json.of(parameters)))
        .add(
            "post",
            operation("post", contract, mediaType, "requestBody", body(contract, args, kwargs)));
  }

  private static JsonObject operation(
      String method,
      Contract contract,
      Optional<String> mediaType,
      String inputName,
      JsonElement input) {
    JsonObjectBuilder responses =
        JsonObjectBuilder.with(
            "200",
            JsonObjectBuilder.with("description", "The value of the function.")
                .add("content", result(contract, mediaType))
                .build());
    PROBLEM_STATUSES.forEach(
        status -> responses.add("" + status, reference("responses", "Problem")));
    return operation(method, contract)
        .add(inputName, input)
        .add("responses", responses.build())
        .build();
  }

  private static JsonObjectBuilder operation(String method, Contract contract) {
    return JsonObjectBuilder.with("operationId", method + "_" + contract.endpoint().name())
        .add("summary", contract.endpoint().name() + contract.signature())
        .addIfPresent("description", contract.docstring());
  }

  private static JsonObject result(Contract contract, Optional<String> mediaType) {
    JsonObject schema = object("schema", TypeSchema.ofResult(contract.result()));
    boolean isBytes =
        contract.result() == Type.Scalar.BYTES || contract.result() == Type.Scalar.BYTEARRAY;
    return mediaType
        .or(() -> Optional.of("application/octet-stream").filter(type -> isBytes))
        .map(type -> JsonObjectBuilder.with(type, new JsonObject()).add("application/json", schema))
        .map(JsonObjectBuilder::build)
        .orElseGet(() -> object("application/json", schema));
  }

  private static JsonObject parameter(String name, String description, JsonObject schema) {
    return JsonObjectBuilder.with("name", name)
        .add("in", "query")
        .add("description", description)
        // All arguments can be passed by name instead.
        .add("required", false)
        .add("content", content("application/json", schema))
        .build();
  }

  private static JsonObject body(Contract contract, JsonObject args, JsonObject kwargs) {
    NamedParameters named = NamedParameters.of(contract);
    List<String> required = required(args, kwargs);
    JsonObject members =
        named.isEmpty() ? envelope(args, kwargs, required) : named.members(args, kwargs, required);
    JsonObjectBuilder content =
        JsonObjectBuilder.with("application/json", object("schema", members));
    named.forms(members).forEach(content::add);
    if (named.takesWholeBody()) {
      content.add("application/octet-stream", new JsonObject());
    }
    return JsonObjectBuilder.with("required", !required.isEmpty())
        .add("content", content.build())
        .build();
  }

  private static List<String> required(JsonObject args, JsonObject kwargs) {
    List<String> required = new ArrayList<>();
    if (isRequired(args)) {
      required.add("args");
    }
    if (isRequired(kwargs)) {
      required.add("kwargs");
    }
    return required;
  }

  private static JsonObject envelope(JsonObject args, JsonObject kwargs, List<String> required) {
    JsonObject properties = JsonObjectBuilder.with("args", args).add("kwargs", kwargs).build();
    return JsonObjectBuilder.with("type", "object")
        .add("properties", properties)
        .addUnlessEmpty("required", required)
        .add("unevaluatedProperties", false)
        .build();
  }

  private static boolean isRequired(JsonObject arguments) {
    return arguments.has("minItems") || arguments.has("required");
  }

  /** An argument that may also be given by keyword is not required here. */
  private static JsonObject args(Contract contract) {
    List<ParameterContract> positional =
        parameters(
            contract, kind -> kind == Kind.POSITIONAL_ONLY || kind == Kind.POSITIONAL_OR_KEYWORD);
    Optional<ParameterContract> rest =
        parameters(contract, kind -> kind == Kind.VAR_POSITIONAL).stream().findFirst();
    long minimum =
        positional.stream()
            .filter(parameter -> parameter.kind() == Kind.POSITIONAL_ONLY && parameter.required())
            .count();
    JsonObjectBuilder schema =
        JsonObjectBuilder.with("type", "array")
            .addUnlessEmpty(
                "prefixItems", positional.stream().map(OpenApiDocument::argument).toList())
            .add("items", rest.<Object>map(OpenApiDocument::argument).orElse(false));
    if (minimum > 0) {
      schema.add("minItems", minimum);
    }
    if (rest.isEmpty()) {
      schema.add("maxItems", positional.size());
    }
    return schema.build();
  }

  private static JsonObject kwargs(Contract contract) {
    List<ParameterContract> named =
        parameters(
            contract, kind -> kind == Kind.POSITIONAL_OR_KEYWORD || kind == Kind.KEYWORD_ONLY);
    Optional<ParameterContract> rest =
        parameters(contract, kind -> kind == Kind.VAR_KEYWORD).stream().findFirst();
    List<String> required =
        named.stream()
            .filter(parameter -> parameter.kind() == Kind.KEYWORD_ONLY && parameter.required())
            .map(ParameterContract::name)
            .toList();
    JsonObjectBuilder schema = JsonObjectBuilder.with("type", "object");
    if (!named.isEmpty()) {
      JsonObjectBuilder properties = new JsonObjectBuilder();
      named.forEach(parameter -> properties.add(parameter.name(), argument(parameter)));
      schema.add("properties", properties.build());
    }
    schema.addUnlessEmpty("required", required);
    // Code generators for OpenAPI 3.0 take the false of "additionalProperties" for a schema.
    rest.ifPresentOrElse(
        parameter -> schema.add("additionalProperties", argument(parameter)),
        () -> schema.add("unevaluatedProperties", false));
    return schema.build();
  }

  private static List<ParameterContract> parameters(Contract contract, Predicate<Kind> kinds) {
    return contract.parameters().stream()
        .filter(parameter -> kinds.test(parameter.kind()))
        .toList();
  }

  private static JsonObject argument(ParameterContract parameter) {
    return NamedParameters.schema(parameter, TypeSchema.ofArgument(parameter.type()));
  }

  /** The problem details that services answer with; problems.py of the runtime writes them. */
  private static JsonObject problem() {
    JsonObject properties =
        JsonObjectBuilder.with(
                "type",
                JsonObjectBuilder.with("type", "string").add("format", "uri-reference").build())
            .add("title", text("The class of the exception, or the status in words."))
            .add("status", object("type", "integer"))
            .add("detail", text("The message."))
            .add("traceback", text("As Python prints it, if something raised."))
            .add(
                "exception", object("description", "What was raised, in the form that stubs read."))
            .add("errors", object("description", "The parameters by name that do not fit."))
            .add(
                "changes", object("description", "Changed arguments, in the form that stubs read."))
            .build();
    return JsonObjectBuilder.with("type", "object")
        .add("required", List.of("type", "title", "status", "detail"))
        .add("properties", properties)
        .build();
  }

  private static JsonObject text(String description) {
    return JsonObjectBuilder.with("type", "string").add("description", description).build();
  }

  private static JsonObject content(String mediaType, JsonObject schema) {
    return object(mediaType, object("schema", schema));
  }

  private static JsonObject reference(String kind, String name) {
    return object("$ref", "#/components/" + kind + "/" + name);
  }

  private static JsonObject object(String name, Object value) {
    return JsonObjectBuilder.with(name, value).build();
  }
}
