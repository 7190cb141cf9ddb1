package io.github.nanoservice.engine;

import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.secret.Secrets;
import io.github.nanoservice.secret.TlsFiles;
import io.github.nanoservice.secret.Token;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Sends requests to services, as any HTTP client can. */
final class ServiceClient {
  /** Extra time for a service to report the timeout itself. */
  private static final Duration REPORT_TIME = Duration.ofSeconds(2);

  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]+\\s*");

  private final HttpClient http;
  private final Token token;

  private ServiceClient(HttpClient http, Token token) {
    this.http = http;
    this.token = token;
  }

  /**
   * Returns a client of services with these secrets. The build's proxy settings do not apply to
   * this machine. HTTP/1.1 avoids the upgrade header of HTTP/2.
   */
  static ServiceClient of(Secrets secrets) {
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1);
    secrets.tls().map(TlsFiles::context).ifPresent(http::sslContext);
    return new ServiceClient(http.build(), secrets.token());
  }

  /** Completes with the status code of a service's {@code /healthz}. */
  CompletableFuture<Integer> health(URI service) {
    HttpRequest request = HttpRequest.newBuilder(service.resolve("/healthz")).build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
  }

  /**
   * Calls a function.
   *
   * @param url URL of the function
   * @param timeout time limit of the function
   * @throws java.net.http.HttpTimeoutException if no response arrived in time
   * @throws IOException if the request failed
   */
  CallResult call(URI url, CallRequest call, Duration timeout)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(url, call)
                .header("Authorization", token.authorization())
                .timeout(timeout.plus(REPORT_TIME))
                .build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() == 200) {
      // A raw line break in JSON can only be between tokens (RFC 8259 §7).
      return new CallResult.Value(LINE_BREAK.matcher(response.body().strip()).replaceAll(""));
    }
    return problem(response.statusCode(), response.body());
  }

  private static HttpRequest.Builder request(URI url, CallRequest call) {
    boolean keywords = !call.kwargs().replaceAll("\\s", "").equals("{}");
    String query =
        "?args=" + encode(call.args()) + (keywords ? "&kwargs=" + encode(call.kwargs()) : "");
    if (query.length() <= ServiceProtocol.LONGEST_QUERY) {
      return HttpRequest.newBuilder(url.resolve(url.getRawPath() + query));
    }
    String body = "{\"args\": " + call.args() + ", \"kwargs\": " + call.kwargs() + "}";
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Percent-encodes (RFC 3986 §2.1); {@code +} for a space is only defined for HTML forms. */
  private static String encode(String json) {
    return URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static CallResult.Problem problem(int status, String body) {
    String title = "HTTP status " + status;
    try {
      JsonNode problem = JsonNode.parse(body);
      JsonNode traceback = problem.get("traceback");
      return new CallResult.Problem(
          status,
          problem.get("title").textOr(title),
          problem.get("detail").textOr(""),
          traceback.isNull() ? Optional.empty() : Optional.of(traceback.text()));
    } catch (JsonException e) {
      return new CallResult.Problem(status, title, body, Optional.empty()); // a proxy's page
    }
  }
}
