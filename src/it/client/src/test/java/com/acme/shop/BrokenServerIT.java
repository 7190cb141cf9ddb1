package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a server does, a call ends, in its time and with an exception that tells what it did.
 */
@Timeout(30)
class BrokenServerIT {
  private static final LocalDate FIRST = LocalDate.of(2026, 12, 30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "502 Bad Gateway     | text/html                        | <html>          | 502 and"
            + " text/html",
        "200 OK              | application/vnd.nanoservice+json | <html>          | without JSON",
        "200 OK              | application/vnd.nanoservice+json | 1 2             | without JSON",
        "200 OK              | application/vnd.nanoservice+json | ''              | without JSON",
        "200 OK              | application/vnd.nanoservice+json | {\"$return\":[]} | cannot be"
            + " read",
        "200 OK              | application/vnd.nanoservice+json | {\"$same\":7}    | cannot be"
            + " read",
        "200 OK              | application/json                 | \"x\"           | no answer of a",
        "503 Too Busy        | application/problem+json; x=y    | {\"detail\":\"full\"} | 503:"
            + " full",
        "500 Oh              | application/problem+json         | []              | 500: no detail",
        "200 OK              | application/vnd.nanoservice+json | 5               | annotation"
            + " says",
      })
  void tellsWhatIsNoAnswer(String status, String type, String body, String said)
      throws IOException {
    try (BrokenServer server = new BrokenServer(BrokenServer.whole(status, type, body))) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> client(server).find(1));
      assertTrue(failed.getMessage().contains(said), failed.getMessage());
      assertTrue(failed.getMessage().startsWith("find(): "), failed.getMessage());
    }
  }

  @Test
  void tellsTheStatusThatAServerGave() throws IOException {
    String full = BrokenServer.whole("503 Full", "application/problem+json", "{}");
    try (BrokenServer server = new BrokenServer(full)) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> client(server).find(1));
      assertEquals(OptionalInt.of(503), failed.status());
    }
  }

  @Test
  void takesAMediaTypeWithParametersInAnyCase() throws IOException {
    String type = "Application/vnd.Nanoservice+JSON; charset=utf-8";
    try (BrokenServer server = new BrokenServer(BrokenServer.whole("200 OK", type, "\"one\""))) {
      assertEquals("one", client(server).find(1));
    }
  }

  @Test
  void neverSendsACallAgain() throws IOException {
    String value = BrokenServer.whole("200 OK", BrokenServer.VALUE, "\"one\"");
    try (BrokenServer server = new BrokenServer(value)) {
      Shop shop = client(server);
      assertEquals("one", shop.find(1));
      // The second comes on the kept connection, which ends without an answer.
      assertThrows(CallFailedException.class, () -> shop.find(1));
      assertEquals(2, server.requests());
    }
  }

  @Test
  void endsInItsTimeWhereABodyStalls() throws Exception {
    try (BrokenServer server = new BrokenServer(BrokenServer.begun(BrokenServer.VALUE, "\"o"))) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> client(server).find(1));
      assertTrue(failed.getMessage().contains("within 500 ms"), failed.getMessage());
      server.awaitClosed();
    }
  }

  @Test
  void endsInItsTimeWithoutWaiting() throws Exception {
    try (BrokenServer server = new BrokenServer(BrokenServer.begun(BrokenServer.VALUE, "\"o"))) {
      CompletableFuture<String> value = client(server).findAsync(1);
      CompletionException failed = assertThrows(CompletionException.class, value::join);
      assertTrue(failed.getCause().getMessage().contains("within 500 ms"), failed.toString());
      server.awaitClosed();
    }
  }

  @Test
  void endsTheRequestOfACancelledCall() throws Exception {
    try (BrokenServer server = new BrokenServer(BrokenServer.begun(BrokenServer.VALUE, "\"o"))) {
      CompletableFuture<String> value =
          ShopClient.builder().address("find", server.address()).build().findAsync(1);
      value.cancel(true);
      assertThrows(CancellationException.class, value::join);
      server.awaitClosed();
    }
  }

  @Test
  void endsAStreamInItsTimeWhereAnItemStalls() throws Exception {
    String item = "[\"item\",{\"$tuple\":[0,{\"$date\":\"2026-12-30\"}]}]\n";
    try (BrokenServer server = new BrokenServer(BrokenServer.begun(BrokenServer.LINES, item));
        Stream<List<Object>> days = client(server).deliveryDays(FIRST)) {
      Iterator<List<Object>> each = days.iterator();
      assertEquals(List.of(0L, FIRST), each.next());
      CallFailedException failed = assertThrows(CallFailedException.class, each::hasNext);
      assertTrue(failed.getMessage().contains("no item within 500 ms"), failed.getMessage());
      server.awaitClosed();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}             | no item of a service",
        "<html>         | no JSON",
        "[\"item\",\"x\"] | cannot be read",
        "[\"item\"]     | cannot be read",
        "''             | ended before its last item"
      })
  void tellsWhatIsNoItem(String line, String said) throws IOException {
    String body = line.isEmpty() ? line : line + "\n";
    try (BrokenServer server =
            new BrokenServer(BrokenServer.whole("200 OK", BrokenServer.LINES, body));
        Stream<List<Object>> days = client(server).deliveryDays(FIRST)) {
      CallFailedException failed =
          assertThrows(CallFailedException.class, () -> days.forEach(day -> {}));
      assertTrue(failed.getMessage().contains(said), failed.getMessage());
    }
  }

  @Test
  void stopsWaitingWhenItsThreadIsInterrupted() throws Exception {
    try (BrokenServer server = new BrokenServer(BrokenServer.begun(BrokenServer.LINES, ""))) {
      Shop shop = ShopClient.builder().address("delivery_days", server.address()).build();
      try (Stream<List<Object>> days = shop.deliveryDays(FIRST)) {
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
    "http://my_shop:5000/",
    "ftp://shop/",
    "shop",
    "http://shop/?a=1",
    "http://shop/#a",
    "http:///"
  })
  void refusesWhatIsNoAddressOfAService(URI address) {
    assertThrows(
        IllegalArgumentException.class, () -> ShopClient.builder().address("find", address));
  }

  @Test
  void refusesAFunctionThatItDoesNotCall() {
    URI address = URI.create("http://shop/");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ShopClient.builder().address("fnid", address));
    assertTrue(refused.getMessage().contains("find"), refused.getMessage());
  }

  private static Shop client(BrokenServer server) {
    return ShopClient.builder()
        .address("find", server.address())
        .address("delivery_days", server.address())
        .timeout(Duration.ofMillis(500))
        .build();
  }
}
