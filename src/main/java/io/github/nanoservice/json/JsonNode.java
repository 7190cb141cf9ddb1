package io.github.nanoservice.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A value of a tree that {@link JsonReader} has read, asked for what it should be. What it is not
 * ends the reading by an {@link Unexpected}.
 *
 * @param place what it is called where it stands
 * @param value the value
 */
public record JsonNode(String place, Object value) {

  /** The root of a tree. */
  public static JsonNode of(Object tree) {
    return new JsonNode("the whole", tree);
  }

  /** A member of an object, null where there is none of that name. */
  public JsonNode get(String key) {
    Object item = fields().get(key);
    return new JsonNode(key, item == null ? Optional.empty() : item);
  }

  /** The members of an object, by their names. */
  public SortedMap<String, JsonNode> map() {
    SortedMap<String, JsonNode> map = new TreeMap<>();
    fields().forEach((key, item) -> map.put(String.valueOf(key), new JsonNode(place, item)));
    return map;
  }

  /** The items of a list; none of null. */
  public <T> List<T> list(Function<JsonNode, T> each) {
    if (isNull()) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw expected("a list");
    }
    return list.stream().map(item -> each.apply(new JsonNode(place, item))).toList();
  }

  /** A string. */
  public String text() {
    if (!(value instanceof String text)) {
      throw expected("text");
    }
    return text;
  }

  /** A string, or in place of null another one. */
  public String or(String missing) {
    return isNull() ? missing : text();
  }

  /** A whole number that fits an {@code int}. */
  public int number() {
    if (!(value instanceof Integer number)) {
      throw expected("a number");
    }
    return number;
  }

  /** Whether it is {@code true}. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** Whether it is {@code null} or was not there. */
  public boolean isNull() {
    return value.equals(Optional.empty());
  }

  private Map<?, ?> fields() {
    if (!(value instanceof Map<?, ?> fields)) {
      throw expected("an object");
    }
    return fields;
  }

  private Unexpected expected(String what) {
    return new Unexpected(place + " is not " + what);
  }

  /** A value is not what it should be; its message says what, in half a sentence. */
  public static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Takes what is wrong. */
    public Unexpected(String message) {
      super(message);
    }
  }
}
