package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdviceTest {

  @Test
  void showsTheTraceback() {
    assertThat(
            Advice.on(
                new Answer.Problem(
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
    assertThat(Advice.on(new Answer.Problem(422, "Wrong signature", "", Optional.empty())))
        .isEqualToNormalizingNewlines(
            """
            The call failed with Wrong signature (HTTP status 422).
            Make -Dnanoservice.args and -Dnanoservice.kwargs fit the function's parameters.""");
    assertThat(Advice.on(new Answer.Problem(504, "Out of time", "", Optional.empty())))
        .contains("-Dnanoservice.timeout=MILLISECONDS");
  }
}
