package io.github.nanoservice.render;

import com.google.gson.JsonObject;
import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.Type;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters of a function that a request can pass by name, in the words of OpenAPI.
 *
 * @param named all but {@code **rest}, in order of declaration
 * @param rest {@code **rest}
 */
record NamedParameters(List<ParameterContract> named, Optional<ParameterContract> rest) {
  /** The names of the JSON with all arguments. A parameter with such a name is passed in it. */
  private static final Set<String> ENVELOPE = Set.of("args", "kwargs");

  NamedParameters {
    named = List.copyOf(named);
  }

  static NamedParameters of(Contract contract) {
    return new NamedParameters(
        contract.parameters().stream()
            .filter(parameter -> parameter.kind() != Kind.VAR_KEYWORD)
            .filter(parameter -> !ENVELOPE.contains(parameter.name()))
            .toList(),
        contract.parameters().stream()
            .filter(parameter -> parameter.kind() == Kind.VAR_KEYWORD)
            .findFirst());
  }

  boolean isEmpty() {
    return named.isEmpty() && rest.isEmpty();
  }

  /**
   * Returns the parameters of a query. None is required, because a request can also pass {@code
   * args} and {@code kwargs}.
   */
  Stream<JsonObject> query() {
    return named.stream()
        .map(
            parameter ->
                JsonObjectBuilder.with("name", parameter.name())
                    .add("in", "query")
                    .add("required", false)
                    .add("schema", schema(parameter, several(parameter, TypeSchema::ofArgument)))
                    .build());
  }

  /**
   * Returns the schema of a JSON object with the parameters, or with {@code args} and {@code
   * kwargs}. It is one object with a condition, not {@code anyOf} two objects, because generators
   * of clients make a class of each object. The parameters have no defaults, because clients would
   * send them beside {@code args}.
   *
   * @param required those of {@code args} and {@code kwargs} that a request without names needs
   */
  JsonObject members(JsonObject args, JsonObject kwargs, List<String> required) {
    JsonObjectBuilder properties = JsonObjectBuilder.with("args", args).add("kwargs", kwargs);
    named.forEach(
        parameter ->
            properties.add(
                parameter.name(), titled(parameter, several(parameter, TypeSchema::ofArgument))));
    JsonObjectBuilder object =
        JsonObjectBuilder.with("type", "object")
            .add("description", "The parameters by name, or args and kwargs.")
            .add("properties", properties.build())
            .add("if", hasEnvelope())
            .add(
                "then",
                JsonObjectBuilder.with("propertyNames", isEnvelope())
                    .addUnlessEmpty("required", required)
                    .build())
            .add("else", new JsonObjectBuilder().addUnlessEmpty("required", required()).build());
    rest.ifPresentOrElse(
        parameter -> object.add("additionalProperties", TypeSchema.ofArgument(parameter.type())),
        () -> object.add("unevaluatedProperties", false));
    return object.build();
  }

  /**
   * Returns the schemas of forms by media type. They are that of JSON wherever possible, because
   * the Java generator of OpenAPI skips the classes of other forms, but imports them.
   *
   * @param members the schema of JSON
   */
  SortedMap<String, JsonObject> forms(JsonObject members) {
    SortedMap<String, JsonObject> forms = new TreeMap<>();
    if (!isEmpty()) {
      JsonObject form =
          JsonObjectBuilder.with("schema", members).add("encoding", encoding()).build();
      boolean hasBytes = named.stream().anyMatch(parameter -> isBytes(parameter.type()));
      forms.put("application/x-www-form-urlencoded", form);
      forms.put(
          "multipart/form-data",
          hasBytes ? JsonObjectBuilder.with("schema", object(TypeSchema::ofField)).build() : form);
    }
    return forms;
  }

  /** A field of a form is text unless its media type is another one. */
  private static JsonObject encoding() {
    JsonObject json = JsonObjectBuilder.with("contentType", "application/json").build();
    JsonObjectBuilder encoding = new JsonObjectBuilder();
    ENVELOPE.stream().sorted().forEach(name -> encoding.add(name, json));
    return encoding.build();
  }

  /** Returns whether a whole body can be one of the parameters: the only one that is bytes. */
  boolean takesWholeBody() {
    return named.stream().filter(parameter -> isBytes(parameter.type())).count() == 1;
  }

  private static boolean isBytes(Type type) {
    return type == Type.Scalar.BYTES
        || type == Type.Scalar.BYTEARRAY
        || type instanceof Type.Union union
            && union.alternatives().stream().anyMatch(NamedParameters::isBytes);
  }

  private JsonObject object(Function<Type, JsonObject> schemas) {
    JsonObjectBuilder properties = new JsonObjectBuilder();
    named.forEach(
        parameter ->
            properties.add(parameter.name(), schema(parameter, several(parameter, schemas))));
    JsonObjectBuilder object =
        JsonObjectBuilder.with("type", "object")
            .add("properties", properties.build())
            .addUnlessEmpty("required", required());
    rest.ifPresentOrElse(
        parameter ->
            object
                .add("additionalProperties", schemas.apply(parameter.type()))
                .add("propertyNames", JsonObjectBuilder.with("not", isEnvelope()).build()),
        () -> object.add("unevaluatedProperties", false));
    return object.build();
  }

  private List<String> required() {
    return named.stream().filter(ParameterContract::required).map(ParameterContract::name).toList();
  }

  private static JsonObject isEnvelope() {
    return JsonObjectBuilder.with("enum", ENVELOPE.stream().sorted().toList()).build();
  }

  private static JsonObject hasEnvelope() {
    return JsonObjectBuilder.with(
            "anyOf",
            ENVELOPE.stream()
                .sorted()
                .map(name -> JsonObjectBuilder.with("required", List.of(name)).build())
                .toList())
        .build();
  }

  private static JsonObject several(
      ParameterContract parameter, Function<Type, JsonObject> schemas) {
    JsonObject one = schemas.apply(parameter.type());
    return parameter.kind() == Kind.VAR_POSITIONAL
        ? JsonObjectBuilder.with("type", "array").add("items", one).build()
        : one;
  }

  private static JsonObject titled(ParameterContract parameter, JsonObject type) {
    return JsonObjectBuilder.with("title", parameter.name()).addAll(type).build();
  }

  /** Returns the schema of a parameter with its name and its default. */
  static JsonObject schema(ParameterContract parameter, JsonObject type) {
    return JsonObjectBuilder.with("title", parameter.name())
        .addAll(type)
        .addIfPresent("default", parameter.defaultValue().map(TypeSchema::json))
        .build();
  }
}
