package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of single codecs that no vector of the wire format shows. */
class CodecsTest {

  @Test
  void nullIsRejectedUnlessOptional() {
    assertThatThrownBy(() -> encode(ScalarCodecs.STR, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("None");
    assertThat(encode(ContainerCodecs.optional(ScalarCodecs.STR), null)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({"12:30, 12:30:00", "12:30:01.5, 12:30:01.500000", "12:30:00.000000999, 12:30:00"})
  void timeIsSentAsPythonFormatsIt(LocalTime time, String text) {
    assertThat(encode(ScalarCodecs.TIME, time)).isEqualTo("{\"$time\":[\"" + text + "\",0,null]}");
    assertThat(encode(ScalarCodecs.DATETIME, LocalDateTime.of(LocalDate.of(26, 1, 2), time)))
        .isEqualTo("{\"$datetime\":[\"0026-01-02T" + text + "\",0,null]}");
  }

  @Test
  void dateOutsideThePythonYearsIsRejected() {
    for (int year : new int[] {0, 10_000}) {
      LocalDate date = LocalDate.of(year, 1, 1);
      assertThatThrownBy(() -> encode(ScalarCodecs.DATE, date))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> encode(ScalarCodecs.DATETIME, date.atStartOfDay()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void durationBeyondPythonTimedeltaIsRejected() {
    assertThatThrownBy(() -> encode(ScalarCodecs.TIMEDELTA, Duration.ofDays(1_000_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valueOfAnUnknownClassIsRejected() {
    assertThatThrownBy(() -> encode(AnyCodec.ANY, 'c'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a java.lang.Character cannot be sent to Python");
  }

  @Test
  void tupleOfAnotherSizeIsRejected() {
    assertThatThrownBy(() -> encode(ContainerCodecs.tuple(ScalarCodecs.INT), List.of(1L, 2L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tuple needs 1 items, but has 2");
  }

  @Test
  void tupleItemOfAnotherClassIsRejectedExceptNumbers() {
    Codec<List<Object>> pair = ContainerCodecs.tuple(ScalarCodecs.INT, ScalarCodecs.FLOAT);
    assertThat(encode(pair, List.of(1, 2))).isEqualTo("{\"$tuple\":[1,2.0]}");
    assertThatThrownBy(() -> encode(pair, Arrays.asList(1L, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listNestedToTheLimitIsSentAndDeeperIsRejected() {
    Object value = List.of();
    for (int depth = 1; depth < WireFormat.MAX_ENCODE_DEPTH; depth++) {
      value = List.of(value);
    }
    Object deepest = value;
    assertThat(encode(AnyCodec.ANY, deepest)).startsWith("[[");
    assertThatThrownBy(() -> encode(AnyCodec.ANY, List.of(deepest)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listThatContainsItselfIsRejected() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatThrownBy(() -> encode(AnyCodec.ANY, itself))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> String encode(Codec<T> codec, T value) {
    return codec.encode(value, new EncodeContext()).toString();
  }
}
