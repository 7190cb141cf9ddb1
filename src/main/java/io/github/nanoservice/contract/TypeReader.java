package io.github.nanoservice.contract;

import io.github.nanoservice.python.Expression;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the annotations of one module (PEP 484, PEP 585, PEP 586, PEP 593, PEP 604). A name refers
 * to what the module imports under it, or to the builtin. An unknown type is {@link Type.Any}.
 */
final class TypeReader {
  /** The limit for strings in strings. */
  private static final int MAX_STRING_DEPTH = 8;

  private static final Set<String> ANYTHING = Set.of("builtins.object", "typing.Any");

  private static final Set<String> UNIONS = Set.of("typing.Optional", "typing.Union");

  /** A name that is not an attribute. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])[^\\W\\d]\\w*", Pattern.UNICODE_CHARACTER_CLASS);

  private final Map<String, String> origins = new HashMap<>();
  private final Set<String> own = new LinkedHashSet<>();

  private TypeReader() {}

  /** Creates a reader of the annotations in a module. */
  static TypeReader of(Module module) {
    TypeReader reader = new TypeReader();
    module.functions().stream().map(Function::name).forEach(reader.own::add);
    for (Statement statement : module.statements()) {
      if (statement.kind() == Statement.Kind.TYPE_CHECKING) {
        statement.imports().forEach(reader::add);
      } else {
        reader.own.addAll(statement.binds());
      }
    }
    module.imports().forEach(reader::add);
    return reader;
  }

  /**
   * Creates a reader of annotations without their module.
   *
   * @param imports full names by the names that the module imports
   */
  static TypeReader of(Map<String, String> imports) {
    TypeReader reader = new TypeReader();
    reader.origins.putAll(imports);
    return reader;
  }

  /** Returns the full names of the imported names in a function's annotations. */
  SortedMap<String, String> imports(Function function) {
    SortedMap<String, String> imports = new TreeMap<>();
    Stream.concat(
            function.parameters().stream().flatMap(each -> each.annotation().stream()),
            function.returns().stream())
        .flatMap(annotation -> NAME.matcher(annotation).results())
        .map(MatchResult::group)
        .filter(name -> origins.containsKey(name) && !own.contains(name))
        .forEach(name -> imports.put(name, origins.get(name)));
    return imports;
  }

  private void add(Import statement) {
    if (statement instanceof Import.OfModule of) {
      String top = of.module().replaceFirst("\\..*", "");
      origins.put(of.alias().orElse(top), of.alias().isPresent() ? of.module() : top);
    } else if (statement instanceof Import.FromModule from && from.level() == 0) {
      from.names()
          .forEach(
              name ->
                  origins.put(name.alias().orElse(name.name()), from.module() + "." + name.name()));
    } else if (statement instanceof Import.FromModule relative) {
      relative.names().forEach(name -> own.add(name.alias().orElse(name.name())));
    }
  }

  /** Returns whether an annotation accepts any value. */
  boolean acceptsAnything(String annotation) {
    return Expression.of(annotation) instanceof Expression.Name name
        && origin(name.dotted()).filter(ANYTHING::contains).isPresent();
  }

  /**
   * Returns the alternatives of a union as written, including those in string annotations. Any
   * other annotation is its own only alternative.
   */
  Set<Expression> alternatives(String annotation) {
    Set<Expression> alternatives = new LinkedHashSet<>();
    addAlternatives(Expression.of(annotation), alternatives, 0);
    return alternatives;
  }

  private void addAlternatives(Expression expression, Set<Expression> to, int depth) {
    if (expression instanceof Expression.Text text
        && depth < MAX_STRING_DEPTH
        && isExpression(text.value())) {
      addAlternatives(Expression.of(text.value().strip()), to, depth + 1);
    } else if (expression instanceof Expression.Union union) {
      union.alternatives().forEach(each -> addAlternatives(each, to, depth));
    } else if (expression instanceof Expression.Subscript subscript
        && subscript.base() instanceof Expression.Name name
        && UNIONS.contains(origin(name.dotted()).orElse(""))) {
      subscript.items().forEach(each -> addAlternatives(each, to, depth));
      if (origin(name.dotted()).orElse("").equals("typing.Optional")) {
        to.add(Expression.Constant.NONE);
      }
    } else {
      to.add(expression);
    }
  }

