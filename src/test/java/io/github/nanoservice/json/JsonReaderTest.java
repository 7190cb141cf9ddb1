package io.github.nanoservice.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.json.JsonReader.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readsEveryKindOfValue() {
    assertThat(
            JsonReader.read(
                " {\"a\" : [1, -20, 3000000000, 1.5e3, 123456789012345678901234],\r\n"
                    + "\t\"b\": [true, false, null], \"\": {}, \"c\": [ ], \"a b\": \"\"} "))
        .isEqualTo(
            new Result.Value(
                Map.of(
                    "a",
                    List.of(1, -20, 3_000_000_000L, 1500.0, 1.2345678901234568e23),
                    "b",
                    List.of(true, false, Optional.empty()),
                    "",
                    Map.of(),
                    "c",
                    List.of(),
                    "a b",
                    "")));
    assertThat(JsonReader.read("0")).isEqualTo(new Result.Value(0));
  }

  @Test
  void readsTextWithItsEscapes() {
    assertThat(
            JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83D\\ude00\\ud800 ä\u007f😀\""))
        .isEqualTo(new Result.Value("\"\\/\b\f\n\r\tä😀\ud800 ä\u007f😀"));
  }

  @Test
  void readsWhatJsonWrites() {
    Map<String, Object> tree =
        Map.of("text", "a\nö\"", "list", List.of(1, List.of(), Map.of("none", Optional.empty())));
    assertThat(JsonReader.read(Json.write(tree))).isEqualTo(new Result.Value(tree));
  }

  @Test
  void readsHoweverDeepAndLong() {
    int depth = 100_000;
    assertThat(JsonReader.read("[".repeat(depth) + "]".repeat(depth)))
        .isInstanceOf(Result.Value.class);
    assertThat(JsonReader.read("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
        .isInstanceOf(Result.Value.class);
    String text = "x\\n".repeat(depth);
    assertThat(JsonReader.read('"' + text + '"')).isEqualTo(new Result.Value("x\n".repeat(depth)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[a]",
        "[1, 2",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "]",
        "{\"a\"}",
        "{a: 1}",
        "{\"a\": 1,}",
        "{\"a\": 1]",
        "{1: 1}",
        "{'a': 1}",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "True",
        "nul",
        "nulls",
        "\"a",
        "\"a\nb\"",
        "\"\t\"",
        "\"\\x41\"",
        "\"\\u12g4\"",
        "\"\\",
        "'a'",
        "- a",
        "a: b",
        "[1] [2]",
        "[1] # one",
        "\u00a0[]"
      })
  void refusesWhatOnlyResemblesJson(String text) {
    assertThat(JsonReader.read(text)).isInstanceOf(Result.Malformed.class);
    assertThat(JsonReader.members(text)).isEmpty();
  }

  @Test
  void saysWhatWasExpectedWhere() {
    assertThat(JsonReader.read("[1, x]"))
        .isEqualTo(new Result.Malformed("expected a value at character 5"));
    assertThat(JsonReader.read("{\"a\": 1"))
        .isEqualTo(new Result.Malformed("expected } at character 8"));
  }

  @Test
  void membersAreThoseOfAnObject() {
    assertThat(JsonReader.members("{\"port\": 5000}")).isEqualTo(Map.of("port", 5000));
    assertThat(JsonReader.members("[1]")).isEmpty();
  }
}
