package io.github.nanoservice.contract;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a recorded signature with the current one. */
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
   * Returns the changes that break callers, each as a sentence without a full stop.
   *
   * @param typesBefore reads the recorded annotations
   * @param types reads the current annotations
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
                breaks.add(
                    "\"%s\" is new and has no default, which breaks every call"
                        .formatted(each.name())));
  }

  private void byPosition(Parameter parameter, int index) {
    List<Parameter> positional = positional(now);
    if (index < positional.size()) {
      compare(parameter, positional.get(index));
    } else if (!has(Kind.VAR_POSITIONAL)) {
      breaks.add(
          "\"%s\" was removed, which breaks calls that pass it by position"
              .formatted(parameter.name()));
    }
  }

  private void byEither(Parameter parameter, int index) {
    String name = "\"" + parameter.name() + "\"";
    List<Parameter> positional = positional(now);
    Optional<Parameter> same = named(parameter.name());
    if (same.isEmpty()) {
      boolean renamed =
          index < positional.size()
              && before.stream()
                  .noneMatch(each -> each.name().equals(positional.get(index).name()));
      if (renamed) {
        breaks.add(
            "%s was renamed to \"%s\", which breaks calls that pass it by name"
                .formatted(name, positional.get(index).name()));
        compare(parameter, positional.get(index));
      } else if (!has(Kind.VAR_KEYWORD) || !has(Kind.VAR_POSITIONAL)) {
        breaks.add(name + " was removed, which breaks calls that pass it");
      }
      return;
    }
    switch (same.get().kind()) {
      case KEYWORD_ONLY ->
          breaks.add(name + " is now keyword-only, which breaks calls that pass it by position");
      case POSITIONAL_ONLY ->
          breaks.add(name + " is now positional-only, which breaks calls that pass it by name");
      default -> {
        if (positional.indexOf(same.get()) != index) {
          breaks.add(
              name + " was moved, which changes the meaning of calls that pass it by position");
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
          "\"%s\" %s, which breaks calls that pass it"
              .formatted(
                  parameter.name(), same.isPresent() ? "is now positional-only" : "was removed"));
    }
  }

  private void variadic(Parameter parameter, String stars, String what) {
    Optional<Parameter> same =
        now.stream().filter(each -> each.kind() == parameter.kind()).findFirst();
    if (same.isPresent()) {
      compareAnnotations(parameter, same.get());
    } else {
      breaks.add(
          "\"%s%s\" was removed, which breaks calls that pass %s"
              .formatted(stars, parameter.name(), what));
    }
  }

  private void compare(Parameter old, Parameter parameter) {
    matched.add(parameter.name());
    if (!isRequired(old) && isRequired(parameter)) {
      breaks.add(
          "\"%s\" no longer has a default, which breaks calls that omit it"
              .formatted(parameter.name()));
    }
    compareAnnotations(old, parameter);
  }

  private void compareAnnotations(Parameter old, Parameter parameter) {
    if (differ(old.annotation(), parameter.annotation())
        && !isAssignable(typesBefore, old.annotation(), types, parameter.annotation())) {
      breaks.add(
          "\"%s\" is now annotated as %s%s, so calls may pass values that it does not accept"
              .formatted(
                  parameter.name(),
                  parameter.annotation().orElse("any type"),
                  old.annotation().map(text -> ", not " + text).orElse("")));
    }
  }

  private void compareResults(Function old, Function function) {
    if (old.generator() != function.generator()) {
      breaks.add(
          function.generator()
              ? "it now yields instead of returning a value, which breaks callers that use the value"
              : "it now returns a value instead of yielding, which breaks callers that use the items");
    }
    if (differ(old.returns(), function.returns())
        && !isAssignable(types, function.returns(), typesBefore, old.returns())) {
      breaks.add(
          "its result is %s annotated as %s, so callers may get a value of another type"
              .formatted(
                  function.returns().isPresent() ? "now" : "no longer",
                  Stream.concat(function.returns().stream(), old.returns().stream())
                      .collect(Collectors.joining(", not "))));
    }
  }

  /** Returns whether a value of one type is certainly of the other. */
  private static boolean isAssignable(
      TypeReader readerFrom, Optional<String> from, TypeReader readerTo, Optional<String> to) {
    if (to.isEmpty() || readerTo.acceptsAnything(to.get())) {
      return true;
    }
    if (from.isEmpty()) {
      return false;
    }
    Type wanted = readerTo.read(to.get());
    if (wanted instanceof Type.Any) {
      return readerTo.alternatives(to.get()).containsAll(readerFrom.alternatives(from.get()));
    }
    return Assignability.isAssignable(readerFrom.read(from.get()), wanted);
  }

  /** Compares without white space. */
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
