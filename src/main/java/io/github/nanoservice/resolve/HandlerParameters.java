package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import java.util.List;
import java.util.Set;

/** What the parameters of a function say about who calls it. */
public final class HandlerParameters {
  /** The parameters of a handler of AWS Lambda, as its documentation has them. */
  private static final List<Set<String>> LAMBDA =
      List.of(Set.of("event", "_event"), Set.of("context", "_context"));

  /** The parameters of a WSGI application (PEP 3333). */
  private static final List<Set<String>> WSGI =
      List.of(Set.of("environ", "_environ"), Set.of("start_response"));

  private HandlerParameters() {}

  /** Whether they have the names that AWS Lambda uses for its arguments. */
  public static boolean areOfLambda(Function function) {
    return are(function, LAMBDA);
  }

  /** Whether they have the names that PEP 3333 uses for the arguments of an application. */
  static boolean areOfWsgi(Function function) {
    return are(function, WSGI);
  }

  /** Whether a function can be called without arguments, and returns its result. */
  static boolean areOptional(Function function) {
    return !function.async()
        && !function.generator()
        && function.parameters().stream()
            .allMatch(
                each ->
                    each.defaultValue().isPresent()
                        || each.kind() == Parameter.Kind.VAR_POSITIONAL
                        || each.kind() == Parameter.Kind.VAR_KEYWORD);
  }

  /** Whether a function can be called with an event and a context, and returns the response. */
  public static boolean acceptEvent(Function function) {
    List<Parameter> parameters = function.parameters();
    List<Parameter> byPlace = parameters.stream().filter(HandlerParameters::isByPlace).toList();
    boolean more =
        parameters.stream().anyMatch(each -> each.kind() == Parameter.Kind.VAR_POSITIONAL);
    boolean needsMore =
        parameters.stream()
            .filter(each -> each.kind() == Parameter.Kind.KEYWORD_ONLY || isAfterTwo(each, byPlace))
            .anyMatch(each -> each.defaultValue().isEmpty());
    return (byPlace.size() >= 2 || more)
        && !needsMore
        && !function.async()
        && !function.generator();
  }

  private static boolean isAfterTwo(Parameter parameter, List<Parameter> byPlace) {
    return byPlace.indexOf(parameter) >= 2;
  }

  /** Whether a function has exactly these parameters, by place and without defaults. */
  private static boolean are(Function function, List<Set<String>> names) {
    List<Parameter> parameters = function.parameters();
    if (parameters.size() != names.size() || function.async() || function.generator()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (!isByPlace(parameter)
          || parameter.defaultValue().isPresent()
          || !names.get(i).contains(parameter.name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isByPlace(Parameter parameter) {
    return parameter.kind() == Parameter.Kind.POSITIONAL_OR_KEYWORD
        || parameter.kind() == Parameter.Kind.POSITIONAL_ONLY;
  }
}
