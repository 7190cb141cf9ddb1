package io.github.nanoservice.javaclient.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The optional arguments of a call. Python uses the default of every parameter that is not set. */
final class OptionalArguments {
  /** No arguments. */
  static final OptionalArguments NONE = new OptionalArguments(Map.of(), List.of(), List.of());

  private final Map<String, Argument<?>> named;
  private final List<Argument<?>> positional;
  private final List<Argument<?>> keywords;

  private OptionalArguments(
      Map<String, Argument<?>> named, List<Argument<?>> positional, List<Argument<?>> keywords) {
    this.named = named;
    this.positional = positional;
    this.keywords = keywords;
  }

  /** Returns these arguments with one more. */
  <T> OptionalArguments with(String name, Codec<T> codec, T value) {
    Map<String, Argument<?>> all = new LinkedHashMap<>(named);
    all.put(name, new Argument<>(name, codec, value));
    return new OptionalArguments(all, positional, keywords);
  }

  /** Returns these arguments with the values of {@code *args}. */
  <T> OptionalArguments withPositional(String name, Codec<T> codec, List<T> values) {
    List<Argument<?>> all = new ArrayList<>();
    values.forEach(value -> all.add(new Argument<>(name, codec, value)));
    return new OptionalArguments(named, all, keywords);
  }

  /** Returns these arguments with the values of {@code **kwargs}. */
  <T> OptionalArguments withKeywords(Codec<T> codec, Map<String, T> values) {
    List<Argument<?>> all = new ArrayList<>();
    values.forEach((name, value) -> all.add(new Argument<>(name, codec, value)));
    return new OptionalArguments(named, positional, all);
  }

  /**
   * Adds these arguments to the required ones.
   *
   * @param byPosition the optional parameters that can be passed by position, in their order
   * @param positionalOnly the parameters among them that cannot be passed by name
   * @throws IllegalArgumentException if an argument must be passed by position and one before it is
   *     missing, or if a name is given twice
   */
  void addTo(Arguments arguments, List<String> byPosition, Set<String> positionalOnly) {
    Map<String, Argument<?>> byName = new LinkedHashMap<>(named);
    String missing = "";
    for (String name : byPosition) {
      Argument<?> argument = byName.get(name);
      boolean needsPosition = positionalOnly.contains(name) || !positional.isEmpty();
      if (argument == null) {
        missing = missing.isEmpty() ? name : missing;
      } else if (needsPosition) {
        requireNoneMissing(missing, name);
        argument.addTo(arguments);
        byName.remove(name);
      }
    }
    if (!positional.isEmpty()) {
      requireNoneMissing(missing, "further positional arguments");
    }
    positional.forEach(each -> each.addTo(arguments));
    byName.values().forEach(each -> each.addByNameTo(arguments));
    keywords.forEach(each -> each.addByNameTo(arguments));
  }

  private static void requireNoneMissing(String missing, String later) {
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          later + " can only be passed by position; set " + missing + " too");
    }
  }

  private static final class Argument<T> {
    private final String name;
    private final Codec<T> codec;
    private final T value;

    Argument(String name, Codec<T> codec, T value) {
      this.name = name;
      this.codec = codec;
      this.value = value;
    }

    void addTo(Arguments arguments) {
      arguments.add(name, codec, value);
    }

    void addByNameTo(Arguments arguments) {
      arguments.addKeyword(name, codec, value);
    }
  }
}
