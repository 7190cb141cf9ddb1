package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.client.CallFailedException;
import com.acme.shop.client.DeliveryDaysOptions;
import com.acme.shop.client.DiscountOptions;
import com.acme.shop.client.LabelsOptions;
import com.acme.shop.client.PythonException;
import com.acme.shop.client.Shop;
import com.acme.shop.client.ShopClient;
import com.acme.shop.client.TotalOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ShopIT {
  private final Shop shop = ShopClient.builder().timeout(Duration.ofMinutes(2)).build();

  @Test
  void clientFromCreateCallsTheServices() {
    assertEquals("book: 8.0", new Receipt(ShopClient.create()).line("book", 10, 20));
  }

  @Test
  void unsetOptionHasThePythonDefault() {
    assertEquals(9.0, shop.discount(10));
  }

  @Test
  void asynchronousCallReturnsTheValue() {
    assertEquals(9.0, shop.discountAsync(10).join());
  }

  @Test
  void raisedExceptionHasClassMessageAndTraceback() {
    PythonException raised =
        assertThrows(
            PythonException.class, () -> shop.discount(10, DiscountOptions.none().percent(200)));
    assertEquals("ValueError", raised.pythonClass());
    assertEquals("200 percent of what?", raised.getMessage());
    assertTrue(raised.traceback().contains("in discount"), raised.traceback());
  }

  @Test
  void furtherPositionalArgumentsAreSent() {
    List<BigDecimal> prices = List.of(new BigDecimal("1.10"), new BigDecimal("2.20"));
    assertEquals(
        Map.of("EUR", new BigDecimal("3.30")),
        shop.total("EUR", TotalOptions.none().prices(prices)));
  }

  @Test
  void yieldedItemsAreStreamed() {
    LocalDate first = LocalDate.of(2026, 12, 30);
    try (Stream<List<Object>> days = shop.deliveryDays(first)) {
      assertEquals(
          List.of(
              List.of(0L, first), List.of(1L, first.plusDays(1)), List.of(2L, first.plusDays(2))),
          days.collect(Collectors.toList()));
    }
  }

  @Test
  void exceptionBetweenItemsEndsTheStream() {
    LocalDate first = LocalDate.of(2026, 12, 30);
    try (Stream<List<Object>> days =
        shop.deliveryDays(first, DeliveryDaysOptions.none().days(6))) {
      Iterator<List<Object>> each = days.iterator();
      for (int i = 0; i < 6; i++) {
        each.next();
      }
      PythonException raised = assertThrows(PythonException.class, each::hasNext);
      assertEquals("OverflowError", raised.pythonClass());
      assertEquals("nobody waits so long", raised.getMessage());
      assertTrue(raised.traceback().contains("in delivery_days"), raised.traceback());
    }
  }

  @Test
  void itemsSeeChangesOfTheArgument() {
    try (Stream<List<String>> words = shop.growing(List.of("a"), List.of("b", "c"))) {
      assertEquals(
          List.of(List.of("a", "b"), List.of("a", "b", "c")), words.collect(Collectors.toList()));
    }
  }

  @Test
  void yieldWithoutAnnotationFailsWithAdvice() {
    CallFailedException failed =
        assertThrows(CallFailedException.class, () -> shop.naturals());
    assertTrue(failed.getMessage().contains("-> Iterator[...]"), failed.getMessage());
    assertEquals("naturals", failed.function());
  }

  @Test
  void furtherKeywordWithParameterNameIsRejected() {
    assertEquals(
        Map.of("", 3L, "name", 1L),
        shop.labels("book", 3, LabelsOptions.none().more(Map.of("name", 1L))));
    LabelsOptions twice = LabelsOptions.none().more(Map.of("size", 1L));
    assertThrows(IllegalArgumentException.class, () -> shop.labels("book", 3, twice));
  }

  @Test
  void valueWithoutPythonTypeIsRejected() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThrows(IllegalArgumentException.class, () -> shop.echo(itself));
    assertThrows(IllegalArgumentException.class, () -> shop.echo('c'));
    assertThrows(IllegalArgumentException.class, () -> shop.echo(LocalDate.of(10_000, 1, 1)));
    assertThrows(IllegalArgumentException.class, () -> shop.echo(Duration.ofDays(1_000_000_000)));
    assertThrows(IllegalArgumentException.class, () -> shop.sortedWords(null));
  }

  @Test
  void returnedArgumentHasItsChanges() {
    assertEquals(List.of("a", "b", "c"), shop.sortedWords(List.of("c", "a", "b")));
  }

  @Test
  void valuesOfEveryTypeComeBackEqual() {
    List<Object> values =
        Arrays.asList(
            null,
            true,
            -1L,
            BigInteger.ONE.shiftLeft(3000),
            1.5,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            "grüße \uD83D\uDE00 \"$list\" & + %",
            "half of a pair: \uD800",
            "x".repeat(25_000_000),
            new BigDecimal("1.50"),
            LocalDate.of(2026, 1, 2),
            Duration.ofSeconds(-1, 500_000_000),
            List.of(List.of(), Map.of()),
            Map.of("$a", 1L, "b", List.of(2L)),
            Set.of(1L, 2L));
    assertEquals(values, shop.echo(values));
  }

  @Test
  void annotationsSelectThePythonTypes() {
    assertEquals(
        List.of("frozenset", "tuple", "deque", "bytearray"),
        shop.classes(Set.of("new"), List.of(1L, 2L), List.of(3L), new byte[] {4}));
  }

  @Test
  void longArgumentsComeBackEqual() {
    List<Object> many = new ArrayList<>();
    for (long i = 0; i < 10_000; i++) {
      many.add(i);
    }
    assertEquals(many, shop.echo(many));
  }

  @Test
  void noneIsNull() {
    assertEquals("one", shop.find(1));
    assertNull(shop.find(2));
  }

  @Test
  void unreachableServiceFailsTheCall() {
    Shop nowhere = ShopClient.builder().address("find", URI.create("http://127.0.0.1:9/")).build();
    assertThrows(CallFailedException.class, () -> nowhere.find(1));
  }
}
