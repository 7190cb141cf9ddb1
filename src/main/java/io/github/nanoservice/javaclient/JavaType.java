package io.github.nanoservice.javaclient;

import io.github.nanoservice.contract.LiteralValue;
import io.github.nanoservice.contract.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Java type for a Python type.
 *
 * @param name the type as a type argument or if null is allowed: {@code Long}
 * @param primitive the type if null is not allowed: {@code long}, or the same as the name
 * @param codec the expression of its codec in the generated code
 * @param imports qualified names of its classes
 */
record JavaType(String name, String primitive, String codec, Set<String> imports) {

  private static final JavaType ANY = new JavaType("Object", "Object", "AnyCodec.ANY", Set.of());

  static JavaType of(Type type) {
    if (type instanceof Type.None) {
      return plain("Void", "NONE");
    }
    if (type instanceof Type.Scalar scalar) {
      return of(scalar);
    }
    if (type instanceof Type.Array array) {
      String codec =
          switch (array.kind()) {
            case LIST -> "list";
            case TUPLE -> "tupleOf";
            case DEQUE -> "deque";
          };
      return generic("List", "java.util.List", codec, List.of(of(array.item())));
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
          "ContainerCodecs.tuple(" + codecs(items) + ")",
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
      case INT -> new JavaType("Long", "long", "ScalarCodecs.INT", Set.of());
      case FLOAT -> new JavaType("Double", "double", "ScalarCodecs.FLOAT", Set.of());
      case BOOL -> new JavaType("Boolean", "boolean", "ScalarCodecs.BOOL", Set.of());
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
    List<LiteralValue> values = choice.values();
    if (values.stream().allMatch(LiteralValue.Text.class::isInstance)) {
      return plain("String", "STR");
    }
    return values.stream().allMatch(LiteralValue.Int.class::isInstance)
        ? new JavaType("Long", "long", "ScalarCodecs.INT", Set.of())
        : ANY;
  }

  private static JavaType plain(String name, String codec) {
    return new JavaType(name, name, "ScalarCodecs." + codec, Set.of());
  }

  private static JavaType imported(String name, String codec) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return new JavaType(simple, simple, "ScalarCodecs." + codec, Set.of(name));
  }

  private static JavaType optional(JavaType type) {
    return new JavaType(
        type.name(), type.name(), "ContainerCodecs.optional(" + type.codec() + ")", type.imports());
  }

  private static JavaType generic(
      String name, String imported, String codec, List<JavaType> arguments) {
    String full =
        name + arguments.stream().map(JavaType::name).collect(Collectors.joining(", ", "<", ">"));
    return new JavaType(
        full,
        full,
        "ContainerCodecs." + codec + "(" + codecs(arguments) + ")",
        with(arguments, imported));
  }

  private static String codecs(List<JavaType> types) {
    return types.stream().map(JavaType::codec).collect(Collectors.joining(", "));
  }

  private static Set<String> with(List<JavaType> types, String imported) {
    Set<String> imports = new TreeSet<>();
    types.forEach(type -> imports.addAll(type.imports()));
    imports.add(imported);
    return imports;
  }
}