  /** Returns the media type in an annotation such as {@code Annotated[bytes, "image/png"]}. */
  Optional<String> mediaType(String annotation) {
    return Expression.of(annotation) instanceof Expression.Subscript subscript
            && subscript.base() instanceof Expression.Name name
            && origin(name.dotted()).filter("typing.Annotated"::equals).isPresent()
        ? subscript.items().stream()
            .skip(1)
            .flatMap(
                item ->
                    item instanceof Expression.Text text ? Stream.of(text.value()) : Stream.empty())
            .filter(MediaType::isLegal)
            .findFirst()
        : Optional.empty();
  }

  /** Returns the type that an annotation declares. */
  Type read(String annotation) {
    return type(Expression.of(annotation), 0);
  }

  private Type type(Expression expression, int depth) {
    if (expression instanceof Expression.Text text && depth < MAX_STRING_DEPTH) {
      return text.value().isBlank() || !isExpression(text.value())
          ? new Type.Any()
          : type(Expression.of(text.value().strip()), depth + 1);
    }
    if (expression instanceof Expression.Name name) {
      return named(origin(name.dotted()), Optional.empty(), depth);
    }
    if (expression instanceof Expression.Subscript subscript
        && subscript.base() instanceof Expression.Name name) {
      return named(origin(name.dotted()), Optional.of(subscript.items()), depth);
    }
    if (expression instanceof Expression.Union union) {
      return union(union.alternatives(), depth);
    }
    return expression == Expression.Constant.NONE ? new Type.None() : new Type.Any();
  }

  /** Returns whether a string can be a forward reference. The parser has not checked strings. */
  private static boolean isExpression(String text) {
    return text.matches("[\\w.\\[\\], |'\"]*+")
        && text.chars().filter(c -> c == '[').count() == text.chars().filter(c -> c == ']').count()
        && text.chars().filter(c -> c == '\'').count() % 2 == 0
        && text.chars().filter(c -> c == '"').count() % 2 == 0
        && Expression.inString(text).isPresent();
  }

  /**
   * Returns the full name of a name of the module, or empty if the module itself defines the name.
   */
  private Optional<String> origin(String dotted) {
    int dot = dotted.indexOf('.');
    String first = dot < 0 ? dotted : dotted.substring(0, dot);
    String rest = dot < 0 ? "" : dotted.substring(dot);
    if (own.contains(first)) {
      return Optional.empty();
    }
    String full = origins.getOrDefault(first, dot < 0 ? "builtins." + first : first) + rest;
    // typing_extensions provides the same names as typing.
    return Optional.of(full.replaceFirst("^typing_extensions\\.", "typing."));
  }

  private Type union(List<Expression> alternatives, int depth) {
    LinkedHashSet<Type> types = new LinkedHashSet<>();
    for (Expression alternative : alternatives) {
      Type type = type(alternative, depth);
      if (type instanceof Type.Union inner) {
        types.addAll(inner.alternatives());
      } else {
        types.add(type);
      }
    }
    if (types.stream().anyMatch(Type.Any.class::isInstance)) {
      return new Type.Any();
    }
    return types.size() == 1 ? types.iterator().next() : new Type.Union(List.copyOf(types));
  }

