package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The containers that a response refers to by number: {@code {"$same": <number>}}. Those of the
 * arguments have the first numbers, in the order in which they begin.
 */
final class DecodeContext {
  private static final Set<String> MAPPINGS =
      Set.of(Tag.DICT, Tag.ORDERED_DICT, Tag.COUNTER, Tag.DEFAULTDICT);

  /** The tags whose content has no numbered containers. */
  private static final Set<String> SCALARS =
      Set.of(
          Tag.INT,
          Tag.FLOAT,
          Tag.COMPLEX,
          Tag.BYTES,
          Tag.DECIMAL,
          Tag.FRACTION,
          Tag.UUID,
          Tag.DATE,
          Tag.TIMEDELTA,
          Tag.ZONE_INFO,
          Tag.RANGE,
          Tag.MEMBER,
          Tag.SAME);

  /** The most items in copies of containers that occur more than once. */
  private static final int MAX_REVISITS = 1_000_000;

  private final List<JsonNode> containers = new ArrayList<>();
  private final Map<JsonNode, JsonNode> changes = new IdentityHashMap<>();
  private final Set<JsonNode> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<JsonNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private int revisits;
  private int knownContainers = Integer.MAX_VALUE;

  /**
   * Decodes a value of a function.
   *
   * @throws CallFailedException if the value is not in the wire format, or Java has no class for it
   */
  static <T> T decoding(String function, Supplier<T> decode) {
    try {
      return decode.get();
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CallFailedException(
          function, function + "(): cannot decode the value: " + e.getMessage(), e);
    }
  }

  /**
   * Returns a context with the containers of the arguments. A service numbers containers in the
   * order in which they begin, but level by level if the request has no tag.
   *
   * @param body the body of the request
   */
  static DecodeContext forArguments(List<JsonNode> arguments, String body) {
    DecodeContext context = new DecodeContext();
    if (body.contains("\"$")) {
      arguments.forEach(context::number);
    } else {
      context.numberByLevel(arguments);
    }
    return context;
  }

  private void numberByLevel(List<JsonNode> values) {
    List<JsonNode> level = values;
    while (!level.isEmpty()) {
      List<JsonNode> below = new ArrayList<>();
      for (JsonNode list : level) {
        if (list.isArray()) {
          containers.add(list);
          list.forEach(below::add);
        }
      }
      for (JsonNode dictionary : level) {
        if (dictionary.isObject()) {
          containers.add(dictionary);
          dictionary.forEach(below::add);
        }
      }
      level = below;
    }
  }

  /** Assigns numbers to the containers in a value. */
  void number(JsonNode node) {
    String tag = Tag.of(node);
    if (tag.isEmpty()) {
      if (node.isContainerNode()) {
        containers.add(node);
      }
      node.forEach(this::number);
      return;
    }
    JsonNode content = Tag.content(node);
    switch (tag) {
      case Tag.LIST:
      case Tag.SET:
        containers.add(node);
        content.forEach(this::number);
        break;
      case Tag.DICT:
      case Tag.ORDERED_DICT:
      case Tag.COUNTER:
        containers.add(node);
        content.forEach(pair -> pair.forEach(this::number));
        break;
      case Tag.DEFAULTDICT:
        containers.add(node);
        content.required(0).forEach(pair -> pair.forEach(this::number));
        break;
      case Tag.DEQUE:
        containers.add(node);
        content.required(0).forEach(this::number);
        break;
      case Tag.BYTEARRAY:
      case Tag.LATER:
        containers.add(node);
        break;
      case Tag.TUPLE:
      case Tag.FROZENSET:
      case Tag.TIMEZONE:
        content.forEach(this::number);
        break;
      case Tag.DATETIME:
      case Tag.TIME:
        number(content.required(2)); // the zone, which may be an instance of the program's classes
        break;
      case Tag.ITERATOR:
        content.required(0).forEach(this::number);
        if (content.has(1)) {
          number(content.get(1));
        }
        break;
      case Tag.DEEP:
        number(content.required(0));
        applyChanges(content.required(1));
        break;
      default:
        if (!SCALARS.contains(tag)) {
          knownContainers = Math.min(knownContainers, containers.size());
        }
    }
  }

  /** Replaces the contents of containers. */
  void applyChanges(JsonNode list) {
    for (JsonNode change : list) {
      JsonNode container = container(change.required(0));
      JsonNode contents = change.required(1);
      changes.put(container, contents);
      for (JsonNode part : contents) {
        if (isMapping(container)) {
          part.forEach(this::number);
        } else {
          number(part);
        }
      }
    }
  }

