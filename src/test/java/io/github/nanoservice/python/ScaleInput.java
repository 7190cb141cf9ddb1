package io.github.nanoservice.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Extremely large sources. */
enum ScaleInput {
  LARGE_FILE("a file of 50 MB", 50_000_000) {
    @Override
    List<byte[]> files(int size) {
      return List.of(bytes(functions(size)));
    }
  },
  LONG_LINE("a line of 10 MB", 10_000_000) {
    @Override
    List<byte[]> files(int size) {
      String item = "discount(price, 0.25, 'for \\'all\\'')[1:], ";
      return List.of(
          bytes("def main(): return [" + item.repeat(Math.max(1, size / item.length())) + "]\n"));
    }
  },
  BRACKETS("100,000 nested brackets", 100_000) {
    @Override
    List<byte[]> files(int size) {
      return List.of(
          bytes("def main():\n    return " + "[".repeat(size) + "]".repeat(size) + "\n"));
    }
  },
  FSTRINGS("10,000 f-strings nested 100 deep", 10_000) {
    @Override
    List<byte[]> files(int size) {
      String nested = "f\"{".repeat(100) + "name" + "}\"".repeat(100);
      return List.of(bytes("def main(name):\n" + ("    yield " + nested + "\n").repeat(size)));
    }
  },
  FUNCTIONS("1,000,000 functions in a file", 1_000_000) {
    @Override
    List<byte[]> files(int size) {
      return List.of(
          bytes(
              IntStream.range(0, size)
                  .mapToObj(i -> "def f" + i + "(n): return f" + i / 2 + "(n)\n")
                  .collect(Collectors.joining())));
    }
  },
  FILES("20,000 files", 20_000) {
    @Override
    List<byte[]> files(int size) {
      List<byte[]> files = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        files.add(bytes(functions(1 + i % 7 * 1000)));
      }
      return files;
    }
  };

  private final String label;
  private final int fullSize;

  ScaleInput(String label, int fullSize) {
    this.label = label;
    this.fullSize = fullSize;
  }

  /** Returns the label in the table. */
  String label() {
    return label;
  }

  /** Returns the size that the label states: bytes, brackets, strings, functions or files. */
  int fullSize() {
    return fullSize;
  }

  /** Returns files of a total size. */
  abstract List<byte[]> files(int size);

  /** Returns ordinary functions, at least one, of at least {@code bytes} bytes in total. */
  private static String functions(int bytes) {
    StringBuilder text = new StringBuilder("from decimal import Decimal\n");
    for (int i = 0; text.length() < bytes || i == 0; i++) {
      text.append(FUNCTION.replace("NUMBER", Integer.toString(i)));
    }
    return text.toString();
  }

  private static final String FUNCTION =
      """


      def total_NUMBER(order, *, rates=None, rounding=True):
          \"""The price of an order with its tax.

          Each line of the order has an amount, a price and the kind of tax; what has none is free.
          \"""
          result = Decimal(0)
          for line in order["lines"]:
              # The rate may depend on the day, so that it is asked for each line.
              rate = tax_rate(line.get("tax", "none"), rates or {})
              result += line["amount"] * line["price"] * (1 + rate / 100)
          if rounding and result > 0x10:
              return {"total": round(result, 2), "note": f"{len(order)} lines, {result:>10.2f}"}
          return {key: value for key, value in order.items() if key != 'lines'}
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
