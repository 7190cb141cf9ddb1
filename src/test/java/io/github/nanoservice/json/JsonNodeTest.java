package io.github.nanoservice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNodeTest {

  @Test
  void valuesAreReadByType() {
    JsonNode node =
        JsonNode.parse(
            " {\"a\" : [1, -20],\r\n"
                + "\t\"b\": {\"\": true}, \"c\": null, \"a b\": \"x\", \"d\": [ ]} ");

    assertThat(node.get("a").list(JsonNode::integer)).containsExactly(1, -20);
    assertThat(node.get("b").members().get("").isTrue()).isTrue();
    assertThat(node.get("c").isNull()).isTrue();
    assertThat(node.get("missing").isNull()).isTrue();
    assertThat(node.get("missing").textOr("y")).isEqualTo("y");
    assertThat(node.get("a b").textOr("y")).isEqualTo("x");
    assertThat(node.get("d").list(JsonNode::text)).isEmpty();
  }

  @Test
  void escapesAndLoneSurrogatesAreRead() {
    assertThat(
            JsonNode.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83D\\ude00\\ud800 ä\u007f😀\"")
                .text())
        .isEqualTo("\"\\/\b\f\n\r\tä😀\ud800 ä\u007f😀");
  }

  @Test
  void writtenJsonIsReadBack() {
    Map<String, Object> value =
        Map.of("text", "a\nö\"", "list", List.of(1, List.of(), Map.of("number", 2.5)));

    assertThat(Json.compact(JsonNode.parse(Json.pretty(Json.of(value))).value()))
        .isEqualTo(Json.compact(Json.of(value)));
  }

  @Test
  void byteOrderMarkIsRejected() {
    assertThatThrownBy(() -> JsonNode.parse("\uFEFF[1]"))
        .isInstanceOf(JsonException.class)
        .hasMessage("it begins with a byte order mark");
  }

  @Test
  void lastOfTwoMembersWithOneNameCounts() {
    assertThat(JsonNode.parse("{\"a\": 1, \"a\": 2}").get("a").integer()).isEqualTo(2);
  }

  @Test
  void depthDoesNotOverflowTheStack() {
    int depth = 1_000_000;

    assertThat(JsonNode.parse("[".repeat(depth) + "]".repeat(depth)).value().isJsonArray())
        .isTrue();
    assertThat(JsonNode.parse("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).get("a"))
        .isNotNull();
    assertThatThrownBy(() -> JsonNode.parse("[".repeat(depth)))
        .isInstanceOf(JsonException.class)
        .hasMessage("it is not JSON at line 1, column 1000001");
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
        "{\"a\"= 1}",
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
        "\"\\'\"",
        "\"\\u12g4\"",
        "\"\\",
        "'a'",
        "- a",
        "a: b",
        "[1] [2]",
        "[1] # one",
        ")]}'\n[1]",
        "\u00a0[]"
      })
  void textThatOnlyResemblesJsonIsRejected(String text) {
    assertThatThrownBy(() -> JsonNode.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("it is not JSON");
  }

  @Test
  void messageNamesThePositionOfASyntaxError() {
    assertThatThrownBy(() -> JsonNode.parse("[1,\n x]"))
        .hasMessage("it is not JSON at line 2, column 2");
  }

  @Test
  void messageNamesThePlaceOfAWrongType() {
    JsonNode node = JsonNode.parse("{\"a\": [{\"b\": 1.5}]}");

    assertThatThrownBy(() -> node.get("a").list(item -> item.get("b").integer()))
        .hasMessage("a[0].b is not an integer");
    assertThatThrownBy(() -> node.get("a").list(item -> item.get("b").text()))
        .hasMessage("a[0].b is not a string");
    assertThatThrownBy(() -> node.get("a").get("b")).hasMessage("a is not an object");
    assertThatThrownBy(() -> node.list(JsonNode::text)).hasMessage("the document is not an array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "1.0", "1e2", "1e999999999", "\"1\"", "true"})
  void onlyAnIntegerIsAnInteger(String text) {
    assertThatThrownBy(() -> JsonNode.parse(text).integer())
        .hasMessage("the document is not an integer");
  }
}
