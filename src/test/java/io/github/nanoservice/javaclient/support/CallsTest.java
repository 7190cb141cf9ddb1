package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallsTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final PendingHttpClient http = new PendingHttpClient();

  @Test
  void requestIsAPostWithTheTimeLimit() {
    callAsync(Duration.ofSeconds(2));
    assertThat(http.request.method()).isEqualTo("POST");
    assertThat(http.request.uri()).hasToString("http://192.0.2.1/");
    assertThat(http.request.headers().map())
        .containsEntry("Nanoservice-Timeout-Ms", List.of("2000"));
  }

  @Test
  void requestCarriesTheToken() {
    callAsync(LONG);
    assertThat(http.request.headers().map())
        .containsEntry("Authorization", List.of("Bearer s3cret"));
  }

  @Test
  void failureDoesNotContainTheToken() {
    CompletableFuture<Long> value = callAsync(LONG);
    http.sent.complete(FakeResponse.of(401, "text/plain", "no"));
    assertThatThrownBy(value::join)
        .hasMessageContaining("401")
        .hasStackTraceContaining("CallFailedException")
        .asString()
        .doesNotContain("s3cret");
  }

  @Test
  void responseCompletesTheCall() {
    CompletableFuture<Long> value = callAsync(LONG);
    http.sent.complete(FakeResponse.of(200, WireFormat.VALUE_TYPE, "5"));
    assertThat(value.join()).isEqualTo(5);
  }

  @Test
  void callerWithoutTheTokenGetsClassAndMessageOfAnException() {
    String problem =
        """
        {"type": "https://docs.python.org/3/library/exceptions.html#ValueError",
         "title": "ValueError", "status": 500, "detail": "no such book"}""";
    CompletableFuture<Long> value = callAsync(LONG);
    http.sent.complete(FakeResponse.of(500, "application/problem+json", problem));
    assertThatThrownBy(value::join)
        .cause()
        .isInstanceOfSatisfying(
            PythonException.class,
            raised -> {
              assertThat(raised.pythonClass()).isEqualTo("ValueError");
              assertThat(raised).hasMessageContaining("no such book");
              assertThat(raised.traceback()).isEmpty();
            });
  }

  @Test
  void failureOfALongResponseSaysTheLimit() {
    CompletableFuture<Long> value = callAsync(LONG);
    http.sent.completeExceptionally(
        new IOException("wrapped", RefusedResponseException.tooLong("the response", 1000)));
    assertThatThrownBy(value::join)
        .cause()
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("f(): the response takes more than the limit of 1000 bytes")
        .hasMessageContaining("set maxBytes");
  }

  @Test
  void cancelledCallCancelsARequestThatWasNotSent() {
    callAsync(LONG).cancel(true);
    assertThat(http.sent).isCancelled();
  }

  @Test
  void asynchronousCallEndsAtItsLimitAndCancelsTheRequest() {
    assertThatThrownBy(() -> callAsync(SHORT).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(CallFailedException.class)
        .hasMessage("f(): no response within 1 ms from http://192.0.2.1/");
    assertThatThrownBy(http.sent::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void callEndsAtItsLimitAndCancelsTheRequest() {
    assertThatThrownBy(() -> calls(SHORT).call(new Arguments("f"), ScalarCodecs.INT))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("f(): no response within 1 ms from http://192.0.2.1/");
    assertThat(http.sent).isCancelled();
  }

  @Test
  void interruptedCallCancelsTheRequest() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> calls(LONG).call(new Arguments("f"), ScalarCodecs.INT))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("f(): the thread was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(http.sent).isCancelled();
  }

  private CompletableFuture<Long> callAsync(Duration limit) {
    return calls(limit).callAsync(new Arguments("f"), ScalarCodecs.INT);
  }

  private Calls calls(Duration limit) {
    Addresses addresses = new Addresses();
    addresses.find("f", "NANOSERVICE_CALLS_TEST_URL", "http://default/");
    addresses.set("f", URI.create("http://192.0.2.1/"));
    return new Calls(http, addresses, BearerToken.of("the token", "s3cret"), limit, 1000);
  }
}
