package io.github.nanoservice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that is written for functions of many kinds. */
class ClientWriterTest {
  private static final String SHOP =
      """
      from collections.abc import Iterator
      from datetime import date, datetime
      from decimal import Decimal
      from typing import Any, Literal, Optional


      def discount(price: float, percent: int = 10, *, reason: Optional[str] = None) -> float:
          \"""The price with a <discount> of 100 */ {@code x} \\\\u0041.

          percent: of the price.
          \"""
          return price


      def total(*prices: float, currency: Literal["EUR", "USD"], **more: Decimal) -> dict[str, float]:
          return {}


      def days(first: date, count: int = 7, /) -> Iterator[tuple[int, str]]:
          yield 1, "x"


      async def fetch_all(urls: list[str], class_: bool, switch=None) -> None: pass


      def wait(options: bytes, arguments: set[int], a_b: Any, aB: "int | None") -> Optional[datetime]: pass


      def größe(): pass
      """;

  @Test
  void compilesWithoutAWarningForJava11(@TempDir Path directory) throws IOException {
    GeneratedClient.compile(directory, GeneratedClient.of(SHOP));
  }

  @Test
  void readsLikeCodeOfATeam() {
    Map<String, byte[]> files = GeneratedClient.of(SHOP);
    System.out.println(text(files, "Shop"));
    System.out.println(text(files, "ShopClient"));
    System.out.println(text(files, "DiscountOptions"));
    System.out.println(text(files, "TotalOptions"));
  }

  @Test
  void isTheSameForTheSameFunctions() {
    GeneratedClient.of(SHOP)
        .forEach((path, text) -> assertThat(text).isEqualTo(GeneratedClient.of(SHOP).get(path)));
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get("com/acme/shop/" + name + ".java"), StandardCharsets.UTF_8);
  }
}
