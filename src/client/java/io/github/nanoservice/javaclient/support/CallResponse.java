package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The response of a service to a call. */
final class CallResponse {
  private static final String EXCEPTIONS = "https://docs.python.org/3/library/exceptions.html#";

  private final String function;
  private final HttpResponse<ResponseBody> response;

  CallResponse(String function, HttpResponse<ResponseBody> response) {
    this.function = function;
    this.response = response;
  }

  /** Returns the reader of the items if the function yields. */
  Optional<LineReader> lines() {
    return response.body().lines();
  }

  /**
   * Returns the value that the function returned.
   *
   * @throws PythonException if the function raised an exception
   * @throws CallFailedException if the response is not from a service, or Java has no class for the
   *     value
   */
  <T> T value(Arguments arguments, Codec<T> codec) {
    lines().ifPresent(this::rejectStream);
    String mediaType = BodySubscriberFactory.mediaType(response.headers());
    if (mediaType.equals(WireFormat.PROBLEM_TYPE)) {
      throw problem(json());
    }
    if (response.statusCode() != 200 || !mediaType.equals(WireFormat.VALUE_TYPE)) {
      throw failed(
          "the response with status "
              + response.statusCode()
              + " and "
              + mediaType
              + " is not from a service; check the address");
    }
    JsonNode node = json();
    return DecodeContext.decoding(
        function,
        () -> {
          DecodeContext context = arguments.decodeContext();
          if (!Tag.is(node, Tag.RETURN)) {
            context.number(node);
            return codec.decode(node, context);
          }
          JsonNode parts = Tag.content(node);
          context.number(parts.required(0));
          context.applyChanges(parts.required(1));
          return codec.decode(parts.required(0), context);
        });
  }

  private void rejectStream(LineReader lines) {
    lines.close();
    throw failed(
        "the function yields items; annotate it with -> Iterator[...] and generate the client"
            + " again");
  }

  private JsonNode json() {
    try {
      JsonNode node = Json.MAPPER.readTree(response.body().bytes());
      if (node.isMissingNode()) {
        throw failed("the response with status " + response.statusCode() + " has no body");
      }
      return node;
    } catch (IOException e) {
      throw failed(
          "the response with status "
              + response.statusCode()
              + " is not valid JSON: "
              + e.getMessage());
    }
  }

  private RuntimeException problem(JsonNode problem) {
    // Without the token the problem of an exception has no member "exception".
    if (problem.has("exception") || problem.path("type").asText().startsWith(EXCEPTIONS)) {
      return raised(problem);
    }
    return failed(
        "status " + response.statusCode() + ": " + problem.path("detail").asText("no detail"));
  }

  private CallFailedException failed(String message) {
    return new CallFailedException(function, response.statusCode(), function + "(): " + message);
  }

  /** Returns the exception that a problem document describes (RFC 9457). */
  static PythonException raised(JsonNode problem) {
    return new PythonException(
        problem.path("title").asText(),
        problem.path("detail").asText(),
        problem.path("traceback").asText());
  }
}
