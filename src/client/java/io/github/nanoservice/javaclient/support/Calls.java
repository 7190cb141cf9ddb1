package io.github.nanoservice.javaclient.support;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sends calls to services. Each call is sent once, and as a POST: {@link HttpClient} repeats a GET
 * if the connection closes early, and the function would run twice.
 */
final class Calls {
  private final HttpClient http;
  private final Addresses addresses;
  private final BearerToken token;
  private final Duration limit;
  private final BodySubscriberFactory body;

  /**
   * @param limit the time limit of a call, and of each item of a stream
   * @param maxBytes the most bytes of a value or problem, and of each item of a stream
   */
  Calls(HttpClient http, Addresses addresses, BearerToken token, Duration limit, int maxBytes) {
    this.http = http;
    this.addresses = addresses;
    this.token = token;
    this.limit = limit;
    this.body = new BodySubscriberFactory(maxBytes);
  }

  /** Calls a function and waits for the result. */
  <T> T call(Arguments arguments, Codec<T> codec) {
    return send(arguments).value(arguments, codec);
  }

  /** Calls a function without waiting. Cancelling the result closes the connection. */
  <T> CompletableFuture<T> callAsync(Arguments arguments, Codec<T> codec) {
    CompletableFuture<T> value = new CompletableFuture<>();
    CompletableFuture<HttpResponse<ResponseBody>> sent = exchange(arguments);
    sent.whenComplete(
        (response, failure) -> {
          try {
            if (failure != null) {
              throw failed(arguments.function(), failure);
            }
            value.complete(
                new CallResponse(arguments.function(), response).value(arguments, codec));
          } catch (RuntimeException e) {
            value.completeExceptionally(e);
          }
        });
    // The timeout of a request covers only the head of the response.
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    // The code that depends on the result must not block the thread that serves all timers.
    timer.thenRunAsync(
        () -> value.completeExceptionally(failed(arguments.function(), new TimeoutException())));
    value.whenComplete(
        (result, failure) -> {
          timer.cancel(false);
          sent.cancel(true);
        });
    return value;
  }

  /** Calls a function that yields. The items arrive as they are yielded. */
  <T> Stream<T> stream(Arguments arguments, Codec<T> codec) {
    CallResponse response = send(arguments);
    Optional<LineReader> lines = response.lines();
    if (lines.isEmpty()) {
      return response.value(arguments, ContainerCodecs.list(codec)).stream();
    }
    return new ItemIterator<>(
            arguments.function(), lines.get(), limit, codec, arguments.decodeContext())
        .stream();
  }

  private CallResponse send(Arguments arguments) {
    CompletableFuture<HttpResponse<ResponseBody>> sent = exchange(arguments);
    try {
      return new CallResponse(
          arguments.function(), sent.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw failed(arguments.function(), e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw failed(arguments.function(), e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(arguments.function(), e);
    }
  }

  private CompletableFuture<HttpResponse<ResponseBody>> exchange(Arguments arguments) {
    HttpRequest request = request(arguments);
    Supplier<CompletableFuture<HttpResponse<ResponseBody>>> call =
        () -> http.sendAsync(request, body);
    return TokenProof.thenCall(http, request.uri(), token, limit, call);
  }

  private HttpRequest request(Arguments arguments) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(addresses.of(arguments.function()))
            .POST(BodyPublishers.ofString(arguments.body()))
            .header("Content-Type", WireFormat.VALUE_TYPE)
            .header("Accept", WireFormat.VALUE_TYPE)
            .header(WireFormat.TIMEOUT_HEADER, Long.toString(limit.toMillis()))
            .timeout(limit);
    token.addTo(request);
    return request.build();
  }

  private CallFailedException failed(String function, Throwable cause) {
    String message = "no response from " + addresses.of(function);
    Optional<String> refusal = refusal(cause);
    if (refusal.isPresent()) {
      message = refusal.get();
    } else if (cause instanceof InterruptedException) {
      message = "the thread was interrupted";
    } else if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      message = "no response within " + limit.toMillis() + " ms from " + addresses.of(function);
    }
    return new CallFailedException(function, function + "(): " + message, cause);
  }

  /** The client wraps the failure of a body, and not always in the same exception. */
  private static Optional<String> refusal(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(RefusedResponseException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
  }
}
