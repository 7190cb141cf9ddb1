package io.github.nanoservice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesTreesForPeopleToRead() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", "a");
    tree.put("numbers", List.of(1, -2L));
    tree.put("flag", true);
    tree.put("none", Optional.empty());
    tree.put("some", Optional.of(3));
    tree.put("empty", List.of(List.of(), Map.of()));

    assertThat(Json.write(tree))
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
  void textIsAsciiWhateverItSays() {
    assertThat(Json.write("\"\\/\n\t\r\b\u0000\u007fö\u2028😀"))
        .isEqualTo("\"\\\"\\\\/\\n\\t\\u000d\\u0008\\u0000\\u007f\\u00f6\\u2028\\ud83d\\ude00\"\n");
  }

  @Test
  void numbersAreWrittenAsTheyAre() {
    assertThat(Json.write(List.of(1.5, 1e300, new BigInteger("123456789012345678901234567890"))))
        .isEqualTo("[\n  1.5,\n  1.0E300,\n  123456789012345678901234567890\n]\n");
  }

  @Test
  void oneLineIsEnoughForPrograms() {
    assertThat(Json.compact(Map.of("a", List.of(1, "b", List.of()))))
        .isEqualTo("{\"a\":[1,\"b\",[]]}");
  }

  @Test
  void whatIsNoJsonIsAFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.write(List.of(1.5, Double.NaN)))
        .withMessage("no JSON for java.lang.Double");
  }
}
