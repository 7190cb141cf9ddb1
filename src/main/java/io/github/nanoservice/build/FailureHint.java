package io.github.nanoservice.build;

import io.github.nanoservice.engine.CallResult;

/** Explains why a call returned no value, and what to do next. */
public final class FailureHint {

  private FailureHint() {}

  /** The message for a failed call, with the function's traceback if there is one. */
  public static String on(CallResult.Problem problem) {
    return "The call failed with %s%s (HTTP status %d).%s%n%s"
        .formatted(
            problem.title(),
            problem.detail().isEmpty() ? "" : ": " + problem.detail(),
            problem.status(),
            problem.traceback().map(text -> "\n" + text.stripTrailing()).orElse(""),
            nextStep(problem.status()));
  }

  private static String nextStep(int status) {
    return switch (status) {
      case 400, 422 ->
          "Change -Dnanoservice.args and -Dnanoservice.kwargs to match the function's parameters.";
      case 503 -> "Run the goal again when the machine is less busy.";
      case 504 -> "Give the call more time with -Dnanoservice.callTimeout=MILLISECONDS.";
      default -> "Fix the function that raised, or its arguments, and run the goal again.";
    };
  }
}
