package io.github.nanoservice.javaclient.support;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response that no server sent. */
record FakeResponse(int statusCode, HttpHeaders headers, ResponseBody body)
    implements HttpResponse<ResponseBody>, HttpResponse.ResponseInfo {

  static FakeResponse of(int status, String mediaType, String body) {
    return new FakeResponse(
        status,
        HttpHeaders.of(Map.of("Content-Type", List.of(mediaType)), (name, value) -> true),
        ResponseBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public HttpRequest request() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<HttpResponse<ResponseBody>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }
}
