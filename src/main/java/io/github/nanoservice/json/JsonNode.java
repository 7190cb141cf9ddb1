package io.github.nanoservice.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A value in a JSON document, with its place in it. Each accessor returns the value as one type and
 * throws a {@link JsonException} that names the place if it has another type.
 *
 * @param path where the value is in its document: {@code services[0].name}
 * @param value the value; {@code null} of JSON if the document has no such member
 */
public record JsonNode(String path, JsonElement value) {
  private static final Pattern POSITION = Pattern.compile("at line (\\d++) column (\\d++)");

  /**
   * Parses a text that is one JSON value (RFC 8259), surrounded by nothing but white space. If an
   * object has two members of one name, the last one counts. A number has at most about 1,000
   * digits, which is a limit of Gson.
   *
   * @throws JsonException if the text is anything else
   */
  public static JsonNode parse(String text) {
    if (text.startsWith("\uFEFF")) {
      // Gson skips it (RFC 8259 §8.1 lets a parser choose), but Python refuses it.
      throw new JsonException("it begins with a byte order mark");
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    // The parser keeps its own stack. An exception may have any number of causes.
    reader.setNestingLimit(Integer.MAX_VALUE);
    try {
      // Without this look ahead, Gson takes an empty text for null.
      reader.peek();
      JsonElement value = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonException("the text does not end after the first JSON value");
      }
      return new JsonNode("", value);
    } catch (IOException | JsonParseException e) {
      // Gson's own words are for people who program with it.
      Matcher position = POSITION.matcher(String.valueOf(e.getMessage()));
      throw new JsonException(
          position.find()
              ? "it is not JSON at line %s, column %s"
                  .formatted(position.group(1), position.group(2))
              : "it is not JSON");
    }
  }

  /** Returns a member of an object, a null value if the object has no such member. */
  public JsonNode get(String name) {
    JsonElement member = object().get(name);
    return new JsonNode(
        path.isEmpty() ? name : path + "." + name, member == null ? JsonNull.INSTANCE : member);
  }

  /** Returns the members of an object, sorted by name. */
  public SortedMap<String, JsonNode> members() {
    SortedMap<String, JsonNode> members = new TreeMap<>();
    for (Map.Entry<String, JsonElement> member : object().entrySet()) {
      members.put(member.getKey(), get(member.getKey()));
    }
    return members;
  }

  /** Returns the converted items of an array, no items if the value is null. */
  public <T> List<T> list(Function<JsonNode, T> convert) {
    if (isNull()) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw expected("an array");
    }
    return IntStream.range(0, array.size())
        .mapToObj(i -> convert.apply(new JsonNode(path + "[" + i + "]", array.get(i))))
        .toList();
  }

  /** Returns a string. */
  public String text() {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw expected("a string");
  }

  /** Returns a string, or another one if the value is null. */
  public String textOr(String other) {
    return isNull() ? other : text();
  }

  /** Returns an integer. */
  public int integer() {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      try {
        return Integer.parseInt(primitive.getAsString());
      } catch (NumberFormatException e) {
        throw expected("an integer");
      }
    }
    throw expected("an integer");
  }

  /** Whether the value is {@code true}. */
  public boolean isTrue() {
    return value instanceof JsonPrimitive primitive
        && primitive.isBoolean()
        && primitive.getAsBoolean();
  }

  /** Whether the value is {@code null} or missing. */
  public boolean isNull() {
    return value.isJsonNull();
  }

  private JsonObject object() {
    if (!(value instanceof JsonObject object)) {
      throw expected("an object");
    }
    return object;
  }

  private JsonException expected(String type) {
    return new JsonException((path.isEmpty() ? "the document" : path) + " is not " + type);
  }
}
