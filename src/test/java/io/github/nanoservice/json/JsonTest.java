package io.github.nanoservice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void prettyIndentsByTwoSpaces() {
    JsonObjectBuilder object =
        JsonObjectBuilder.with("text", "a")
            .add("numbers", List.of(1, -2L))
            .add("flag", true)
            .add("none", Optional.empty())
            .add("some", Optional.of(3))
            .add("empty", List.of(List.of(), Map.of()))
            .addIfPresent("absent", Optional.empty())
            .addUnlessEmpty("nothing", List.of());

    assertThat(Json.pretty(object.build()))
        .isEqualTo(
            """
            {
              "text": "a",
              "numbers": [
                1,
                -2
              ],
              "flag": true,
              "none": null,
              "some": 3,
              "empty": [
                [],
                {}
              ]
            }
            """);
  }

  @Test
  void textIsEscapedToAscii() {
    assertThat(Json.pretty(Json.of("\"\\/\n\t\r\b\u0000\u007fö\u2028😀<&'=")))
        .isEqualTo("\"\\\"\\\\/\\n\\t\\r\\b\\u0000\\u007f\\u00f6\\u2028\\ud83d\\ude00<&'=\"\n");
  }

  @Test
  void numbersKeepTheirDigits() {
    List<Number> numbers = List.of(1.5, 1e300, new BigInteger("1" + "0".repeat(400)));

    assertThat(Json.pretty(Json.of(numbers)))
        .isEqualTo("[\n  1.5,\n  1.0E300,\n  1" + "0".repeat(400) + "\n]\n");
  }

  @Test
  void compactHasNoSpaces() {
    assertThat(Json.compact(Json.of(Map.of("a", List.of(1, "b", List.of())))))
        .isEqualTo("{\"a\":[1,\"b\",[]]}");
  }

  @Test
  void valuesWithoutJsonAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.of(List.of(1.5, Double.NaN)))
        .withMessage("no JSON for java.lang.Double");
  }
}
