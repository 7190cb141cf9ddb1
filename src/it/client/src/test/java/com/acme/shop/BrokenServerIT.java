package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.acme.shop.client.CallFailedException;
import com.acme.shop.client.Shop;
import com.acme.shop.client.ShopClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call to a server that breaks the protocol or stalls ends with an exception that says so. */
@Timeout(300)
class BrokenServerIT {
  private static final LocalDate FIRST = LocalDate.of(2026, 12, 30);

  /** The time limit of calls to a server that stalls; a call never waits longer for nothing. */
  private static final Duration LIMIT = Duration.ofMillis(500);

  /** The number of calls after which a request must have arrived. */
  private static final int MOST_CALLS = 50;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "502 Bad Gateway     | text/html                        | <html>          | 502 and text/html",
        "200 OK              | application/vnd.nanoservice+json | <html>          | is not valid JSON",
        "200 OK              | application/vnd.nanoservice+json | 1 2             | is not valid JSON",
        "200 OK              | application/vnd.nanoservice+json | ''              | has no body",
        "200 OK              | application/vnd.nanoservice+json | {\"$return\":[]} | cannot decode",
        "200 OK              | application/vnd.nanoservice+json | {\"$same\":7}    | cannot decode",
        "200 OK              | application/json                 | \"x\"           | is not from a service",
        "503 Too Busy        | application/problem+json; x=y    | {\"detail\":\"full\"} | 503: full",
        "500 Oh              | application/problem+json         | []              | 500: no detail",
        "200 OK              | application/vnd.nanoservice+json | 5               | annotation says",
      })
  void invalidResponseFailsTheCall(String status, String type, String body, String said)
      throws IOException {
    try (BrokenServer server = BrokenServer.responding(status, type, body)) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> client(server).find(1));
      assertTrue(failed.getMessage().contains(said), failed.getMessage());
      assertTrue(failed.getMessage().startsWith("find(): "), failed.getMessage());
    }
  }

  @Test
  void failedCallHasTheStatusOfTheResponse() throws IOException {
    try (BrokenServer server =
        BrokenServer.responding("503 Full", "application/problem+json", "{}")) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> client(server).find(1));
      assertEquals(OptionalInt.of(503), failed.status());
    }
  }

  @Test
  void mediaTypeMayHaveParametersAndUpperCase() throws IOException {
    String type = "Application/vnd.Nanoservice+JSON; charset=utf-8";
    try (BrokenServer server = BrokenServer.responding("200 OK", type, "\"one\"")) {
      assertEquals("one", client(server).find(1));
    }
  }

  @Test
  void failedCallIsNotSentAgain() throws IOException {
    try (BrokenServer server =
        BrokenServer.responding("200 OK", BrokenServer.VALUE, "\"one\"")) {
      Shop shop = client(server);
      assertEquals("one", shop.find(1));
      // The connection of the second request closes without a response.
      assertThrows(CallFailedException.class, () -> shop.find(1));
      assertEquals(2, server.requests());
    }
  }

  @Test
  void stalledBodyEndsTheCallAfterItsLimit() throws Exception {
    try (BrokenServer server = BrokenServer.stalling(BrokenServer.VALUE, "\"o")) {
      Shop shop = hastyClient(server);
      CallFailedException failed =
          failureAfterRequest(server, CallFailedException.class, () -> shop.find(1));
      assertTrue(failed.getMessage().contains("within 500 ms"), failed.getMessage());
      server.awaitClosed();
    }
  }

  @Test
  void stalledBodyEndsTheAsynchronousCallAfterItsLimit() throws Exception {
    try (BrokenServer server = BrokenServer.stalling(BrokenServer.VALUE, "\"o")) {
      Shop shop = hastyClient(server);
      CompletionException failed =
          failureAfterRequest(server, CompletionException.class, () -> shop.findAsync(1).join());
      assertTrue(failed.getCause().getMessage().contains("within 500 ms"), failed.toString());
      server.awaitClosed();
    }
  }

  @Test
  void cancelledCallClosesItsConnection() throws Exception {
    try (BrokenServer server = BrokenServer.stalling(BrokenServer.VALUE, "\"o")) {
      CompletableFuture<String> value = client(server).findAsync(1);
      // A call that is cancelled earlier may never connect.
      server.awaitRequest();
      value.cancel(true);
      assertThrows(CancellationException.class, value::join);
      server.awaitClosed();
    }
  }

  @Test
  void stalledItemEndsTheStreamAfterItsLimit() throws Exception {
    String item = "[\"item\",{\"$tuple\":[0,{\"$date\":\"2026-12-30\"}]}]\n";
    try (BrokenServer server = BrokenServer.stalling(BrokenServer.LINES, item)) {
      Iterator<List<Object>> each = streamWithFirstItem(server);
      CallFailedException failed = assertThrows(CallFailedException.class, each::hasNext);
      assertTrue(failed.getMessage().contains("no item within 500 ms"), failed.getMessage());
      server.awaitClosed();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}             | is not an item",
        "<html>         | is not valid JSON",
        "[\"item\",\"x\"] | cannot decode",
        "[\"item\"]     | cannot decode",
        "''             | ended before its last item"
      })
  void invalidItemEndsTheStream(String line, String said) throws IOException {
    String body = line.isEmpty() ? line : line + "\n";
    try (BrokenServer server =
            BrokenServer.responding("200 OK", BrokenServer.LINES, body);
        Stream<List<Object>> days = client(server).deliveryDays(FIRST)) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> days.forEach(day -> {}));
      assertTrue(failed.getMessage().contains(said), failed.getMessage());
    }
  }

  @Test
  void interruptedThreadClosesItsConnection() throws Exception {
    try (BrokenServer server = BrokenServer.stalling(BrokenServer.LINES, "")) {
      try (Stream<List<Object>> days = client(server).deliveryDays(FIRST)) {
        Thread.currentThread().interrupt();
        Iterator<List<Object>> each = days.iterator();
        assertThrows(CallFailedException.class, each::hasNext);
        assertTrue(Thread.interrupted());
      }
      server.awaitClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://my_shop:5000/", "ftp://shop/", "shop", "http://shop/?a=1", "http://shop/#a", "http:///"
  })
  void invalidAddressIsRejected(URI address) {
    assertThrows(
        IllegalArgumentException.class, () -> ShopClient.builder().address("find", address));
  }

  @Test
  void addressOfAnUnknownFunctionIsRejected() {
    URI address = URI.create("http://shop/");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ShopClient.builder().address("fnid", address));
    assertTrue(refused.getMessage().contains("find"), refused.getMessage());
  }

  /** Streams until the first item has arrived within the limit, and returns the rest. */
  private static Iterator<List<Object>> streamWithFirstItem(BrokenServer server) {
    Shop shop = hastyClient(server);
    for (int i = 0; i < MOST_CALLS; i++) {
      try {
        Iterator<List<Object>> each = shop.deliveryDays(FIRST).iterator();
        assertEquals(List.of(0L, FIRST), each.next());
        return each;
      } catch (CallFailedException e) {
        assertTrue(e.getMessage().contains("within 500 ms"), e.getMessage());
      }
    }
    return fail("no item arrived within the limit in " + MOST_CALLS + " calls");
  }

  /** Calls until the server has received a request: the limit may end before one is sent. */
  private static <T extends Throwable> T failureAfterRequest(
      BrokenServer server, Class<T> type, Executable call) {
    for (int i = 0; i < MOST_CALLS; i++) {
      T failure = assertThrows(type, call);
      if (server.requests() > 0) {
        return failure;
      }
    }
    return fail("no request arrived in " + MOST_CALLS + " calls");
  }

  private static Shop client(BrokenServer server) {
    return builder(server).timeout(Duration.ofMinutes(2)).build();
  }

  private static Shop hastyClient(BrokenServer server) {
    return builder(server).timeout(LIMIT).build();
  }

  private static ShopClient.Builder builder(BrokenServer server) {
    return ShopClient.builder()
        .address("find", server.address())
        .address("delivery_days", server.address());
  }
}
