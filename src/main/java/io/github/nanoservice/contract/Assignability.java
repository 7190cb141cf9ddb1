package io.github.nanoservice.contract;

import java.util.List;

/** Decides whether every value of one type is also of another (PEP 484). */
final class Assignability {
  private Assignability() {}

  /**
   * Returns whether a value of type {@code from} can be used as {@code to}. {@link Type.Any} is
   * assignable only to itself, because its value is unknown.
   *
   * @param from type of the value
   * @param to expected type
   */
  static boolean isAssignable(Type from, Type to) {
    if (to instanceof Type.Any) {
      return true;
    }
    if (from instanceof Type.Union union) {
      return union.alternatives().stream().allMatch(each -> isAssignable(each, to));
    }
    if (to instanceof Type.Union union) {
      return union.alternatives().stream().anyMatch(each -> isAssignable(from, each));
    }
    if (from instanceof Type.Choice choice) {
      return to instanceof Type.Choice other
          ? other.values().containsAll(choice.values())
          : choice.values().stream().allMatch(value -> isAssignable(type(value), to));
    }
    if (from instanceof Type.Scalar one && to instanceof Type.Scalar other) {
      return isAssignable(one, other);
    }
    if (from instanceof Type.Array one && to instanceof Type.Array other) {
      return isAssignable(one.item(), other.item());
    }
    if (from instanceof Type.Stream one && to instanceof Type.Stream other) {
      return isAssignable(one.item(), other.item());
    }
    if (from instanceof Type.Set one && to instanceof Type.Set other) {
      return isAssignable(one.item(), other.item());
    }
    if (from instanceof Type.Mapping one && to instanceof Type.Mapping other) {
      return isAssignable(one.key(), other.key()) && isAssignable(one.value(), other.value());
    }
    if (from instanceof Type.Tuple one && to instanceof Type.Tuple other) {
      return isAssignable(one.items(), other.items());
    }
    return from.equals(to);
  }

  private static boolean isAssignable(List<Type> from, List<Type> to) {
    boolean assignable = from.size() == to.size();
    for (int i = 0; assignable && i < from.size(); i++) {
      assignable = isAssignable(from.get(i), to.get(i));
    }
    return assignable;
  }

  /**
   * The numeric tower: a bool is an int, an int is a float, a float is a complex. A datetime is a
   * date.
   */
  private static boolean isAssignable(Type.Scalar from, Type.Scalar to) {
    return from == to
        || switch (to) {
          case INT -> from == Type.Scalar.BOOL;
          case FLOAT -> from == Type.Scalar.BOOL || from == Type.Scalar.INT;
          case COMPLEX ->
              from == Type.Scalar.BOOL || from == Type.Scalar.INT || from == Type.Scalar.FLOAT;
          case DATE -> from == Type.Scalar.DATETIME;
          default -> false;
        };
  }

  private static Type type(LiteralValue value) {
    if (value instanceof LiteralValue.Text) {
      return Type.Scalar.STR;
    }
    if (value instanceof LiteralValue.Int) {
      return Type.Scalar.INT;
    }
    return value instanceof LiteralValue.Bool
        ? Type.Scalar.BOOL
        : value instanceof LiteralValue.None ? new Type.None() : new Type.Any();
  }
}
