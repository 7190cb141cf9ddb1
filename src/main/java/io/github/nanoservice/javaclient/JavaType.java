package io.github.nanoservice.javaclient;

import io.github.nanoservice.contract.Type;
import io.github.nanoservice.contract.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Java type of a Python type.
 *
 * @param name where a value may be null or a type argument: {@code Long}
 * @param primitive where it may not: {@code long}, or the same as the name
 * @param form the expression of its form in the client's code
 * @param imports names of the classes
 */
record JavaType(String name, String primitive, String form, Set<String> imports) {

  private static final JavaType ANY = new JavaType("Object", "Object", "AnyForm.ANY", Set.of());

  static JavaType of(Type type) {
    if (type instanceof Type.None) {
      return plain("Void", "NONE");
    }
    if (type instanceof Type.Scalar scalar) {
      return of(scalar);
    }
    if (type instanceof Type.Array array) {
      String form =
          switch (array.kind()) {
            case LIST -> "list";
            case TUPLE -> "tupleOf";
            case DEQUE -> "deque";
          };
      return generic("List", "java.util.List", form, List.of(of(array.item())));
    }
    if (type instanceof Type.Stream stream) {
      return generic("List", "java.util.List", "iterator", List.of(of(stream.item())));
    }
    if (type instanceof Type.Set set) {
      return generic(
          "Set", "java.util.Set", set.frozen() ? "frozenset" : "set", List.of(of(set.item())));
    }
    if (type instanceof Type.Mapping mapping) {
      return generic(
          "Map", "java.util.Map", "map", List.of(of(mapping.key()), of(mapping.value())));
    }
    if (type instanceof Type.Tuple tuple) {
      List<JavaType> items = tuple.items().stream().map(JavaType::of).toList();
      return new JavaType(
          "List<Object>",
          "List<Object>",
          "Container.tuple(" + forms(items) + ")",
          with(items, "java.util.List"));
    }
    if (type instanceof Type.Choice choice) {
      return of(choice);
    }
    return type instanceof Type.Union union
        ? union
            .withoutNone()
            .filter(rest -> !(rest instanceof Type.Union))
            .map(rest -> optional(of(rest)))
            .orElse(ANY)
        : ANY;
  }

  private static JavaType of(Type.Scalar scalar) {
    return switch (scalar) {
      case STR -> plain("String", "STR");
      case INT -> new JavaType("Long", "long", "Scalar.INT", Set.of());
      case FLOAT -> new JavaType("Double", "double", "Scalar.FLOAT", Set.of());
      case BOOL -> new JavaType("Boolean", "boolean", "Scalar.BOOL", Set.of());
      case BYTES -> plain("byte[]", "BYTES");
      case BYTEARRAY -> plain("byte[]", "BYTEARRAY");
      case DECIMAL -> imported("java.math.BigDecimal", "DECIMAL");
      case DATETIME -> imported("java.time.LocalDateTime", "DATETIME");
      case DATE -> imported("java.time.LocalDate", "DATE");
      case TIME -> imported("java.time.LocalTime", "TIME");
      case TIMEDELTA -> imported("java.time.Duration", "TIMEDELTA");
      case UUID -> imported("java.util.UUID", "ID");
      case COMPLEX -> ANY;
    };
  }

  /** Literals of one kind have its type. */
  private static JavaType of(Type.Choice choice) {
    List<Value> values = choice.values();
    if (values.stream().allMatch(Value.Text.class::isInstance)) {
      return plain("String", "STR");
    }
    return values.stream().allMatch(Value.Int.class::isInstance)
        ? new JavaType("Long", "long", "Scalar.INT", Set.of())
        : ANY;
  }

  private static JavaType plain(String name, String form) {
    return new JavaType(name, name, "Scalar." + form, Set.of());
  }

  private static JavaType imported(String name, String form) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return new JavaType(simple, simple, "Scalar." + form, Set.of(name));
  }

  private static JavaType optional(JavaType type) {
    return new JavaType(
        type.name(), type.name(), "Container.optional(" + type.form() + ")", type.imports());
  }

  private static JavaType generic(
      String name, String imported, String form, List<JavaType> arguments) {
    String full =
        name + arguments.stream().map(JavaType::name).collect(Collectors.joining(", ", "<", ">"));
    return new JavaType(
        full, full, "Container." + form + "(" + forms(arguments) + ")", with(arguments, imported));
  }

  private static String forms(List<JavaType> types) {
    return types.stream().map(JavaType::form).collect(Collectors.joining(", "));
  }

  private static Set<String> with(List<JavaType> types, String imported) {
    Set<String> imports = new TreeSet<>();
    types.forEach(type -> imports.addAll(type.imports()));
    imports.add(imported);
    return imports;
  }
}
