package io.github.nanoservice.render;

import io.github.nanoservice.contract.LiteralValue;
import io.github.nanoservice.contract.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON schemas (2020-12, which OpenAPI 3.1 takes) of types, in the plain form that services read
 * and write for any HTTP client.
 */
final class TypeSchema {
  private TypeSchema() {}

  /** Of an argument. What has no JSON of its own arrives as what is nearest: a list for a set. */
  static Map<String, Object> ofArgument(Type type) {
    return of(type, false);
  }

  /** Of a result. */
  static Map<String, Object> ofResult(Type type) {
    return of(type, true);
  }

  private static Map<String, Object> of(Type type, boolean result) {
    if (type instanceof Type.None) {
      return Map.of("type", "null");
    }
    if (type instanceof Type.Scalar scalar) {
      return of(scalar, result);
    }
    if (type instanceof Type.Array array) {
      return array(of(array.item(), result));
    }
    if (type instanceof Type.Stream stream) {
      return array(of(stream.item(), result));
    }
    if (type instanceof Type.Set set) {
      return set(of(set.item(), result), result);
    }
    if (type instanceof Type.Tuple tuple) {
      return tuple(tuple, result);
    }
    if (type instanceof Type.Mapping mapping) {
      return members("type", "object", "additionalProperties", of(mapping.value(), result));
    }
    if (type instanceof Type.Union union) {
      return union(union.alternatives().stream().map(each -> of(each, result)).toList());
    }
    return type instanceof Type.Choice choice
        ? Map.of("enum", choice.values().stream().map(TypeSchema::json).toList())
        : Map.of();
  }

  private static Map<String, Object> of(Type.Scalar scalar, boolean result) {
    return switch (scalar) {
      case STR -> Map.of("type", "string");
      case INT -> Map.of("type", "integer");
      // NaN and the infinities have no JSON, and are null.
      case FLOAT -> result ? Map.of("type", List.of("number", "null")) : Map.of("type", "number");
      case BOOL -> Map.of("type", "boolean");
      case BYTES, BYTEARRAY -> members("type", "string", "contentEncoding", "base64");
      case DATE -> members("type", "string", "format", "date");
      // Without a time zone these are no date-time and time of RFC 3339, which the formats mean.
      case DATETIME, TIME -> members("type", "string", "description", "ISO 8601");
      case UUID -> members("type", "string", "format", "uuid");
      case COMPLEX, DECIMAL, TIMEDELTA -> Map.of("type", "string");
    };
  }

  /**
   * Any of some schemas. Those that are nothing but types become one list of types: every keyword
   * besides is about one type alone, so that there may be one schema that has some.
   */
  private static Map<String, Object> union(List<Map<String, Object>> schemas) {
    List<Map<String, Object>> complex =
        schemas.stream().filter(schema -> schema.size() > 1).toList();
    if (complex.size() > 1 || schemas.stream().anyMatch(schema -> !schema.containsKey("type"))) {
      return Map.of("anyOf", schemas);
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    merged.put("type", schemas.stream().flatMap(TypeSchema::types).distinct().toList());
    complex.forEach(schema -> schema.forEach(merged::putIfAbsent));
    return merged;
  }

  private static Stream<?> types(Map<String, Object> schema) {
    return schema.get("type") instanceof List<?> several
        ? several.stream()
        : Stream.of(schema.get("type"));
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return members("type", "array", "items", items);
  }

  /** Values of one kind differ in JSON as well; of several, as bytes and text, they may not. */
  private static Map<String, Object> set(Map<String, Object> items, boolean result) {
    Map<String, Object> schema = array(items);
    if (result && items.get("type") instanceof String) {
      schema.put("uniqueItems", true);
    }
    return schema;
  }

  private static Map<String, Object> tuple(Type.Tuple tuple, boolean result) {
    Map<String, Object> schema = new LinkedHashMap<>();
    int size = tuple.items().size();
    schema.put("type", "array");
    if (size > 0) {
      schema.put("prefixItems", tuple.items().stream().map(each -> of(each, result)).toList());
    }
    schema.put("items", false);
    schema.put("minItems", size);
    schema.put("maxItems", size);
    return schema;
  }

  /** A value as JSON has it. */
  static Object json(LiteralValue value) {
    if (value instanceof LiteralValue.Bool bool) {
      return bool.value();
    }
    if (value instanceof LiteralValue.Int number) {
      return number.value();
    }
    if (value instanceof LiteralValue.Float number) {
      return number.value();
    }
    if (value instanceof LiteralValue.Text text) {
      return text.value();
    }
    if (value instanceof LiteralValue.Array array) {
      return array.items().stream().map(TypeSchema::json).toList();
    }
    if (value instanceof LiteralValue.Mapping mapping) {
      Map<String, Object> members = new LinkedHashMap<>();
      mapping.items().forEach((name, item) -> members.put(name, json(item)));
      return members;
    }
    return Optional.empty();
  }

  /** An object of two members, in that order. */
  static Map<String, Object> members(String first, Object one, String second, Object other) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(first, one);
    members.put(second, other);
    return members;
  }
}
