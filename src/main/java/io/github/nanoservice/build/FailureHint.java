package io.github.nanoservice.build;

import io.github.nanoservice.engine.CallResult;

/** Tells a user why a call gave no value, and what to do. */
public final class FailureHint {

  private FailureHint() {}

  public static String on(CallResult.Problem problem) {
    return "The call failed with %s%s (HTTP status %d).%s%n%s"
        .formatted(
            problem.title(),
            problem.detail().isEmpty() ? "" : ": " + problem.detail(),
            problem.status(),
            problem.traceback().map(text -> "\n" + text.stripTrailing()).orElse(""),
            next(problem.status()));
  }

  private static String next(int status) {
    return switch (status) {
      case 400, 422 ->
          "Make -Dnanoservice.args and -Dnanoservice.kwargs fit the function's parameters.";
      case 503 -> "Run the goal again when the machine has less to do.";
      case 504 -> "Give the call more time with -Dnanoservice.timeout=MILLISECONDS.";
      default ->
          "Mend the function that raised, or what it was called with, and run the goal again.";
    };
  }
}
