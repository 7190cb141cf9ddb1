package io.github.nanoservice.render;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nanoservice.contract.LiteralValue;
import io.github.nanoservice.contract.Type;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes types as JSON schemas (2020-12, the dialect of OpenAPI 3.1). They describe the plain form
 * of values that services exchange with any HTTP client.
 */
final class TypeSchema {
  /** Where a value is. */
  private enum Place {
    ARGUMENT,
    FIELD,
    RESULT
  }

  private TypeSchema() {}

  /**
   * Returns the schema of an argument. A value without a JSON form of its own arrives in the
   * nearest one: a set as an array.
   */
  static JsonObject ofArgument(Type type) {
    return schema(type, Place.ARGUMENT);
  }

  /** Returns the schema of a part of a multipart form: bytes are the part itself. */
  static JsonObject ofField(Type type) {
    return schema(type, Place.FIELD);
  }

  /** Returns the schema of a result. */
  static JsonObject ofResult(Type type) {
    return schema(type, Place.RESULT);
  }

  private static JsonObject schema(Type type, Place place) {
    if (type instanceof Type.None) {
      return typed("null").build();
    }
    if (type instanceof Type.Scalar scalar) {
      return scalar(scalar, place);
    }
    if (type instanceof Type.Array array) {
      return array(schema(array.item(), place)).build();
    }
    if (type instanceof Type.Stream stream) {
      return array(schema(stream.item(), place)).build();
    }
    if (type instanceof Type.Set set) {
      return set(schema(set.item(), place), place);
    }
    if (type instanceof Type.Tuple tuple) {
      return tuple(tuple, place);
    }
    if (type instanceof Type.Mapping mapping) {
      return typed("object").add("additionalProperties", schema(mapping.value(), place)).build();
    }
    if (type instanceof Type.Union union) {
      return union(
          union.alternatives().stream().map(alternative -> schema(alternative, place)).toList());
    }
    return type instanceof Type.Choice choice
        ? JsonObjectBuilder.with("enum", choice.values().stream().map(TypeSchema::json).toList())
            .build()
        : new JsonObject();
  }

  private static JsonObject scalar(Type.Scalar scalar, Place place) {
    return switch (scalar) {
      case STR, COMPLEX, DECIMAL, TIMEDELTA -> typed("string").build();
      case INT -> typed("integer").build();
      // JSON has no NaN and no infinities; services return null for them.
      case FLOAT ->
          place == Place.RESULT
              ? JsonObjectBuilder.with("type", List.of("number", "null")).build()
              : typed("number").build();
      case BOOL -> typed("boolean").build();
      case BYTES, BYTEARRAY ->
          place == Place.FIELD
              ? typed("string").add("contentMediaType", "application/octet-stream").build()
              : typed("string").add("contentEncoding", "base64").build();
      case DATE -> typed("string").add("format", "date").build();
      // The formats "date-time" and "time" require a time zone (RFC 3339), Python does not.
      case DATETIME, TIME -> typed("string").add("description", "ISO 8601").build();
      case UUID -> typed("string").add("format", "uuid").build();
    };
  }

  /**
   * Returns a schema that accepts what any of the given ones accepts. Schemas that only name a type
   * are merged into one list of types. One further schema may have more keywords, because each of
   * these keywords restricts values of one type only.
   */
  private static JsonObject union(List<JsonObject> schemas) {
    List<JsonObject> complex = schemas.stream().filter(schema -> schema.size() > 1).toList();
    if (complex.size() > 1 || schemas.stream().anyMatch(schema -> !schema.has("type"))) {
      return JsonObjectBuilder.with("anyOf", schemas).build();
    }
    List<JsonElement> types = schemas.stream().flatMap(TypeSchema::types).distinct().toList();
    JsonObjectBuilder merged = JsonObjectBuilder.with("type", types);
    complex.forEach(merged::addAll);
    // The complex schema has replaced the list of types by its own type.
    return merged.add("type", types).build();
  }

  private static Stream<JsonElement> types(JsonObject schema) {
    JsonElement type = schema.get("type");
    return type.isJsonArray() ? type.getAsJsonArray().asList().stream() : Stream.of(type);
  }

  private static JsonObjectBuilder typed(String type) {
    return JsonObjectBuilder.with("type", type);
  }

  private static JsonObjectBuilder array(JsonObject items) {
    return typed("array").add("items", items);
  }

  /**
   * Distinct values of one type are distinct in JSON. Values of several types may not be: bytes and
   * text are both strings.
   */
  private static JsonObject set(JsonObject items, Place place) {
    boolean oneType = items.get("type") instanceof JsonPrimitive;
    JsonObjectBuilder schema = array(items);
    return place == Place.RESULT && oneType
        ? schema.add("uniqueItems", true).build()
        : schema.build();
  }

  private static JsonObject tuple(Type.Tuple tuple, Place place) {
    int size = tuple.items().size();
    return typed("array")
        .addUnlessEmpty(
            "prefixItems", tuple.items().stream().map(item -> schema(item, place)).toList())
        .add("items", false)
        .add("minItems", size)
        .add("maxItems", size)
        .build();
  }

  /** Returns a value as JSON. */
  static JsonElement json(LiteralValue value) {
    if (value instanceof LiteralValue.Bool bool) {
      return Json.of(bool.value());
    }
    if (value instanceof LiteralValue.Int number) {
      return Json.of(number.value());
    }
    if (value instanceof LiteralValue.Float number) {
      return Json.of(number.value());
    }
    if (value instanceof LiteralValue.Text text) {
      return Json.of(text.value());
    }
    if (value instanceof LiteralValue.Array array) {
      return Json.of(array.items().stream().map(TypeSchema::json).toList());
    }
    if (value instanceof LiteralValue.Mapping mapping) {
      JsonObjectBuilder object = new JsonObjectBuilder();
      mapping.items().forEach((name, item) -> object.add(name, json(item)));
      return object.build();
    }
    return Json.of(Optional.empty());
  }
}
