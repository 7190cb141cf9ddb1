package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Converts values without an annotation: null, String, Boolean, Long or BigInteger, Double, byte[],
 * BigDecimal, UUID, the classes of java.time, List, Set and Map.
 */
final class AnyCodec extends Codec<Object> {
  static final Codec<Object> ANY = new AnyCodec();

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnyCodec() {}

  @Override
  JsonNode encode(Object value, EncodeContext context) {
    return value == null ? JSON.nullNode() : encodeNonNull(value, context);
  }

  @Override
  JsonNode encodeNonNull(Object value, EncodeContext context) {
    if (value instanceof String) {
      return ScalarCodecs.STR.encode((String) value, context);
    }
    if (value instanceof Boolean) {
      return ScalarCodecs.BOOL.encode((Boolean) value, context);
    }
    if (isIntegral(value)) {
      return ScalarCodecs.INT.encode(((Number) value).longValue(), context);
    }
    if (value instanceof BigInteger) {
      return encodeBig((BigInteger) value);
    }
    if (value instanceof Double || value instanceof Float) {
      return ScalarCodecs.FLOAT.encode(((Number) value).doubleValue(), context);
    }
    if (value instanceof List) {
      return ContainerCodecs.list(ANY)
          .encode(Collections.unmodifiableList((List<?>) value), context);
    }
    if (value instanceof Set) {
      return ContainerCodecs.set(ANY).encode(Collections.unmodifiableSet((Set<?>) value), context);
    }
    if (value instanceof Map) {
      return ContainerCodecs.map(ANY, ANY)
          .encode(Collections.unmodifiableMap((Map<?, ?>) value), context);
    }
    return encodeScalar(value, context);
  }

  private static JsonNode encodeScalar(Object value, EncodeContext context) {
    if (value instanceof byte[]) {
      return ScalarCodecs.BYTES.encode((byte[]) value, context);
    }
    if (value instanceof BigDecimal) {
      return ScalarCodecs.DECIMAL.encode((BigDecimal) value, context);
    }
    if (value instanceof LocalDate) {
      return ScalarCodecs.DATE.encode((LocalDate) value, context);
    }
    if (value instanceof LocalDateTime) {
      return ScalarCodecs.DATETIME.encode((LocalDateTime) value, context);
    }
    if (value instanceof LocalTime) {
      return ScalarCodecs.TIME.encode((LocalTime) value, context);
    }
    if (value instanceof Duration) {
      return ScalarCodecs.TIMEDELTA.encode((Duration) value, context);
    }
    if (value instanceof UUID) {
      return ScalarCodecs.ID.encode((UUID) value, context);
    }
    throw new IllegalArgumentException(
        "a "
            + value.getClass().getTypeName()
            + " cannot be sent to Python; give a String, number, Boolean, byte[], List, Set, Map,"
            + " UUID, or a class of java.time without a time zone");
  }

  /** Returns whether a value is an integer of at most 64 bits. */
  static boolean isIntegral(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static JsonNode encodeBig(BigInteger value) {
    if (value.abs().bitLength() <= WireFormat.MAX_DECIMAL_BITS) {
      return JSON.numberNode(value);
    }
    String digits = "0x" + value.abs().toString(16);
    return Tag.wrap(Tag.INT, JSON.textNode(value.signum() < 0 ? "-" + digits : digits));
  }

  @Override
  Object decode(JsonNode given, DecodeContext context) {
    JsonNode node = context.resolve(given);
    if (node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return narrow(ScalarCodecs.integer(node));
    }
    if (node.isNumber()) {
      return ScalarCodecs.FLOAT.decode(node, context);
    }
    return node.isArray()
        ? ContainerCodecs.list(ANY).decode(node, context)
        : decodeTagged(node, context);
  }

  private static Object decodeTagged(JsonNode node, DecodeContext context) {
    String tag = Tag.of(node);
    switch (tag) {
      case Tag.INT:
        return narrow(ScalarCodecs.integer(node));
      case Tag.FLOAT:
        return ScalarCodecs.FLOAT.decode(node, context);
      case Tag.NONE:
      case Tag.DICT:
      case Tag.ORDERED_DICT:
      case Tag.COUNTER:
      case Tag.DEFAULTDICT:
        return ContainerCodecs.map(ANY, ANY).decode(node, context);
      case Tag.LIST:
      case Tag.TUPLE:
      case Tag.DEQUE:
      case Tag.ITERATOR:
        return ContainerCodecs.list(ANY).decode(node, context);
      case Tag.SET:
      case Tag.FROZENSET:
        return ContainerCodecs.set(ANY).decode(node, context);
      case Tag.LATER:
        return decodeLater(node, context);
      case Tag.BYTES:
      case Tag.BYTEARRAY:
        return ScalarCodecs.BYTES.decode(node, context);
      case Tag.DECIMAL:
        return ScalarCodecs.DECIMAL.decode(node, context);
      case Tag.UUID:
        return ScalarCodecs.ID.decode(node, context);
      case Tag.DATE:
        return ScalarCodecs.DATE.decode(node, context);
      case Tag.DATETIME:
        return ScalarCodecs.DATETIME.decode(node, context);
      case Tag.TIME:
        return ScalarCodecs.TIME.decode(node, context);
      case Tag.TIMEDELTA:
        return ScalarCodecs.TIMEDELTA.decode(node, context);
      default:
        throw new IllegalArgumentException(
            "the value contains a Python object for which Java has no class ("
                + tag
                + "); return numbers, text, lists or dictionaries instead");
    }
  }

  /** Decodes a container that is nested so deeply that its contents follow separately. */
  private static Object decodeLater(JsonNode node, DecodeContext context) {
    switch (Tag.content(node).asText()) {
      case Tag.LIST:
        return ContainerCodecs.list(ANY).decode(node, context);
      case Tag.SET:
        return ContainerCodecs.set(ANY).decode(node, context);
      default:
        return ContainerCodecs.map(ANY, ANY).decode(node, context);
    }
  }

  private static Object narrow(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
