package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The tags of the wire format. A value that JSON cannot represent is an object with one member,
 * whose name is a dollar sign and the tag: {@code {"$tuple": [1, 2]}}.
 */
final class Tag {
  static final String BYTEARRAY = "bytearray";
  static final String BYTES = "bytes";
  static final String COMPLEX = "complex";
  static final String COUNTER = "Counter";
  static final String DATE = "date";
  static final String DATETIME = "datetime";
  static final String DECIMAL = "Decimal";
  static final String DEEP = "deep";
  static final String DEFAULTDICT = "defaultdict";
  static final String DEQUE = "deque";
  static final String DICT = "dict";
  static final String FLOAT = "float";
  static final String FRACTION = "Fraction";
  static final String FROZENSET = "frozenset";
  static final String INT = "int";
  static final String ITERATOR = "iterator";
  static final String LATER = "later";
  static final String LIST = "list";
  static final String MEMBER = "member";
  static final String ORDERED_DICT = "OrderedDict";
  static final String RANGE = "range";
  static final String RETURN = "return";
  static final String SAME = "same";
  static final String SET = "set";
  static final String TIME = "time";
  static final String TIMEDELTA = "timedelta";
  static final String TIMEZONE = "timezone";
  static final String TUPLE = "tuple";
  static final String UUID = "UUID";
  static final String ZONE_INFO = "ZoneInfo";

  /** Not a tag: what {@link #of} returns for an untagged value. */
  static final String NONE = "";

  private Tag() {}

  /** Wraps content in a tag. */
  static ObjectNode wrap(String tag, JsonNode content) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("$" + tag, content);
    return node;
  }

  /**
   * Returns the tag of a value without its dollar sign, or {@link #NONE}.
   *
   * @throws IllegalArgumentException if the tag has no name
   */
  static String of(JsonNode node) {
    if (!node.isObject() || node.size() != 1) {
      return NONE;
    }
    String name = node.fieldNames().next();
    if (name.equals("$")) {
      throw new IllegalArgumentException("the value has a tag without a name");
    }
    return name.startsWith("$") ? name.substring(1) : NONE;
  }

  /** Returns whether a value has this tag. */
  static boolean is(JsonNode node, String tag) {
    return of(node).equals(tag);
  }

  /** Returns the content of a tagged value. */
  static JsonNode content(JsonNode tagged) {
    return tagged.elements().next();
  }
}
