package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionalArgumentsTest {
  private static final OptionalArguments NONE = OptionalArguments.NONE;

  @Test
  void noArgumentsAddNothing() {
    assertThat(body(NONE, List.of("a"), Set.of())).isEqualTo("{\"args\":[],\"kwargs\":{}}");
  }

  @Test
  void argumentIsSentByName() {
    OptionalArguments some = NONE.with("b", ScalarCodecs.INT, 1L);
    assertThat(body(some, List.of("a", "b"), Set.of()))
        .isEqualTo("{\"args\":[],\"kwargs\":{\"b\":1}}");
  }

  @Test
  void lastValueOfAnArgumentIsSent() {
    OptionalArguments some = NONE.with("a", ScalarCodecs.INT, 1L).with("a", ScalarCodecs.INT, 2L);
    assertThat(body(some, List.of("a"), Set.of())).contains("\"a\":2");
  }

  @Test
  void positionalOnlyArgumentIsSentByPosition() {
    OptionalArguments some = NONE.with("a", ScalarCodecs.INT, 1L);
    assertThat(body(some, List.of("a"), Set.of("a"))).isEqualTo("{\"args\":[1],\"kwargs\":{}}");
  }

  @Test
  void argumentsBeforeFurtherPositionalOnesAreSentByPosition() {
    OptionalArguments some =
        NONE.with("a", ScalarCodecs.INT, 1L)
            .withPositional("rest", ScalarCodecs.INT, List.of(2L, 3L));
    assertThat(body(some, List.of("a"), Set.of())).isEqualTo("{\"args\":[1,2,3],\"kwargs\":{}}");
  }

  @Test
  void missingArgumentBeforePositionalOneIsRejected() {
    OptionalArguments some = NONE.with("b", ScalarCodecs.INT, 1L);
    assertThatThrownBy(() -> body(some, List.of("a", "b"), Set.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b can only be passed by position; set a too");
    OptionalArguments rest = NONE.withPositional("rest", ScalarCodecs.INT, List.of(2L));
    assertThatThrownBy(() -> body(rest, List.of("a"), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("further positional arguments");
  }

  @Test
  void keywordWithTheNameOfAnArgumentIsRejected() {
    OptionalArguments some =
        NONE.with("a", ScalarCodecs.INT, 1L).withKeywords(ScalarCodecs.INT, Map.of("a", 2L));
    assertThatThrownBy(() -> body(some, List.of("a"), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("f(): a is given twice");
  }

  private static String body(
      OptionalArguments some, List<String> byPosition, Set<String> positionalOnly) {
    Arguments arguments = new Arguments("f");
    some.addTo(arguments, byPosition, positionalOnly);
    return arguments.body();
  }
}
