package io.github.nanoservice.contract;

import io.github.nanoservice.python.Argument;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Binds the arguments of a call to the parameters of a function as Python does ({@code
 * inspect.Signature.bind}; language reference §6.3.4). A starred argument can contain any number of
 * positional arguments, and a double-starred one any keywords. A failure is reported only if the
 * call fails whatever these contain.
 */
final class ArgumentBinder {
  private final List<Parameter> positional;
  private final Map<String, Parameter> byName;
  private final boolean acceptsMore;
  private final boolean acceptsKeywords;

  private ArgumentBinder(
      List<Parameter> positional,
      Map<String, Parameter> byName,
      boolean acceptsMore,
      boolean acceptsKeywords) {
    this.positional = positional;
    this.byName = byName;
    this.acceptsMore = acceptsMore;
    this.acceptsKeywords = acceptsKeywords;
  }

  /** Creates a binder for the parameters of a function. */
  static ArgumentBinder of(List<Parameter> parameters) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    parameters.stream()
        .filter(each -> each.kind() != Kind.VAR_POSITIONAL && each.kind() != Kind.VAR_KEYWORD)
        .forEach(each -> byName.put(each.name(), each));
    return new ArgumentBinder(
        parameters.stream()
            .filter(
                each ->
                    each.kind() == Kind.POSITIONAL_ONLY
                        || each.kind() == Kind.POSITIONAL_OR_KEYWORD)
            .toList(),
        byName,
        parameters.stream().anyMatch(each -> each.kind() == Kind.VAR_POSITIONAL),
        parameters.stream().anyMatch(each -> each.kind() == Kind.VAR_KEYWORD));
  }

  /** Returns why the call certainly fails, or empty if it can succeed. */
  Optional<BindingFailure> failure(List<Argument> arguments) {
    int given = (int) arguments.stream().filter(isOf(Argument.Kind.POSITIONAL)).count();
    boolean starred = arguments.stream().anyMatch(isOf(Argument.Kind.STARRED));
    Optional<BindingFailure> first = failure(arguments, given);
    if (first.isEmpty() || !starred) {
      return first;
    }
    // A longer *args needs no try: every surplus argument is accepted or rejected alike.
    boolean fits =
        IntStream.rangeClosed(given + 1, Math.max(given, positional.size()) + 1)
            .anyMatch(count -> failure(arguments, count).isEmpty());
    return fits ? Optional.empty() : first;
  }

  private static Predicate<Argument> isOf(Argument.Kind kind) {
    return argument -> argument.kind() == kind;
  }

  /** Binds the call with {@code count} positional arguments in all. */
  private Optional<BindingFailure> failure(List<Argument> arguments, int count) {
    if (count > positional.size() && !acceptsMore) {
      return Optional.of(tooMany(arguments, count));
    }
    Set<String> given = new HashSet<>();
    for (Argument argument : arguments) {
      if (argument.kind() == Argument.Kind.KEYWORD) {
        Optional<BindingFailure> failure = keyword(argument, count, given);
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    boolean anyKeywords = arguments.stream().anyMatch(isOf(Argument.Kind.DOUBLE_STARRED));
    List<String> missing =
        byName.values().stream()
            .filter(each -> each.defaultValue().isEmpty() && !isGiven(each, count, given))
            .filter(each -> !anyKeywords || each.kind() == Kind.POSITIONAL_ONLY)
            .map(Parameter::name)
            .toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(new BindingFailure.Missing(missing));
  }

  private BindingFailure tooMany(List<Argument> arguments, int count) {
    List<Argument> handed =
        arguments.stream()
            .filter(isOf(Argument.Kind.POSITIONAL).or(isOf(Argument.Kind.STARRED)))
            .toList();
    Argument first = handed.get(Math.min(positional.size(), handed.size() - 1));
    return new BindingFailure.TooMany(first, positional.size(), count);
  }

  private Optional<BindingFailure> keyword(Argument argument, int count, Set<String> given) {
    String name = argument.keyword().orElseThrow();
    if (!given.add(name)) {
      return Optional.of(new BindingFailure.Repeated(argument));
    }
    Optional<Parameter> parameter = Optional.ofNullable(byName.get(name));
    if (parameter.isEmpty()) {
      return acceptsKeywords ? Optional.empty() : Optional.of(new BindingFailure.Unknown(argument));
    }
    if (parameter.get().kind() == Kind.POSITIONAL_ONLY) {
      // **kwargs accepts the keyword, and the parameter stays without a value.
      return acceptsKeywords
          ? Optional.empty()
          : Optional.of(new BindingFailure.PositionalOnly(argument));
    }
    return isPositional(parameter.get(), count)
        ? Optional.of(new BindingFailure.Repeated(argument))
        : Optional.empty();
  }

  private boolean isGiven(Parameter parameter, int count, Set<String> keywords) {
    boolean byKeyword =
        parameter.kind() != Kind.POSITIONAL_ONLY && keywords.contains(parameter.name());
    return byKeyword || isPositional(parameter, count);
  }

  /** Returns whether a parameter receives one of the first {@code count} positional arguments. */
  private boolean isPositional(Parameter parameter, int count) {
    int index = positional.indexOf(parameter);
    return index >= 0 && index < count;
  }
}
