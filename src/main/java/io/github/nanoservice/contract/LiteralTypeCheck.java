package io.github.nanoservice.contract;

import io.github.nanoservice.python.Expression;
import java.util.List;
import java.util.Optional;

/** Decides whether a literal matches a type. Other expressions match any type. */
final class LiteralTypeCheck {
  private LiteralTypeCheck() {}

  /** Returns false if the literal certainly does not match the type (PEP 484). */
  static boolean accepts(Expression literal, Type type) {
    if (type instanceof Type.Union union) {
      return union.alternatives().stream().anyMatch(each -> accepts(literal, each));
    }
    if (type instanceof Type.Choice choice) {
      Optional<LiteralValue> value = LiteralReader.read(literal);
      return value.isEmpty() || choice.values().contains(value.get());
    }
    if (type instanceof Type.None) {
      return !isLiteral(literal) || literal == Expression.Constant.NONE;
    }
    if (type instanceof Type.Scalar scalar) {
      return accepts(literal, scalar);
    }
    if (type instanceof Type.Array array) {
      return acceptsArray(literal, array.item());
    }
    if (type instanceof Type.Set set) {
      return literal instanceof Expression.Display display
          ? display.kind() == Expression.Display.Kind.SET && acceptsAll(display.items(), set.item())
          : !isLiteral(literal);
    }
    if (type instanceof Type.Tuple tuple) {
      return accepts(literal, tuple);
    }
    if (type instanceof Type.Mapping mapping) {
      return literal instanceof Expression.Dict dict
          ? dict.items().stream()
              .allMatch(
                  item ->
                      accepts(item.key(), mapping.key()) && accepts(item.value(), mapping.value()))
          : !isLiteral(literal);
    }
    return true;
  }

  private static boolean isLiteral(Expression expression) {
    return expression instanceof Expression.Constant constant
        ? constant != Expression.Constant.ELLIPSIS
        : expression instanceof Expression.Text
            || expression instanceof Expression.Bytes
            || expression instanceof Expression.Number
            || expression instanceof Expression.Signed
            || expression instanceof Expression.Display
            || expression instanceof Expression.Dict;
  }

  /** The numeric tower of PEP 484: an int is a float, a float is a complex; a bool is an int. */
  private static boolean accepts(Expression literal, Type.Scalar scalar) {
    boolean number =
        scalar == Type.Scalar.INT || scalar == Type.Scalar.FLOAT || scalar == Type.Scalar.COMPLEX;
    if (literal instanceof Expression.Text) {
      return scalar == Type.Scalar.STR;
    }
    if (literal instanceof Expression.Bytes) {
      return scalar == Type.Scalar.BYTES || scalar == Type.Scalar.BYTEARRAY;
    }
    if (literal == Expression.Constant.TRUE || literal == Expression.Constant.FALSE) {
      return scalar == Type.Scalar.BOOL || number;
    }
    if (literal instanceof Expression.Signed signed) {
      return accepts(signed.number(), scalar);
    }
    if (literal instanceof Expression.Number of) {
      return switch (of.kind()) {
        case INT -> number;
        case FLOAT -> number && scalar != Type.Scalar.INT;
        case COMPLEX -> scalar == Type.Scalar.COMPLEX;
      };
    }
    return !isLiteral(literal);
  }

  /** Sequence and Iterable are arrays too, so a string or a dict matches. */
  private static boolean acceptsArray(Expression literal, Type item) {
    if (literal instanceof Expression.Display display) {
      return acceptsAll(display.items(), item);
    }
    boolean iterable =
        literal instanceof Expression.Text
            || literal instanceof Expression.Bytes
            || literal instanceof Expression.Dict;
    return iterable || !isLiteral(literal);
  }

  private static boolean accepts(Expression literal, Type.Tuple tuple) {
    if (!(literal instanceof Expression.Display display)) {
      return !isLiteral(literal);
    }
    // The number of items in *x is unknown.
    boolean counted = display.items().stream().noneMatch(Expression.Other.class::isInstance);
    if (display.kind() != Expression.Display.Kind.TUPLE) {
      return false;
    }
    if (!counted) {
      return true;
    }
    if (display.items().size() != tuple.items().size()) {
      return false;
    }
    for (int i = 0; i < tuple.items().size(); i++) {
      if (!accepts(display.items().get(i), tuple.items().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean acceptsAll(List<Expression> items, Type type) {
    return items.stream().allMatch(item -> accepts(item, type));
  }
}
