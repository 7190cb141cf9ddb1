package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes the port of a service gets neither the token nor arguments from the client. */
@Timeout(300)
class TokenProofTest {
  private static final String TOKEN = "test-token-0123456789-0123456789-0123456789";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final BearerToken token = BearerToken.of("the token", TOKEN);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    server.createContext("/", exchange -> respond(exchange, 200, "5"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void callFollowsTheProof(String host) {
    server.createContext(
        WireFormat.PROOF_PATH, exchange -> respond(exchange, 200, proof(exchange)));
    assertThat(call(host)).isEqualTo(5L);
    assertThat(received).hasSize(2).last().asString().contains(TOKEN, "ARGUMENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void callIsNotSentWithoutTheProof(String host) {
    assertNothingIsLearned(host);
  }

  @Test
  void nameOfThisMachineIsOneOfItsAddresses() throws IOException {
    String name = InetAddress.getLocalHost().getHostName();
    assumeThat(InetAddress.getByName(name).isLoopbackAddress()).isTrue();
    assertNothingIsLearned(name);
    server.createContext(
        WireFormat.PROOF_PATH, exchange -> respond(exchange, 200, proof(exchange)));
    assertThat(call(name)).isEqualTo(5L);
  }

  @Test
  void callIsNotSentAfterARefusal() {
    server.createContext(WireFormat.PROOF_PATH, exchange -> respond(exchange, 404, ""));
    assertNothingIsLearned("127.0.0.1");
  }

  @Test
  void proofOfAnEarlierNonceIsRefused() {
    String earlier = hmac("nanoservice-proof " + "0".repeat(32) + " 127.0.0.1:" + port());
    server.createContext(WireFormat.PROOF_PATH, exchange -> respond(exchange, 200, earlier));
    assertNothingIsLearned("127.0.0.1");
  }

  @Test
  void proofOfAnotherPortIsRefused() {
    server.createContext(
        WireFormat.PROOF_PATH,
        exchange -> respond(exchange, 200, hmac("nanoservice-proof " + nonce(exchange) + " 1:1")));
    assertNothingIsLearned("127.0.0.1");
  }

  @Test
  void cancelledCallIsNotSent() {
    CompletableFuture<Object> value = new CompletableFuture<>();
    server.createContext(
        WireFormat.PROOF_PATH,
        exchange -> {
          value.cancel(true);
          respond(exchange, 200, proof(exchange));
        });
    CompletableFuture<Object> sent = async("127.0.0.1");
    value.whenComplete((ignored, failure) -> sent.cancel(true));
    assertThatThrownBy(sent::join).isInstanceOf(CancellationException.class);
    server.stop(1);
    assertThat(String.join("", received)).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:5000/",
        "http://shop:5000/",
        "http://192.0.2.1:5000/",
        "http://[2001:db8::1]/"
      })
  void onlyThisMachineHasToProve(URI address) {
    assertThat(TokenProof.of(address, token)).isEmpty();
    assertThat(TokenProof.of(URI.create("http://[::1]:5000/"), token)).isPresent();
  }

  @Test
  void signatureIsThatOfTheRuntime() {
    String message = "nanoservice-proof 0123456789abcdef0123456789abcdef 127.0.0.1:5000";
    assertThat(hmac(message))
        .isEqualTo("351bf0bebd6b9b449b3cb6624abfb3e636ae2c45d50ce029fdb632b5f0bd0987");
  }

  private void assertNothingIsLearned(String host) {
    assertThatThrownBy(() -> call(host))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("f(): what listens at 127.0.0.1:" + port())
        .hasMessageContaining("does not know the token, so the call was not sent");
    assertThat(received).hasSize(1);
    assertThat(received.get(0)).doesNotContain(TOKEN).doesNotContain("ARGUMENT");
  }

  private Object call(String host) {
    return calls(host).call(arguments(), AnyCodec.ANY);
  }

  private CompletableFuture<Object> async(String host) {
    return calls(host).callAsync(arguments(), AnyCodec.ANY);
  }

  private static Arguments arguments() {
    Arguments arguments = new Arguments("f");
    arguments.add("a", AnyCodec.ANY, "ARGUMENT");
    return arguments;
  }

  private Calls calls(String host) {
    Addresses addresses = new Addresses();
    addresses.find("f", "NANOSERVICE_TOKEN_PROOF_TEST_URL", "http://" + host + ":" + port() + "/");
    return new Calls(HttpClient.newHttpClient(), addresses, token, Duration.ofMinutes(2), 1000);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String proof(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return hmac("nanoservice-proof " + nonce(exchange) + " " + host);
  }

  private String hmac(String message) {
    return HexFormat.of().formatHex(token.sign(message));
  }

  private static String nonce(HttpExchange exchange) {
    return exchange.getRequestURI().getQuery().substring("nonce=".length());
  }

  private void respond(HttpExchange exchange, int status, String text) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet() + body);
    exchange.getResponseHeaders().set("Content-Type", WireFormat.VALUE_TYPE);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
