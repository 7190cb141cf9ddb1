package io.github.nanoservice.javaclient.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers that describe much work in few bytes. */
class DecodeLimitsTest {
  private static final Duration HANGS = Duration.ofSeconds(60);

  @Test
  void listsThatContainTheOneBeforeTwiceAreRefused() {
    String lists =
        IntStream.range(1, 40)
            .mapToObj(number -> "[{\"$same\":" + number + "},{\"$same\":" + number + "}]")
            .collect(Collectors.joining(","));
    assertRefused("[[0]," + lists + "]", "so often");
  }

  @Test
  void setsOfListsWithTheSameHashAreRefused() {
    assertRefused("{\"$set\":[" + tuples("%s") + "]}", "the same hash");
    assertRefused("{\"$dict\":[" + tuples("[%s,1]") + "]}", "the same hash");
  }

  @Test
  void numbersOfMoreDecimalDigitsThanTheLimitAreRefused() {
    assertRefused("{\"$Decimal\":\"" + "9".repeat(20_001) + "\"}", "the limit of 20000");
    assertThrows(JsonProcessingException.class, () -> Json.MAPPER.readTree("9".repeat(20_001)));
  }

  @Test
  void contentsOfAnotherTypeAreRefused() {
    for (String number : List.of("4294967296", "\"0\"", "0.5", "true", "null", "[0]")) {
      assertRefused("[{\"$same\":" + number + "}]", "not a number of one");
    }
    assertRefused("{\"$dict\":\"ab\"}", "a dict");
    assertRefused("{\"$Counter\":5}", "a dict");
  }

  @Test
  void hexadecimalIntegerOfMillionsOfDigitsIsRead() {
    JsonNode node = Tag.wrap(Tag.INT, Json.MAPPER.valueToTree("-0x1" + "0".repeat(4_000_000)));
    Object read = assertTimeoutPreemptively(HANGS, () -> decode(node));
    assertEquals(BigInteger.ONE.shiftLeft(16_000_000).negate(), read);
  }

  @Test
  void listThatOccursThousandsOfTimesIsRead() throws Exception {
    String same = ",{\"$same\":1}".repeat(5_000);
    List<?> read = (List<?>) decode(Json.MAPPER.readTree("[[1,2]" + same + "]"));
    assertEquals(List.of(1L, 2L), read.get(5_000));
  }

  @Test
  void setOfManyDifferentTuplesIsRead() throws Exception {
    String tuples =
        IntStream.range(0, 5_000)
            .mapToObj(number -> "[{\"$tuple\":[" + number + ",\"a\"]},1]")
            .collect(Collectors.joining(","));
    assertEquals(
        5_000, ((Map<?, ?>) decode(Json.MAPPER.readTree("{\"$dict\":[" + tuples + "]}"))).size());
  }

  /** Returns tuples that have the same hash as lists of Java, in a format. */
  private static String tuples(String format) {
    return IntStream.range(0, 5_000)
        .mapToObj(
            n -> String.format(format, "{\"$tuple\":[" + n + "," + (1_000_000 - 31 * n) + "]}"))
        .collect(Collectors.joining(","));
  }

  private static void assertRefused(String text, String message) {
    IllegalArgumentException refusal =
        assertTimeoutPreemptively(
            HANGS,
            () -> {
              JsonNode node = Json.MAPPER.readTree(text);
              return assertThrows(IllegalArgumentException.class, () -> decode(node));
            });
    assertEquals(true, refusal.getMessage().contains(message), refusal.getMessage());
  }

  private static Object decode(JsonNode node) {
    DecodeContext context = DecodeContext.forArguments(List.of(), "");
    context.number(node);
    return AnyCodec.ANY.decode(node, context);
  }
}
