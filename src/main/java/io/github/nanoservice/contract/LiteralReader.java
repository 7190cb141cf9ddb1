package io.github.nanoservice.contract;

import io.github.nanoservice.python.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads literals that JSON can represent. */
final class LiteralReader {
  private LiteralReader() {}

  /** Returns the value, or empty if the expression is not such a literal. */
  static Optional<LiteralValue> read(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      return switch (constant) {
        case NONE -> Optional.of(new LiteralValue.None());
        case TRUE -> Optional.of(new LiteralValue.Bool(true));
        case FALSE -> Optional.of(new LiteralValue.Bool(false));
        case ELLIPSIS -> Optional.empty();
      };
    }
    if (expression instanceof Expression.Text text) {
      return Optional.of(new LiteralValue.Text(text.value()));
    }
    if (expression instanceof Expression.Number number) {
      return number(number, false);
    }
    if (expression instanceof Expression.Signed signed) {
      return number(signed.number(), signed.negative());
    }
    if (expression instanceof Expression.Display display
        && display.kind() == Expression.Display.Kind.LIST) {
      return items(display.items()).map(LiteralValue.Array::new);
    }
    return expression instanceof Expression.Dict dict ? mapping(dict) : Optional.empty();
  }

  private static Optional<LiteralValue> number(Expression.Number number, boolean negative) {
    return switch (number.kind()) {
      case INT -> {
        LiteralValue.Int value = new LiteralValue.Int(number.integer());
        yield Optional.of(negative ? new LiteralValue.Int(value.value().negate()) : value);
      }
      case FLOAT -> {
        double value = Double.parseDouble(number.source().replace("_", ""));
        yield Optional.of(value)
            .filter(Double::isFinite)
            .map(finite -> new LiteralValue.Float(negative ? -finite : finite));
      }
      case COMPLEX -> Optional.empty();
    };
  }

  private static Optional<List<LiteralValue>> items(List<Expression> expressions) {
    List<LiteralValue> items = new ArrayList<>();
    for (Expression expression : expressions) {
      Optional<LiteralValue> item = read(expression);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return Optional.of(List.copyOf(items));
  }

  private static Optional<LiteralValue> mapping(Expression.Dict dict) {
    Map<String, LiteralValue> items = new LinkedHashMap<>();
    for (Expression.Dict.Item item : dict.items()) {
      Optional<LiteralValue> value = read(item.value());
      if (value.isEmpty() || !(item.key() instanceof Expression.Text key)) {
        return Optional.empty();
      }
      items.put(key.value(), value.get());
    }
    return Optional.of(new LiteralValue.Mapping(items));
  }
}
