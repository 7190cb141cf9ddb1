package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nanoservice.javaclient.support.Notation.Unsupported;
import io.github.nanoservice.javaclient.support.WireVectors.Vector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends the requests of the vectors of calls and streams, and reads their responses. */
class WireCallsTest {
  private static Stream<Vector> calls() {
    return WireVectors.of("calls.json");
  }

  private static Stream<Vector> streams() {
    return WireVectors.of("streams.json");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void argumentsEncodeToRequest(Vector call) {
    if (!call.get("use").asText().equals("both")) {
      abort("callers write this request in another form");
    }
    assertThat(WireVectors.parse(arguments(call).body()).toString())
        .isEqualTo(request(call.get("request")).toString());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void responseDecodesToResult(Vector call) {
    JsonNode expected = call.get("response");
    CallResponse response =
        new CallResponse(
            "f",
            FakeResponse.of(
                expected.get("status").intValue(),
                expected.get("contentType").asText(),
                expected.get("body").asText()));
    Arguments arguments = arguments(call);
    JsonNode result = call.get("result");
    if (result.has("raises")) {
      assertRaises(result.get("raises"), () -> response.value(arguments, AnyCodec.ANY));
    } else if (result.has("fails")) {
      assertThatThrownBy(() -> response.value(arguments, AnyCodec.ANY))
          .isInstanceOf(CallFailedException.class);
    } else {
      Object value = expected(call, result.get("returns"));
      assertThat(Notation.describe(response.value(arguments, AnyCodec.ANY)))
          .isEqualTo(Notation.describe(value));
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void linesDecodeToItems(Vector stream) {
    LineReader.Subscriber<ResponseBody> subscriber =
        new LineReader.Subscriber<>(1 << 20, ResponseBody::of);
    BodyFeeder feeder = new BodyFeeder(subscriber);
    stream.get("lines").forEach(line -> feeder.send(line.asText() + "\n"));
    feeder.complete();
    ItemIterator<Object> items =
        new ItemIterator<>(
            "f",
            feeder.body().lines().orElseThrow(),
            Duration.ofSeconds(30),
            AnyCodec.ANY,
            arguments(stream).decodeContext());
    List<Object> received = new ArrayList<>();
    JsonNode ends = stream.get("ends");
    if (ends.has("returns")) {
      items.forEachRemaining(received::add);
    } else if (ends.has("raises")) {
      assertRaises(ends.get("raises"), () -> items.forEachRemaining(received::add));
    } else {
      assertThatThrownBy(() -> items.forEachRemaining(received::add))
          .isInstanceOf(CallFailedException.class);
    }
    assertThat(Notation.describe(received))
        .isEqualTo(Notation.describe(expected(stream, stream.get("items"))));
  }

  private static void assertRaises(JsonNode exception, Runnable call) {
    PythonException raised = catchThrowableOfType(PythonException.class, call::run);
    JsonNode mostDerived = exception.get("classes").get(0);
    assertThat(raised.pythonClass()).isEqualTo(mostDerived.get(1).asText());
    assertThat(raised.getMessage()).isEqualTo(exception.get("args").get(0).asText());
  }

  private static Object expected(Vector vector, JsonNode notation) {
    return new Notation(vector.content()).value(notation);
  }

  private static Arguments arguments(Vector vector) {
    Notation notation = new Notation(vector.content());
    Arguments arguments = new Arguments("f");
    try {
      vector
          .get("args")
          .forEach(each -> arguments.add("a", notation.codec(each), notation.value(each)));
      vector
          .get("kwargs")
          .properties()
          .forEach(
              each ->
                  arguments.addKeyword(
                      each.getKey(),
                      notation.codec(each.getValue()),
                      notation.value(each.getValue())));
    } catch (Unsupported e) {
      abort(e.getMessage());
    }
    return arguments;
  }

  /** Returns the arguments of a request as the body that the client sends for them. */
  private static JsonNode request(JsonNode request) {
    if (request.get("method").asText().equals("POST")) {
      return WireVectors.parse(request.get("body").asText());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(WireFormat.POSITIONAL);
    body.putObject(WireFormat.KEYWORDS);
    for (String parameter : request.get("query").asText().split("&")) {
      String[] parts = parameter.split("=", 2);
      body.set(parts[0], WireVectors.parse(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }
    return body;
  }
}
