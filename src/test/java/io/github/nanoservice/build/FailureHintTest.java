package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.CallResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureHintTest {

  @Test
  void showsTheTracebackOfAFailedCall() {
    assertThat(
            FailureHint.on(
                new CallResult.Problem(
                    500,
                    "ValueError",
                    "not a number: 'a dozen'",
                    Optional.of("Traceback (most recent call last):\n  ...\n"))))
        .isEqualToNormalizingNewlines(
            """
            The call failed with ValueError: not a number: 'a dozen' (HTTP status 500).
            Traceback (most recent call last):
              ...
            Fix the function that raised, or its arguments, and run the goal again.""");
  }

  @Test
  void namesTheParameterToChange() {
    assertThat(FailureHint.on(new CallResult.Problem(422, "Wrong signature", "", Optional.empty())))
        .isEqualToNormalizingNewlines(
            """
            The call failed with Wrong signature (HTTP status 422).
            Change -Dnanoservice.args and -Dnanoservice.kwargs to match the function's parameters.""");
    assertThat(FailureHint.on(new CallResult.Problem(504, "Out of time", "", Optional.empty())))
        .contains("-Dnanoservice.callTimeout=MILLISECONDS");
  }
}
