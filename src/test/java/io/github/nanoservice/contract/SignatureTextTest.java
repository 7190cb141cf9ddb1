package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Parameter.Kind;
import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTextTest {
  private static final Parameter A = new Parameter("a", Kind.POSITIONAL_ONLY, none(), none());
  private static final Parameter B =
      new Parameter("b", Kind.POSITIONAL_OR_KEYWORD, Optional.of("int"), Optional.of("1"));
  private static final Parameter ARGS =
      new Parameter("args", Kind.VAR_POSITIONAL, Optional.of("str"), none());
  private static final Parameter C =
      new Parameter("c", Kind.KEYWORD_ONLY, none(), Optional.of("{'x': 2}"));
  private static final Parameter D = new Parameter("d", Kind.KEYWORD_ONLY, none(), none());
  private static final Parameter KW = new Parameter("kw", Kind.VAR_KEYWORD, none(), none());

  @Test
  void everyKindOfParameterIsWritten() {
    assertThat(text(Optional.of("list[str]"), A, B, ARGS, C, D, KW))
        .isEqualTo("(a, /, b: int = 1, *args: str, c={'x': 2}, d, **kw) -> list[str]");
  }

  @Test
  void separatorsAppearOnlyIfNeeded() {
    assertThat(text(none())).isEqualTo("()");
    assertThat(text(none(), A)).isEqualTo("(a, /)");
    assertThat(text(none(), A, A, KW)).isEqualTo("(a, a, /, **kw)");
    assertThat(text(none(), B, C, D)).isEqualTo("(b: int = 1, *, c={'x': 2}, d)");
    assertThat(text(none(), D)).isEqualTo("(*, d)");
    assertThat(text(none(), A, D)).isEqualTo("(a, /, *, d)");
  }

  private static String text(Optional<String> returns, Parameter... parameters) {
    return SignatureText.of(
        new Function(
            "f",
            new Span(0, 0),
            new Span(0, 0),
            false,
            false,
            List.of(parameters),
            returns,
            List.of(),
            List.of()));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
