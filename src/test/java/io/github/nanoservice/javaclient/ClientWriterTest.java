package io.github.nanoservice.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java generated for many kinds of functions. */
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
  void generatedCodeCompilesForJava11WithoutWarnings(@TempDir Path directory) throws IOException {
    GeneratedClient.compile(directory, GeneratedClient.of(SHOP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "ShopClient", "DaysOptions", "DiscountOptions", "TotalOptions"})
  void generatedClassMatchesGoldenFile(String name) throws IOException {
    Path golden =
        Path.of("src/test/resources/io/github/nanoservice/javaclient/golden", name + ".txt");
    String text = text(GeneratedClient.of(SHOP), name);
    if (System.getProperty("golden.write") != null) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  @Test
  void generatedLinesHaveAtMost100Characters() {
    GeneratedClient.of(SHOP)
        .forEach(
            (path, text) ->
                assertThat(new String(text, StandardCharsets.UTF_8).lines())
                    .as(path)
                    .allMatch(line -> line.length() <= 100));
  }

  @Test
  void conflictingNamesCompile(@TempDir Path directory) throws IOException {
    String source =
        """
        def run(): pass
        def run_async(): pass
        def run_arguments(options=None, *none, **optional_arguments): pass
        def runAsync(a, A=1): pass
        def hash_code(): pass
        def switch(shop): pass
        def create(calls, arguments): pass
        def yield_(Codec, GOptions=1): pass
        def equals(System): pass
        def String(Object, *, Override=2): pass
        def Größe(größe=1): pass
        def MAX_SIZE(): pass
        def _(_): pass
        """;
    GeneratedClient.compile(directory, GeneratedClient.of(source));
  }

  @Test
  void sameFunctionsGiveSameBytes() {
    GeneratedClient.of(SHOP)
        .forEach((path, text) -> assertThat(text).isEqualTo(GeneratedClient.of(SHOP).get(path)));
  }

  @Test
  void supportCodeIsCopiedExceptForItsPackage() throws IOException {
    Path sources = Path.of("src/client/java/io/github/nanoservice/javaclient/support");
    for (String name : SupportCode.CLASSES) {
      assertThat(text(GeneratedClient.of(SHOP), name))
          .isEqualTo(
              ClientWriter.HEADER
                  + Files.readString(sources.resolve(name + ".java"))
                      .replaceFirst("package .*;", "package com.acme.shop;"));
    }
  }

  @Test
  void supportCodeHasEveryClassOfItsDirectory() throws IOException {
    Path sources = Path.of("src/client/java/io/github/nanoservice/javaclient/support");
    try (Stream<Path> files = Files.list(sources)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(SupportCode.CLASSES.stream(), Stream.of("package-info")).toList());
    }
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get("com/acme/shop/" + name + ".java"), StandardCharsets.UTF_8);
  }
}