  /** Decodes an item of a stream. Later items do not refer to the containers that it adds. */
  <T> T decodeItem(JsonNode node, Codec<T> codec) {
    int numbered = containers.size();
    int knownBefore = knownContainers;
    try {
      number(node);
      return codec.decode(node, this);
    } finally {
      List<JsonNode> own = containers.subList(numbered, containers.size());
      own.forEach(changes::remove);
      own.clear();
      ancestors.clear();
      visited.clear();
      revisits = 0;
      knownContainers = knownBefore;
    }
  }

  private JsonNode container(JsonNode reference) {
    if (!reference.isInt()) {
      throw new IllegalArgumentException(
          "the value refers to a container by something that is not a number of one");
    }
    int number = reference.intValue();
    if (number >= knownContainers) {
      throw new IllegalArgumentException(
          "the value contains a Python object, for which Java has no class");
    }
    if (number < 0 || number >= containers.size()) {
      throw new IllegalArgumentException(
          "the value refers to container " + number + ", which does not exist");
    }
    return containers.get(number);
  }

  private static boolean isMapping(JsonNode container) {
    String tag = Tag.of(container);
    return tag.isEmpty()
        ? container.isObject()
        : MAPPINGS.contains(tag.equals(Tag.LATER) ? Tag.content(container).asText() : tag);
  }

  /** Returns the container that a node refers to, or the node itself. */
  JsonNode resolve(JsonNode node) {
    switch (Tag.of(node)) {
      case Tag.SAME:
        return container(Tag.content(node));
      case Tag.DEEP:
        return Tag.content(node).required(0);
      default:
        return node;
    }
  }

  /** Returns the current contents of a container. */
  JsonNode contents(JsonNode node) {
    JsonNode changed = changes.get(node);
    if (changed != null) {
      return changed;
    }
    String tag = Tag.of(node);
    JsonNode contents = tag.isEmpty() ? node : Tag.content(node);
    if (tag.equals(Tag.ITERATOR) && contents.has(1)) {
      throw new IllegalArgumentException("the value contains an iterator that raises an exception");
    }
    boolean first =
        tag.equals(Tag.DEQUE) || tag.equals(Tag.DEFAULTDICT) || tag.equals(Tag.ITERATOR);
    return first ? contents.required(0) : contents;
  }

  /**
   * Visits the items of a list, a tuple, a set or a deque.
   *
   * @param action called with each item
   */
  void forEachItem(JsonNode given, Consumer<JsonNode> action) {
    JsonNode node = resolve(given);
    JsonNode items = contents(node);
    Codec.expect(items.isArray() && !isMapping(node), "a list, tuple or set", node);
    enter(node);
    for (JsonNode item : items) {
      action.accept(item);
    }
    ancestors.remove(node);
  }

  /**
   * Visits the entries of a dictionary.
   *
   * @param action called with each key and its value
   */
  void forEachPair(JsonNode given, BiConsumer<JsonNode, JsonNode> action) {
    JsonNode node = resolve(given);
    Codec.expect(isMapping(node), "a dict", node);
    JsonNode contents = contents(node);
    enter(node);
    if (contents.isObject()) {
      contents
          .fieldNames()
          .forEachRemaining(name -> action.accept(TextNode.valueOf(name), contents.get(name)));
    } else {
      Codec.expect(contents.isArray(), "a dict", node);
      for (JsonNode pair : contents) {
        action.accept(pair.required(0), pair.required(1));
      }
    }
    ancestors.remove(node);
  }

  private void enter(JsonNode node) {
    if (ancestors.size() == WireFormat.MAX_DECODE_DEPTH) {
      throw new IllegalArgumentException(
          "the value is nested more than " + WireFormat.MAX_DECODE_DEPTH + " levels deep");
    }
    if (!ancestors.add(node)) {
      throw new IllegalArgumentException("the value contains itself, which no value in Java can");
    }
    // Each occurrence of a container becomes a copy: thirty lists that contain the one before twice
    // would become a billion.
    if (!visited.add(node)) {
      revisits += 1 + contents(node).size();
      if (revisits > MAX_REVISITS) {
        throw new IllegalArgumentException(
            "the value contains the same lists or dictionaries so often that their copies have more"
                + " than "
                + MAX_REVISITS
                + " items");
      }
    }
  }
}
