package io.github.nanoservice.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON (RFC 8259) as ASCII. Members keep their order, so the same value always gives the
 * same bytes.
 */
public final class Json {
  private static final Gson PRETTY = gson(FormattingStyle.PRETTY);
  private static final Gson COMPACT = gson(FormattingStyle.COMPACT);

  private Json() {}

  private static Gson gson(FormattingStyle style) {
    return new GsonBuilder()
        .setFormattingStyle(style)
        .disableHtmlEscaping()
        .serializeNulls()
        .create();
  }

  /** Writes a value indented by two spaces, with a line feed at the end. */
  public static String pretty(JsonElement value) {
    return write(value, PRETTY) + "\n";
  }

  /** Writes a value on one line, without a line feed. */
  public static String compact(JsonElement value) {
    return write(value, COMPACT);
  }

  private static String write(JsonElement value, Gson format) {
    AsciiJsonWriter out = new AsciiJsonWriter();
    format.toJson(value, out);
    return out.text();
  }

  /**
   * Converts a value to JSON.
   *
   * @param value a string, a finite number, a boolean, a {@link JsonElement}, a collection or a map
   *     with string keys of these, or an {@code Optional}, whose empty value becomes {@code null}
   * @throws IllegalArgumentException if the value has any other class
   */
  public static JsonElement of(Object value) {
    if (value instanceof JsonElement element) {
      return element;
    }
    if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    if (value instanceof Number number && isFinite(number)) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Json::of).orElse(JsonNull.INSTANCE);
    }
    if (value instanceof Collection<?> items) {
      JsonArray array = new JsonArray(items.size());
      items.forEach(item -> array.add(of(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      JsonObjectBuilder object = new JsonObjectBuilder();
      map.forEach((name, item) -> object.add((String) name, item));
      return object.build();
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double) || Double.isFinite(number.doubleValue());
  }
}
