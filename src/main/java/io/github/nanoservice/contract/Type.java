package io.github.nanoservice.contract;

import java.util.List;
import java.util.Optional;

/** The type of a value that crosses between services, as an annotation gives it. */
public sealed interface Type {

  /** Any value at all: nothing is annotated, or nothing that is known here. */
  record Any() implements Type {}

  /** {@code None}. */
  record None() implements Type {}

  /** A value without parts. */
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
    /** What they are in. */
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
   * Items that are all different.
   *
   * @param frozen whether it is a {@code frozenset}
   */
  record Set(Type item, boolean frozen) implements Type {}

  /** A tuple of a known length; {@code tuple[int, ...]} is an {@link Array}. */
  record Tuple(List<Type> items) implements Type {}

  /** {@code dict}, {@code Mapping} and the like. */
  record Mapping(Type key, Type value) implements Type {}

  /**
   * One of several, at least two, none of them a union itself; {@code Optional} is one with None.
   */
  record Union(List<Type> alternatives) implements Type {
    /** The same without {@code None}, where that is one of them. */
    public Optional<Type> withoutNone() {
      List<Type> others =
          alternatives.stream().filter(alternative -> !(alternative instanceof None)).toList();
      if (others.size() == alternatives.size()) {
        return Optional.empty();
      }
      return Optional.of(others.size() == 1 ? others.get(0) : new Union(others));
    }
  }

  /** {@code Literal["a", 1, None]}: exactly these values. */
  record Choice(List<LiteralValue> values) implements Type {}

  /**
   * What yields items one by one: {@code Iterator}, {@code Generator}, {@code AsyncIterator} and
   * the like.
   */
  record Stream(Type item) implements Type {}
}
