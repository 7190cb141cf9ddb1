package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.CallResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureHintTest {

  @Test
  void showsTheTraceback() {
    assertThat(
            FailureHint.on(
                new CallResult.Problem(
                    500,
                    "ValueError",
                    "no number: 'a dozen'",
                    Optional.of("Traceback (most recent call last):\n  ...\n"))))
        .isEqualToNormalizingNewlines(
            """
            The call failed with ValueError: no number: 'a dozen' (HTTP status 500).
            Traceback (most recent call last):
              ...
            Mend the function that raised, or what it was called with, and run the goal again.""");
  }

  @Test
  void namesTheParameterThatDoesNotFit() {
    assertThat(FailureHint.on(new CallResult.Problem(422, "Wrong signature", "", Optional.empty())))
        .isEqualToNormalizingNewlines(
            """
            The call failed with Wrong signature (HTTP status 422).
            Make -Dnanoservice.args and -Dnanoservice.kwargs fit the function's parameters.""");
    assertThat(FailureHint.on(new CallResult.Problem(504, "Out of time", "", Optional.empty())))
        .contains("-Dnanoservice.timeout=MILLISECONDS");
  }
}
