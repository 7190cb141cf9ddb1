package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that sends a body without end costs the client its limit, and one connection. */
@Timeout(300)
class LimitedBytesTest {
  private static final int LIMIT = 100_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {WireFormat.VALUE_TYPE, WireFormat.LINES_TYPE, "text/html"})
  void bodyWithoutEndFailsTheCall(String mediaType) {
    respond(mediaType, Long.MAX_VALUE);
    Calls calls = calls();
    assertThatThrownBy(() -> calls.stream(new Arguments("f"), AnyCodec.ANY).forEach(item -> {}))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("takes more than the limit of 100000 bytes; set maxBytes");
  }

  @Test
  void clientCanBeUsedAfterALongResponse() {
    respond(WireFormat.VALUE_TYPE, Long.MAX_VALUE);
    Calls calls = calls();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> calls.callAsync(new Arguments("f"), AnyCodec.ANY).join())
          .hasMessageContaining("takes more than the limit");
    }
  }

  @Test
  void responseAsLongAsTheLimitIsRead() {
    respond(WireFormat.VALUE_TYPE, LIMIT);
    assertThat(calls().call(new Arguments("f"), AnyCodec.ANY)).isEqualTo("1".repeat(LIMIT - 2));
  }

  private Calls calls() {
    Addresses addresses = new Addresses();
    addresses.find("f", "NANOSERVICE_LIMITED_BYTES_TEST_URL", address.toString());
    BearerToken token = BearerToken.find();
    return new Calls(HttpClient.newHttpClient(), addresses, token, Duration.ofMinutes(2), LIMIT);
  }

  /** Sends a text in quotation marks with a length in all, until the client closes. */
  private void respond(String mediaType, long length) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", mediaType);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write('"');
            byte[] part = "1".repeat(4096).getBytes();
            for (long left = length - 2; left > 0; left -= part.length) {
              body.write(part, 0, (int) Math.min(left, part.length));
            }
            body.write('"');
          }
        });
  }
}
