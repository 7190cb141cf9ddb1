package io.github.nanoservice.contract;

import java.util.List;
import java.util.Optional;

/** The type of a value that is sent between services, as its annotation declares it. */
public sealed interface Type {

  /** Any value: there is no annotation, or an unknown one. */
  record Any() implements Type {}

  /** {@code None}. */
  record None() implements Type {}

  /** An atomic value. */
  enum Scalar implements Type {
    STR,
    INT,
    FLOAT,
    BOOL,
    COMPLEX,
    BYTES,
    BYTEARRAY,
    DECIMAL,
    DATETIME,
    DATE,
    TIME,
    TIMEDELTA,
    UUID
  }

  /** Any number of items in an order. */
  record Array(Type item, Kind kind) implements Type {
    /** The type of the container. */
    public enum Kind {
      /** {@code list}, {@code Sequence}, {@code Iterable} and the like. */
      LIST,
      /** {@code tuple[int, ...]} */
      TUPLE,
      /** {@code deque} */
      DEQUE
    }
  }

  /**
   * A set.
   *
   * @param frozen whether it is a {@code frozenset}
   */
  record Set(Type item, boolean frozen) implements Type {}

  /** A tuple of a fixed length. {@code tuple[int, ...]} is an {@link Array}. */
  record Tuple(List<Type> items) implements Type {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** {@code dict}, {@code Mapping} and similar types. */
  record Mapping(Type key, Type value) implements Type {}

  /**
   * One of at least two types. None of them is a union itself. {@code Optional} is a union with
   * {@link None}.
   */
  record Union(List<Type> alternatives) implements Type {
    public Union {
      alternatives = List.copyOf(alternatives);
    }

    /** Returns the union without {@code None}, or empty if it does not contain {@code None}. */
    public Optional<Type> withoutNone() {
      List<Type> others =
          alternatives.stream().filter(alternative -> !(alternative instanceof None)).toList();
      if (others.size() == alternatives.size()) {
        return Optional.empty();
      }
      return Optional.of(others.size() == 1 ? others.get(0) : new Union(others));
    }
  }

  /** {@code Literal["a", 1, None]}: one of these values. */
  record Choice(List<LiteralValue> values) implements Type {
    public Choice {
      values = List.copyOf(values);
    }
  }

  /**
   * An object that yields items one by one: {@code Iterator}, {@code Generator}, {@code
   * AsyncIterator} and similar types.
   */
  record Stream(Type item) implements Type {}
}
