package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Violation;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private final Printer printer = new Printer("src/main/python/");

  @Test
  void findingsAreSortedWithLineCaretAndAdvice() throws IOException {
    Source greetings = new Source("import math\nLIMIT = 3\n\nclass A:\n  pass\n");
    Finding global = at("greetings.py", greetings, "LIMIT", Rule.GLOBAL_VARIABLE);
    Finding type = at("greetings.py", greetings, "class A:\n  pass", Rule.CLASS);
    Finding other = at("a/b.py", new Source("x: int\n"), "x", Rule.GLOBAL_VARIABLE);
    Finding file =
        Finding.of(Rule.UNREADABLE_FILE, new Location.InFile("z.py"), "no permission", "Allow it.");
    Finding parameter =
        Finding.of(
            Rule.INVALID_GROUP,
            new Location.InParameter("groups"),
            "\"g\" is empty",
            "Name functions.");
    Finding everywhere =
        Finding.of(Rule.NO_FUNCTIONS, new Location.Everywhere(), "no functions", "Write one.");

    assertThat(
            PrintedFindings.of(printer, List.of(parameter, file, type, global, everywhere, other)))
        .isEqualTo(golden("findings.txt"));
  }

  @Test
  void caretIsBelowTheMarkedText() throws IOException {
    List<String> lines =
        List.of(
            "\tif x:\tHERE = 1",
            "名前 = '例', HERE",
            "e\u0301te\u0301 = HERE",
            "'\uD83D\uDE00' + HERE",
            "'\u001b[31m' + HERE",
            "ｆｕｌｌ + ﾊﾝ + HERE");
    StringBuilder shown = new StringBuilder();
    for (String line : lines) {
      Finding finding = at("a.py", new Source(line), "HERE", Rule.GLOBAL_VARIABLE);
      shown.append(printer.print(finding)).append('\n');
    }

    assertThat(shown.toString()).isEqualTo(golden("carets.txt"));
  }

  @Test
  void longLineIsCutAroundTheCaret() throws IOException {
    String filler = "0123456789".repeat(200_000);
    StringBuilder shown = new StringBuilder();
    for (String line :
        List.of(
            "HERE" + filler,
            filler + "HERE" + filler,
            filler + "HERE",
            "\uD83D\uDE00".repeat(99) + "HERE")) {
      Finding finding = at("a.py", new Source("\n" + line + "\n"), "HERE", Rule.TOO_DEEP);
      shown.append(printer.print(finding)).append('\n');
    }

    assertThat(shown.toString()).isEqualTo(golden("long-lines.txt"));
  }

  @Test
  void positionAtTheEndOfTheFileHasACaret() {
    Source source = new Source("f(");
    Finding finding =
        new Violation(Rule.UNBALANCED_BRACKET, new Span(2, 2), "not closed", "Close it.")
            .finding("a.py", source);

    assertThat(printer.print(finding))
        .isEqualTo("src/main/python/a.py:1:3: NS202 not closed\n    f(\n      ^\n  Close it.");
  }

  private static Finding at(String path, Source source, String text, Rule rule) {
    int start = source.text().indexOf(text);
    Span span = new Span(start, start + text.length());
    return new Violation(rule, span, "found", "Write it otherwise.").finding(path, source);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = PrinterTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
