package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;

/** Converts the values of one Python type to JSON and back. */
abstract class Codec<T> {
  /** The number of characters of a value that a message shows. */
  private static final int MAX_SHOWN = 200;

  /**
   * Converts a value to JSON.
   *
   * @throws IllegalArgumentException if the Python type does not have this value
   */
  JsonNode encode(T value, EncodeContext context) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the value is null (None in Python), but the annotation does not allow None");
    }
    return encodeNonNull(value, context);
  }

  /** Converts a value other than null to JSON. */
  abstract JsonNode encodeNonNull(T value, EncodeContext context);

  /**
   * Converts JSON to a value.
   *
   * @throws IllegalArgumentException if the JSON is not a value of this type
   */
  abstract T decode(JsonNode node, DecodeContext context);

  /**
   * Returns the JSON if it has the expected type.
   *
   * @throws IllegalArgumentException if it does not
   */
  static JsonNode expect(boolean matches, String expected, JsonNode found) {
    if (!matches) {
      throw new IllegalArgumentException(
          "the annotation says " + expected + ", but the value is " + shown(found));
    }
    return found;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
