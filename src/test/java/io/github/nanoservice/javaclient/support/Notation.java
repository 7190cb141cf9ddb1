package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Converts values in the notation of the test vectors to Java values and to codecs for them. */
final class Notation {
  /** Types that the client can neither send nor receive: Java has no class for them. */
  private static final Set<String> WITHOUT_JAVA_CLASS =
      Set.of(
          "complex",
          "ellipsis",
          "NotImplemented",
          "range",
          "slice",
          "dict_keys",
          "dict_values",
          "dict_items",
          "timezone",
          "ZoneInfo",
          "Fraction",
          "Pattern",
          "PurePosixPath",
          "PureWindowsPath",
          "enum",
          "namedtuple",
          "array",
          "builtin",
          "function",
          "exception",
          "object",
          "member",
          "class");

  /** Types that the client receives as a map, but that no annotation of a parameter selects. */
  private static final Set<String> ONLY_RECEIVED = Set.of("OrderedDict", "Counter", "defaultdict");

  private final Map<Integer, JsonNode> byId = new HashMap<>();
  private final Set<Integer> ancestors = new HashSet<>();

  /** Thrown for a value that the client does not support; the message is the reason. */
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsupported(String reason) {
      super(reason);
    }
  }

  /**
   * @param values all values of a vector, which may refer to each other
   */
  Notation(JsonNode... values) {
    for (JsonNode value : values) {
      register(value);
    }
  }

  private void register(JsonNode node) {
    if (node.has("id")) {
      byId.put(node.get("id").asInt(), node);
    }
    node.forEach(this::register);
  }

  /**
   * Returns the value that the client decodes.
   *
   * @throws Unsupported if there is none
   */
  Object value(JsonNode node) {
    if (node.has("ref")) {
      return value(byId.get(node.get("ref").asInt()));
    }
    if (!node.has("id")) {
      return valueWithoutId(node);
    }
    int id = node.get("id").asInt();
    if (!ancestors.add(id)) {
      throw new Unsupported("a container that contains itself");
    }
    Object value = valueWithoutId(node);
    ancestors.remove(id);
    return value;
  }

  private Object valueWithoutId(JsonNode node) {
    if (node.isArray()) {
      return values(node);
    }
    if (!node.isObject()) {
      return scalar(node);
    }
    String type = node.get("type").asText();
    if (WITHOUT_JAVA_CLASS.contains(type)) {
      throw new Unsupported("Java has no class for " + type);
    }
    String text = node.path("value").asText();
    return switch (type) {
      case "str" -> codeUnits(node.get("codeUnits"));
      case "int" -> narrow(new BigInteger(text));
      case "float" -> floating(text);
      case "Decimal" -> decimal(text);
      case "UUID" -> UUID.fromString(text);
      case "date" -> LocalDate.parse(text);
      case "datetime" -> {
        requireNoZone(node);
        yield LocalDateTime.parse(text);
      }
      case "time" -> {
        requireNoZone(node);
        yield LocalTime.parse(text);
      }
      case "timedelta" ->
          Duration.ofDays(node.get("days").asLong())
              .plusSeconds(node.get("seconds").asLong())
              .plusNanos(node.get("microseconds").asLong() * 1000);
      case "bytes", "bytearray" -> HexFormat.of().parseHex(node.get("hex").asText());
      case "set", "frozenset" -> new LinkedHashSet<>(values(node.get("items")));
      case "list", "tuple", "deque" -> values(node.get("items"));
      case "iterator" -> {
        if (!node.get("error").isNull()) {
          throw new Unsupported("an iterator that raises an exception");
        }
        yield values(node.get("items"));
      }
      case "dict", "OrderedDict", "Counter", "defaultdict" -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        node.get("items").forEach(pair -> map.put(value(pair.get(0)), value(pair.get(1))));
        yield map;
      }
      default -> throw new AssertionError("the test does not know the type " + type);
    };
  }

  /**
   * Returns the codec of an annotation that describes a value.
   *
   * @throws Unsupported if the client cannot send the value
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  Codec<Object> codec(JsonNode node) {
    if (node.has("ref")) {
      throw new Unsupported("the client sends a value twice instead of a reference to it");
    }
    if (!node.isContainerNode()) {
      return AnyCodec.ANY;
    }
    if (node.isArray()) {
      return (Codec) ContainerCodecs.list(commonCodec(node));
    }
    JsonNode items = node.path("items");
    String type = node.get("type").asText();
    if (WITHOUT_JAVA_CLASS.contains(type)) {
      throw new Unsupported("Java has no class for " + type);
    }
    if (ONLY_RECEIVED.contains(type)) {
      throw new Unsupported("the client sends a map as a dict");
    }
    if (type.equals("deque") && !node.get("maxlen").isNull()) {
      throw new Unsupported("the client sends a deque without a maximum length");
    }
    return (Codec)
        switch (type) {
          case "list" -> ContainerCodecs.list(commonCodec(items));
          case "tuple" -> {
            List<Codec<?>> codecs = new ArrayList<>();
            items.forEach(item -> codecs.add(codec(item)));
            yield ContainerCodecs.tuple(codecs.toArray(Codec<?>[]::new));
          }
          case "deque" -> ContainerCodecs.deque(commonCodec(items));
          case "iterator" -> ContainerCodecs.iterator(commonCodec(items));
          case "set" -> ContainerCodecs.set(commonCodec(items));
          case "frozenset" -> ContainerCodecs.frozenset(commonCodec(items));
          case "bytearray" -> ScalarCodecs.BYTEARRAY;
          case "dict" -> {
            List<JsonNode> keys = new ArrayList<>();
            List<JsonNode> values = new ArrayList<>();
            items.forEach(
                pair -> {
                  keys.add(pair.get(0));
                  values.add(pair.get(1));
                });
            yield ContainerCodecs.map(commonCodec(keys), commonCodec(values));
          }
          default -> AnyCodec.ANY;
        };
  }

  /** Items of one container have one codec, as the type argument of an annotation. */
  private Codec<Object> commonCodec(Iterable<JsonNode> items) {
    List<Codec<Object>> codecs = new ArrayList<>();
    Set<String> types = new TreeSet<>();
    for (JsonNode item : items) {
      boolean sentByAnyCodec = !item.isObject() || NATURAL.contains(item.path("type").asText());
      codecs.add(codec(item));
      types.add(sentByAnyCodec ? "any" : item.path("type").asText());
    }
    if (types.size() > 1) {
      throw new Unsupported("the items need different annotations");
    }
    return types.isEmpty() || types.contains("any") ? AnyCodec.ANY : codecs.get(0);
  }

  /** Types that the client sends without an annotation. */
  private static final Set<String> NATURAL =
      Set.of(
          "str",
          "int",
          "float",
          "Decimal",
          "UUID",
          "date",
          "datetime",
          "time",
          "timedelta",
          "bytes",
          "list",
          "set",
          "dict");

  private List<Object> values(JsonNode nodes) {
    List<Object> values = new ArrayList<>();
    nodes.forEach(each -> values.add(value(each)));
    return values;
  }

  private static Object scalar(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isIntegralNumber() ? narrow(node.bigIntegerValue()) : (Object) node.doubleValue();
  }

  private static Object narrow(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static String codeUnits(JsonNode units) {
    StringBuilder text = new StringBuilder();
    units.forEach(unit -> text.append((char) unit.intValue()));
    return text.toString();
  }

  private static double floating(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static BigDecimal decimal(String text) {
    if (text.equals("NaN")) {
      throw new Unsupported("BigDecimal has no NaN");
    }
    return new BigDecimal(text);
  }

  private static void requireNoZone(JsonNode node) {
    if (!node.get("zone").isNull()) {
      throw new Unsupported("a date and time with a zone");
    }
  }

  /** Returns a text that is the same for equal values of the same classes only. */
  static String describe(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> items) {
      String kind = value instanceof Set ? "Set" : "List";
      return items.stream()
          .map(Notation::describe)
          .collect(Collectors.joining(", ", kind + "[", "]"));
    }
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
