package io.github.nanoservice.engine;

import io.github.nanoservice.json.JsonReader;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Speaks to services as any HTTP client would. */
final class ServiceClient {
  /** What a service gets beyond the call's time to say itself that it ran out. */
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]+\\s*");

  // A build's proxy settings are for the world outside, and JDK's HTTP/2 upgrade is one more
  // header on the wire.
  private final HttpClient http =
      HttpClient.newBuilder()
          .proxy(HttpClient.Builder.NO_PROXY)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** Completes with the status of a service's {@code /healthz}. */
  CompletableFuture<Integer> health(URI service) {
    HttpRequest request = HttpRequest.newBuilder(service.resolve("/healthz")).build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
  }

  /**
   * Calls a function.
   *
   * @param url the function's
   * @param timeout how long the function may take
   * @throws IOException where no answer came; a {@link java.net.http.HttpTimeoutException} where
   *     none came in time
   */
  CallResult call(URI url, CallRequest call, Duration timeout)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(url, call).timeout(timeout.plus(LAST_WORD)).build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() == 200) {
      // In JSON a raw line break can only stand between tokens.
      return new CallResult.Value(LINE_BREAK.matcher(response.body().strip()).replaceAll(""));
    }
    return problem(response.statusCode(), response.body());
  }

  private static HttpRequest.Builder request(URI url, CallRequest call) {
    boolean keywords = !call.kwargs().replaceAll("\\s", "").equals("{}");
    String target =
        url.getRawPath()
            + "?args="
            + encode(call.args())
            + (keywords ? "&kwargs=" + encode(call.kwargs()) : "");
    if (target.length() <= ServiceProtocol.LONGEST_TARGET) {
      return HttpRequest.newBuilder(url.resolve(target));
    }
    String body = "{\"args\": " + call.args() + ", \"kwargs\": " + call.kwargs() + "}";
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Percent-encoding as of RFC 3986; the encoder's {@code +} is that of HTML forms. */
  private static String encode(String json) {
    return URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static CallResult.Problem problem(int status, String body) {
    Map<?, ?> members = JsonReader.members(body);
    return new CallResult.Problem(
        status,
        text(members, "title").orElse("HTTP status " + status),
        text(members, "detail").orElse(members.isEmpty() ? body : ""),
        text(members, "traceback"));
  }

  private static Optional<String> text(Map<?, ?> members, String name) {
    return Optional.ofNullable(members.get(name)).map(Object::toString);
  }
}
