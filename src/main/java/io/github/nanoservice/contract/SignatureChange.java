package io.github.nanoservice.contract;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the signature that callers know with the one there is. */
final class SignatureChange {
  private final List<Parameter> before;
  private final List<Parameter> now;
  private final TypeReader typesBefore;
  private final TypeReader types;
  private final Set<String> matched = new HashSet<>();
  private final List<String> breaks = new ArrayList<>();

  private SignatureChange(
      List<Parameter> before, TypeReader typesBefore, List<Parameter> now, TypeReader types) {
    this.before = before;
    this.typesBefore = typesBefore;
    this.now = now;
    this.types = types;
  }

  /**
   * What breaks callers, a sentence without a full stop each.
   *
   * @param typesBefore reads the annotations that callers know
   * @param types reads those there are
   */
  static List<String> breaks(
      Function before, TypeReader typesBefore, Function now, TypeReader types) {
    SignatureChange change =
        new SignatureChange(before.parameters(), typesBefore, now.parameters(), types);
    change.compareParameters();
    change.compareResults(before, now);
    return change.breaks;
  }

  private void compareParameters() {
    List<Parameter> positionalBefore = positional(before);
    for (Parameter parameter : before) {
      switch (parameter.kind()) {
        case POSITIONAL_ONLY -> byPosition(parameter, positionalBefore.indexOf(parameter));
        case POSITIONAL_OR_KEYWORD -> byEither(parameter, positionalBefore.indexOf(parameter));
        case KEYWORD_ONLY -> byKeyword(parameter);
        case VAR_POSITIONAL -> variadic(parameter, "*", "more positional arguments");
        case VAR_KEYWORD -> variadic(parameter, "**", "other keywords");
      }
    }
    now.stream()
        .filter(each -> isRequired(each) && !matched.contains(each.name()))
        .forEach(
            each ->
                breaks.add("\"" + each.name() + "\" is new and has no default: every call breaks"));
  }

  private void byPosition(Parameter parameter, int place) {
    List<Parameter> positional = positional(now);
    if (place < positional.size()) {
      compare(parameter, positional.get(place));
    } else if (!has(Kind.VAR_POSITIONAL)) {
      breaks.add("\"" + parameter.name() + "\" is gone: calls that give it by its position break");
    }
  }

  private void byEither(Parameter parameter, int place) {
    String name = "\"" + parameter.name() + "\"";
    List<Parameter> positional = positional(now);
    Optional<Parameter> same = named(parameter.name());
    if (same.isEmpty()) {
      boolean renamed =
          place < positional.size()
              && before.stream()
                  .noneMatch(each -> each.name().equals(positional.get(place).name()));
      if (renamed) {
        breaks.add(
            name
                + " is called \""
                + positional.get(place).name()
                + "\": calls that give it by its name break");
        compare(parameter, positional.get(place));
      } else if (!has(Kind.VAR_KEYWORD) || !has(Kind.VAR_POSITIONAL)) {
        breaks.add(name + " is gone: calls that give it break");
      }
      return;
    }
    switch (same.get().kind()) {
      case KEYWORD_ONLY ->
          breaks.add(name + " is keyword-only: calls that give it by its position break");
      case POSITIONAL_ONLY ->
          breaks.add(name + " is positional-only: calls that give it by its name break");
      default -> {
        if (positional.indexOf(same.get()) != place) {
          breaks.add(
              name + " has another place: calls that give it by its position mean something else");
        }
      }
    }
    compare(parameter, same.get());
  }

  private void byKeyword(Parameter parameter) {
    Optional<Parameter> same = named(parameter.name());
    if (same.isPresent() && same.get().kind() != Kind.POSITIONAL_ONLY) {
      compare(parameter, same.get());
    } else if (!has(Kind.VAR_KEYWORD)) {
      matched.add(parameter.name());
      breaks.add(
          "\""
              + parameter.name()
              + (same.isPresent() ? "\" is positional-only" : "\" is gone")
              + ": calls that give it break");
    }
  }

  private void variadic(Parameter parameter, String stars, String what) {
    Optional<Parameter> same =
        now.stream().filter(each -> each.kind() == parameter.kind()).findFirst();
    if (same.isPresent()) {
      compareAnnotations(parameter, same.get());
    } else {
      breaks.add(
          "\"" + stars + parameter.name() + "\" is gone: calls that give " + what + " break");
    }
  }

  private void compare(Parameter old, Parameter parameter) {
    matched.add(parameter.name());
    if (!isRequired(old) && isRequired(parameter)) {
      breaks.add(
          "\"" + parameter.name() + "\" has no default any more: calls that leave it out break");
    }
    compareAnnotations(old, parameter);
  }

  private void compareAnnotations(Parameter old, Parameter parameter) {
    if (differ(old.annotation(), parameter.annotation())
        && !fits(typesBefore, old.annotation(), types, parameter.annotation())) {
      breaks.add(
          "\""
              + parameter.name()
              + "\" is annotated "
              + parameter.annotation().orElse("no more")
              + old.annotation().map(text -> ", not " + text).orElse(", and was not")
              + ": calls may give what it does not take");
    }
  }

  private void compareResults(Function old, Function function) {
    if (old.generator() != function.generator()) {
      breaks.add(
          function.generator()
              ? "it yields, where it returned a value: all that use the value break"
              : "it returns a value, where it yielded: all that use what it yields break");
    }
    if (differ(old.returns(), function.returns())
        && !fits(types, function.returns(), typesBefore, old.returns())) {
      breaks.add(
          "its result is annotated "
              + function.returns().orElse("no more")
              + old.returns().map(text -> ", not " + text).orElse("")
              + ": what uses it may get something else");
    }
  }

  /** Whether a value of one type is sure to be of the other though they are written differently. */
  private static boolean fits(
      TypeReader readerFrom, Optional<String> from, TypeReader readerTo, Optional<String> to) {
    if (to.isEmpty() || readerTo.isAnything(to.get())) {
      return true;
    }
    if (from.isEmpty()) {
      return false;
    }
    Type wanted = readerTo.read(to.get());
    if (wanted instanceof Type.Any) {
      return readerTo.alternatives(to.get()).containsAll(readerFrom.alternatives(from.get()));
    }
    return Assignability.holds(readerFrom.read(from.get()), wanted);
  }

  /** White space is no difference. */
  private static boolean differ(Optional<String> one, Optional<String> other) {
    return !one.map(text -> text.replaceAll("\\s+", ""))
        .equals(other.map(text -> text.replaceAll("\\s+", "")));
  }

  private static List<Parameter> positional(List<Parameter> parameters) {
    return parameters.stream()
        .filter(
            each ->
                each.kind() == Kind.POSITIONAL_ONLY || each.kind() == Kind.POSITIONAL_OR_KEYWORD)
        .toList();
  }

  private Optional<Parameter> named(String name) {
    return now.stream()
        .filter(
            each ->
                each.name().equals(name)
                    && each.kind() != Kind.VAR_POSITIONAL
                    && each.kind() != Kind.VAR_KEYWORD)
        .findFirst();
  }

  private boolean has(Kind kind) {
    return now.stream().anyMatch(each -> each.kind() == kind);
  }

  private static boolean isRequired(Parameter parameter) {
    return parameter.defaultValue().isEmpty()
        && parameter.kind() != Kind.VAR_POSITIONAL
        && parameter.kind() != Kind.VAR_KEYWORD;
  }
}