  private Type named(Optional<String> origin, Optional<List<Expression>> arguments, int depth) {
    if (origin.isEmpty()) {
      return new Type.Any();
    }
    List<Expression> items = arguments.orElse(List.of());
    return switch (origin.get()) {
      case "builtins.str", "typing.Text", "typing.LiteralString" -> Type.Scalar.STR;
      case "builtins.int" -> Type.Scalar.INT;
      case "builtins.float" -> Type.Scalar.FLOAT;
      case "builtins.bool" -> Type.Scalar.BOOL;
      case "builtins.complex" -> Type.Scalar.COMPLEX;
      case "builtins.bytes" -> Type.Scalar.BYTES;
      case "builtins.bytearray" -> Type.Scalar.BYTEARRAY;
      case "decimal.Decimal" -> Type.Scalar.DECIMAL;
      case "datetime.datetime" -> Type.Scalar.DATETIME;
      case "datetime.date" -> Type.Scalar.DATE;
      case "datetime.time" -> Type.Scalar.TIME;
      case "datetime.timedelta" -> Type.Scalar.TIMEDELTA;
      case "uuid.UUID" -> Type.Scalar.UUID;
      case "types.NoneType" -> new Type.None();
      case "typing.Optional" -> optional(items, depth);
      case "typing.Union" -> items.isEmpty() ? new Type.Any() : union(items, depth);
      case "typing.Annotated", "typing.Final", "typing.Required" -> item(items, 0, depth);
      case "typing.Literal" -> choice(items);
      case "builtins.tuple", "typing.Tuple" -> tuple(arguments, depth);
      case "builtins.list",
          "typing.List",
          "typing.Sequence",
          "typing.MutableSequence",
          "typing.Collection",
          "typing.Iterable",
          "typing.AsyncIterable",
          "collections.abc.Sequence",
          "collections.abc.MutableSequence",
          "collections.abc.Collection",
          "collections.abc.Iterable",
          "collections.abc.AsyncIterable" ->
          new Type.Array(item(items, 0, depth), Type.Array.Kind.LIST);
      case "typing.Deque", "collections.deque" ->
          new Type.Array(item(items, 0, depth), Type.Array.Kind.DEQUE);
      case "builtins.frozenset", "typing.FrozenSet" -> new Type.Set(item(items, 0, depth), true);
      case "builtins.set",
          "typing.Set",
          "typing.AbstractSet",
          "typing.MutableSet",
          "collections.abc.Set",
          "collections.abc.MutableSet" ->
          new Type.Set(item(items, 0, depth), false);
      case "builtins.dict",
          "typing.Dict",
          "typing.Mapping",
          "typing.MutableMapping",
          "typing.DefaultDict",
          "typing.OrderedDict",
          "collections.OrderedDict",
          "collections.defaultdict",
          "collections.abc.Mapping",
          "collections.abc.MutableMapping" ->
          new Type.Mapping(item(items, 0, depth), item(items, 1, depth));
      case "typing.Iterator",
          "typing.Generator",
          "typing.AsyncIterator",
          "typing.AsyncGenerator",
          "collections.abc.Iterator",
          "collections.abc.Generator",
          "collections.abc.AsyncIterator",
          "collections.abc.AsyncGenerator" ->
          new Type.Stream(item(items, 0, depth));
      default -> new Type.Any();
    };
  }

  private Type item(List<Expression> items, int index, int depth) {
    return index < items.size() ? type(items.get(index), depth) : new Type.Any();
  }

  private Type optional(List<Expression> items, int depth) {
    return items.size() == 1
        ? union(List.of(items.get(0), Expression.Constant.NONE), depth)
        : new Type.Any();
  }

  private Type tuple(Optional<List<Expression>> arguments, int depth) {
    if (arguments.isEmpty()) {
      return new Type.Array(new Type.Any(), Type.Array.Kind.TUPLE);
    }
    List<Expression> items = arguments.get();
    if (items.size() == 2 && items.get(1) == Expression.Constant.ELLIPSIS) {
      return new Type.Array(type(items.get(0), depth), Type.Array.Kind.TUPLE);
    }
    // tuple[()] is the empty tuple.
    boolean empty =
        items.size() == 1
            && items.get(0) instanceof Expression.Display display
            && display.items().isEmpty();
    return new Type.Tuple(
        empty ? List.of() : items.stream().map(item -> type(item, depth)).toList());
  }

  private static Type choice(List<Expression> items) {
    List<LiteralValue> values = new ArrayList<>();
    for (Expression item : items) {
      Optional<LiteralValue> value = LiteralReader.read(item);
      if (value.isEmpty()) {
        return new Type.Any();
      }
      if (!values.contains(value.get())) {
        values.add(value.get());
      }
    }
    return values.isEmpty() ? new Type.Any() : new Type.Choice(List.copyOf(values));
  }
}
