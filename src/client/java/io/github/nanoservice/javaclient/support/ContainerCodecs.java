package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The codecs of values that contain others. */
final class ContainerCodecs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ContainerCodecs() {}

  /** A value, or null for {@code None}. */
  static <T> Codec<T> optional(Codec<T> codec) {
    return new Codec<>() {
      @Override
      JsonNode encode(T value, EncodeContext context) {
        return value == null ? JSON.nullNode() : encodeNonNull(value, context);
      }

      @Override
      JsonNode encodeNonNull(T value, EncodeContext context) {
        return codec.encodeNonNull(value, context);
      }

      @Override
      T decode(JsonNode node, DecodeContext context) {
        return node.isNull() ? null : codec.decode(node, context);
      }
    };
  }

  static <T> Codec<List<T>> list(Codec<T> item) {
    return new ListCodec<>(item) {
      @Override
      JsonNode encodeNonNull(List<T> value, EncodeContext context) {
        return encodeItems(value, item, context);
      }
    };
  }

  /** An iterator. All its items are sent with the call. */
  static <T> Codec<List<T>> iterator(Codec<T> item) {
    return new ListCodec<>(item) {
      @Override
      JsonNode encodeNonNull(List<T> value, EncodeContext context) {
        return Tag.wrap(Tag.ITERATOR, JSON.arrayNode().add(encodeItems(value, item, context)));
      }
    };
  }

  static <T> Codec<List<T>> tupleOf(Codec<T> item) {
    return new ListCodec<>(item) {
      @Override
      JsonNode encodeNonNull(List<T> value, EncodeContext context) {
        return Tag.wrap(Tag.TUPLE, encodeItems(value, item, context));
      }
    };
  }

  /** A deque without a maximum length. */
  static <T> Codec<List<T>> deque(Codec<T> item) {
    return new ListCodec<>(item) {
      @Override
      JsonNode encodeNonNull(List<T> value, EncodeContext context) {
        return Tag.wrap(
            Tag.DEQUE, JSON.arrayNode().add(encodeItems(value, item, context)).addNull());
      }
    };
  }

  static <T> Codec<Set<T>> set(Codec<T> item) {
    return set(Tag.SET, item);
  }

  static <T> Codec<Set<T>> frozenset(Codec<T> item) {
    return set(Tag.FROZENSET, item);
  }

  private static <T> Codec<Set<T>> set(String tag, Codec<T> item) {
    return new Codec<>() {
      @Override
      JsonNode encodeNonNull(Set<T> value, EncodeContext context) {
        return Tag.wrap(tag, encodeItems(value, item, context));
      }

      @Override
      Set<T> decode(JsonNode node, DecodeContext context) {
        List<T> decoded = new ArrayList<>();
        context.forEachItem(node, each -> decoded.add(item.decode(each, context)));
        return new LinkedHashSet<>(EqualHashes.requireFew(decoded));
      }
    };
  }

  /** A tuple with one codec for each item. */
  static Codec<List<Object>> tuple(Codec<?>... items) {
    return new Codec<>() {
      @Override
      JsonNode encodeNonNull(List<Object> value, EncodeContext context) {
        if (value.size() != items.length) {
          throw new IllegalArgumentException(
              "the tuple needs " + items.length + " items, but has " + value.size());
        }
        ArrayNode encoded = JSON.arrayNode();
        for (int i = 0; i < items.length; i++) {
          encoded.add(encodeItem(items[i], value.get(i), context));
        }
        return Tag.wrap(Tag.TUPLE, encoded);
      }

      @Override
      List<Object> decode(JsonNode node, DecodeContext context) {
        List<JsonNode> found = new ArrayList<>();
        context.forEachItem(node, found::add);
        Codec.expect(found.size() == items.length, "a tuple of " + items.length, node);
        List<Object> decoded = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
          decoded.add(items[i].decode(found.get(i), context));
        }
        return decoded;
      }
    };
  }

  static <K, V> Codec<Map<K, V>> map(Codec<K> key, Codec<V> item) {
    return new Codec<>() {
      @Override
      JsonNode encodeNonNull(Map<K, V> value, EncodeContext context) {
        return context.nested(() -> encodeMap(value, key, item, context));
      }

      @Override
      Map<K, V> decode(JsonNode node, DecodeContext context) {
        List<K> keys = new ArrayList<>();
        List<V> values = new ArrayList<>();
        context.forEachPair(
            node,
            (k, v) -> {
              keys.add(key.decode(k, context));
              values.add(item.decode(v, context));
            });
        EqualHashes.requireFew(keys);
        Map<K, V> decoded = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
          decoded.put(keys.get(i), values.get(i));
        }
        return decoded;
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> JsonNode encodeItem(Codec<T> codec, Object value, EncodeContext context) {
    Object exact = value;
    if (codec == ScalarCodecs.INT && AnyCodec.isIntegral(value)) {
      exact = ((Number) value).longValue();
    } else if (codec == ScalarCodecs.FLOAT && value instanceof Number) {
      exact = ((Number) value).doubleValue();
    }
    try {
      return codec.encode((T) exact, context);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("an item of the tuple has the wrong class: " + value, e);
    }
  }

  static <T> ArrayNode encodeItems(
      Collection<? extends T> values, Codec<T> codec, EncodeContext context) {
    return context.nested(
        () -> {
          ArrayNode items = JSON.arrayNode();
          values.forEach(value -> items.add(codec.encode(value, context)));
          return items;
        });
  }

  /** A JSON object if each key is a string and the object does not look like a tag. */
  private static <K, V> JsonNode encodeMap(
      Map<K, V> value, Codec<K> key, Codec<V> item, EncodeContext context) {
    ArrayNode pairs = JSON.arrayNode();
    ObjectNode members = JSON.objectNode();
    value.forEach(
        (k, v) -> {
          JsonNode name = key.encode(k, context);
          JsonNode content = item.encode(v, context);
          pairs.add(JSON.arrayNode().add(name).add(content));
          if (name.isTextual()) {
            members.set(name.textValue(), content);
          }
        });
    boolean looksLikeTag = members.size() == 1 && members.fieldNames().next().startsWith("$");
    boolean isObject = members.size() == pairs.size() && !looksLikeTag;
    return isObject ? members : Tag.wrap(Tag.DICT, pairs);
  }

  /** Decodes any Python sequence as a list. */
  private abstract static class ListCodec<T> extends Codec<List<T>> {
    private final Codec<T> item;

    ListCodec(Codec<T> item) {
      this.item = item;
    }

    @Override
    List<T> decode(JsonNode node, DecodeContext context) {
      List<T> decoded = new ArrayList<>();
      context.forEachItem(node, each -> decoded.add(item.decode(each, context)));
      return decoded;
    }
  }
}
