package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanoservice.javaclient.support.Notation.Unsupported;
import io.github.nanoservice.javaclient.support.WireVectors.Vector;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads and writes the vectors of single values. */
class WireValuesTest {
  /** Vectors that a service rejects and the client accepts, with the reason. */
  private static final Map<String, String> ACCEPTED =
      Map.of(
          "set with a list in it", "a set of Java can contain lists",
          "dictionary with a list as key", "a map of Java can have lists as keys");

  /** Vectors that the client does not read although Java has classes for them, with the reason. */
  private static final Map<String, String> NOT_DECODED =
      Map.of("iterator twice", "the client has no object that two places could share");

  private static Stream<Vector> readable() {
    return WireVectors.of("values.json").filter(each -> !each.get("use").asText().equals("refuse"));
  }

  private static Stream<Vector> writable() {
    return WireVectors.of("values.json").filter(each -> each.get("use").asText().equals("both"));
  }

  private static Stream<Vector> invalid() {
    return WireVectors.of("values.json").filter(each -> each.get("use").asText().equals("refuse"));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void textDecodesToValue(Vector vector) {
    JsonNode expected = vector.get("value");
    String text = vector.get("text").asText();
    try {
      if (NOT_DECODED.containsKey(vector.name())) {
        throw new Unsupported(NOT_DECODED.get(vector.name()));
      }
      String value = Notation.describe(new Notation(expected).value(expected));
      assertThat(Notation.describe(decode(text))).isEqualTo(value);
    } catch (Unsupported e) {
      assertThatThrownBy(() -> decode(text))
          .as("a text with a value that Java does not have: %s", e.getMessage())
          .isInstanceOf(CallFailedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("writable")
  void valueEncodesToText(Vector vector) {
    JsonNode notation = vector.get("value");
    try {
      Notation values = new Notation(notation);
      JsonNode encoded = values.codec(notation).encode(values.value(notation), new EncodeContext());
      assertThat(canonical(encoded.toString())).isEqualTo(canonical(vector.get("text").asText()));
    } catch (Unsupported e) {
      abort(e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidTextIsRejected(Vector vector) {
    String text = vector.get("text").asText();
    if (ACCEPTED.containsKey(vector.name())) {
      decode(text);
    } else {
      assertThatThrownBy(() -> decode(text)).isInstanceOf(CallFailedException.class);
    }
  }

  @Test
  void listedVectorsExist() {
    assertThat(invalid().map(Vector::name)).containsAll(ACCEPTED.keySet());
    assertThat(readable().map(Vector::name)).containsAll(NOT_DECODED.keySet());
  }

  private static Object decode(String text) {
    return new CallResponse("f", FakeResponse.of(200, WireFormat.VALUE_TYPE, text))
        .value(new Arguments("f"), AnyCodec.ANY);
  }

  /** Texts are equal if they are the same JSON with members in the same order. */
  private static String canonical(String text) {
    return WireVectors.parse(text).toString();
  }
}
