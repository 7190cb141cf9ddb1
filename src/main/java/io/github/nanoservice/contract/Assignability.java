package io.github.nanoservice.contract;

import java.util.List;

/** Whether every value of one type is of another, as PEP 484 has it. */
final class Assignability {
  private Assignability() {}

  /**
   * False where the first is any type and the second is not: a value may be anything.
   *
   * @param from what a value is
   * @param to what it should be
   */
  static boolean holds(Type from, Type to) {
    if (to instanceof Type.Any) {
      return true;
    }
    if (from instanceof Type.Union union) {
      return union.alternatives().stream().allMatch(each -> holds(each, to));
    }
    if (to instanceof Type.Union union) {
      return union.alternatives().stream().anyMatch(each -> holds(from, each));
    }
    if (from instanceof Type.Choice choice) {
      return to instanceof Type.Choice other
          ? other.values().containsAll(choice.values())
          : choice.values().stream().allMatch(value -> holds(type(value), to));
    }
    if (from instanceof Type.Scalar one && to instanceof Type.Scalar other) {
      return holds(one, other);
    }
    if (from instanceof Type.Array one && to instanceof Type.Array other) {
      return holds(one.item(), other.item());
    }
    if (from instanceof Type.Stream one && to instanceof Type.Stream other) {
      return holds(one.item(), other.item());
    }
    if (from instanceof Type.Set one && to instanceof Type.Set other) {
      return holds(one.item(), other.item());
    }
    if (from instanceof Type.Mapping one && to instanceof Type.Mapping other) {
      return holds(one.key(), other.key()) && holds(one.value(), other.value());
    }
    if (from instanceof Type.Tuple one && to instanceof Type.Tuple other) {
      return holds(one.items(), other.items());
    }
    return from.equals(to);
  }

  private static boolean holds(List<Type> from, List<Type> to) {
    boolean holds = from.size() == to.size();
    for (int i = 0; holds && i < from.size(); i++) {
      holds = holds(from.get(i), to.get(i));
    }
    return holds;
  }

  /** The numeric tower: a bool is an int, an int is a float, a float is a complex. */
  private static boolean holds(Type.Scalar from, Type.Scalar to) {
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
