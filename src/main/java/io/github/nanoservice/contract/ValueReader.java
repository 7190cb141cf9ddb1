package io.github.nanoservice.contract;

import io.github.nanoservice.python.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values that source text spells out and that JSON can say. */
final class ValueReader {
  private ValueReader() {}

  /** The value; empty where it is not spelt out, or is of another kind. */
  static Optional<Value> read(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      return switch (constant) {
        case NONE -> Optional.of(new Value.None());
        case TRUE -> Optional.of(new Value.Bool(true));
        case FALSE -> Optional.of(new Value.Bool(false));
        case ELLIPSIS -> Optional.empty();
      };
    }
    if (expression instanceof Expression.Text text) {
      return Optional.of(new Value.Text(text.value()));
    }
    if (expression instanceof Expression.Number number) {
      return number(number, false);
    }
    if (expression instanceof Expression.Signed signed) {
      return number(signed.number(), signed.negative());
    }
    if (expression instanceof Expression.Display display
        && display.kind() == Expression.Display.Kind.LIST) {
      return items(display.items()).map(Value.Array::new);
    }
    return expression instanceof Expression.Dict dict ? mapping(dict) : Optional.empty();
  }

  private static Optional<Value> number(Expression.Number number, boolean negative) {
    return switch (number.kind()) {
      case INT -> {
        Value.Int value = new Value.Int(number.integer());
        yield Optional.of(negative ? new Value.Int(value.value().negate()) : value);
      }
      case FLOAT -> {
        double value = Double.parseDouble(number.source().replace("_", ""));
        yield Optional.of(value)
            .filter(Double::isFinite)
            .map(finite -> new Value.Float(negative ? -finite : finite));
      }
      case COMPLEX -> Optional.empty();
    };
  }

  private static Optional<List<Value>> items(List<Expression> expressions) {
    List<Value> items = new ArrayList<>();
    for (Expression expression : expressions) {
      Optional<Value> item = read(expression);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return Optional.of(List.copyOf(items));
  }

  private static Optional<Value> mapping(Expression.Dict dict) {
    Map<String, Value> items = new LinkedHashMap<>();
    for (Expression.Dict.Item item : dict.items()) {
      Optional<Value> value = read(item.value());
      if (value.isEmpty() || !(item.key() instanceof Expression.Text key)) {
        return Optional.empty();
      }
      items.put(key.value(), value.get());
    }
    return Optional.of(new Value.Mapping(items));
  }
}
