package io.github.nanoservice.javaclient.support;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets a service on this machine prove that it knows the token, before a call sends the token. Any
 * user of the machine can take the port of a service that has ended.
 */
final class TokenProof {
  private static final int NONCE_BYTES = 16;

  /** A proof has 64 bytes, and a refusal is longer. */
  private static final int MAX_BYTES = 4096;

  /** Hosts that need no look-up: addresses, and the names that RFC 6761 §6.3 reserves. */
  private static final Pattern KNOWN =
      Pattern.compile("\\[.*]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?:.*\\.)?localhost");

  private final BearerToken token;
  private final String authority;
  private final String nonce;

  private TokenProof(BearerToken token, String authority) {
    this.token = token;
    this.authority = authority;
    this.nonce = nonce();
  }

  /**
   * Sends a call, after the proof if it goes to this machine. Cancelling the result cancels all.
   *
   * @param call sends the call
   */
  static <T> CompletableFuture<T> thenCall(
      HttpClient http,
      URI address,
      BearerToken token,
      Duration limit,
      Supplier<CompletableFuture<T>> call) {
    if (!mayNeed(address, token)) {
      return call.get();
    }
    if (KNOWN.matcher(address.getHost()).matches()) {
      return of(address, token).map(proof -> proof.before(http, limit, call)).orElseGet(call);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    // Any name can be one of this machine. A look-up can take seconds, and the caller may not want
    // to wait.
    CompletableFuture.supplyAsync(() -> of(address, token))
        .whenComplete(
            (proof, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else if (!result.isDone()) {
                forward(
                    proof.map(found -> found.before(http, limit, call)).orElseGet(call), result);
              }
            });
    return result;
  }

  private static boolean mayNeed(URI address, BearerToken token) {
    return !token.isNone() && "http".equalsIgnoreCase(address.getScheme());
  }

  /** Returns what a service at an address has to prove: nothing, unless it is on this machine. */
  static Optional<TokenProof> of(URI address, BearerToken token) {
    if (!mayNeed(address, token)) {
      return Optional.empty();
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return loopback(address.getHost()).map(host -> new TokenProof(token, host + ":" + port));
  }

  /** Returns the address to which {@link HttpClient} connects, if it is one of this machine. */
  private static Optional<String> loopback(String host) {
    try {
      InetAddress found = InetAddress.getByName(host);
      String text = found.getHostAddress();
      return Optional.of(text.indexOf(':') < 0 ? text : "[" + text + "]")
          .filter(ignored -> found.isLoopbackAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private <T> CompletableFuture<T> before(
      HttpClient http, Duration limit, Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    HttpRequest question =
        HttpRequest.newBuilder(
                URI.create("http://" + authority + WireFormat.PROOF_PATH + "?nonce=" + nonce))
            .timeout(limit)
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(question, head -> new LimitedBytes(MAX_BYTES));
    answer.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else if (!isValid(response)) {
            result.completeExceptionally(RefusedResponseException.notProved(authority));
          } else if (!result.isDone()) {
            forward(call.get(), result);
          }
        });
    result.whenComplete((value, failure) -> answer.cancel(true));
    return result;
  }

  private static <T> void forward(CompletableFuture<T> sent, CompletableFuture<T> result) {
    sent.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        });
    result.whenComplete((value, failure) -> sent.cancel(true));
  }

  private boolean isValid(HttpResponse<byte[]> response) {
    byte[] expected = token.sign("nanoservice-proof " + nonce + " " + authority);
    return response.statusCode() == 200
        && MessageDigest.isEqual(
            response.body(), hexadecimal(expected).getBytes(StandardCharsets.US_ASCII));
  }

  private static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return hexadecimal(bytes);
  }

  private static String hexadecimal(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte each : bytes) {
      digits.append(String.format("%02x", each));
    }
    return digits.toString();
  }
}
