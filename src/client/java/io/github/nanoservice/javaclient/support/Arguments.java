package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The encoded arguments of one call. */
final class Arguments {
  private final String function;
  private final ArrayNode positional = JsonNodeFactory.instance.arrayNode();
  private final ObjectNode keywords = JsonNodeFactory.instance.objectNode();

  /**
   * @param function the name of the called function in Python
   */
  Arguments(String function) {
    this.function = function;
  }

  /**
   * Adds a positional argument.
   *
   * @param name the parameter, for messages
   * @throws IllegalArgumentException if the value cannot be sent
   */
  <T> void add(String name, Codec<T> codec, T value) {
    positional.add(encoded(name, codec, value));
  }

  /**
   * Adds a keyword argument.
   *
   * @throws IllegalArgumentException if the value cannot be sent, or the name is given twice
   */
  <T> void addKeyword(String name, Codec<T> codec, T value) {
    if (keywords.has(name)) {
      throw new IllegalArgumentException(function + "(): " + name + " is given twice");
    }
    keywords.set(name, encoded(name, codec, value));
  }

  private <T> JsonNode encoded(String name, Codec<T> codec, T value) {
    try {
      return codec.encode(value, new EncodeContext());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(function + "(), " + name + ": " + e.getMessage(), e);
    }
  }

  String function() {
    return function;
  }

  /** Returns the body of the request. */
  String body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(WireFormat.POSITIONAL, positional);
    body.set(WireFormat.KEYWORDS, keywords);
    try {
      return Json.MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a context with the containers that the response may refer to. */
  DecodeContext decodeContext() {
    List<JsonNode> values = new ArrayList<>();
    positional.forEach(values::add);
    keywords.forEach(values::add);
    return DecodeContext.forArguments(values, body());
  }
}
