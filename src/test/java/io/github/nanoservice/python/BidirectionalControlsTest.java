package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BidirectionalControlsTest {

  private static List<Violation> violations(Module module) {
    return module.violations();
  }

  private static Module module(String text) {
    return new ModuleParser(Format.strict()).parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void lastOfManyControlsSaysHowManyFollow() {
    String many = "#\u202E\n".repeat(2_000_000);
    List<Violation> found = violations(module("def f(): pass\n" + many + "x = 1\nx = 2\n"));

    assertThat(found).filteredOn(Violation::isHarmless).hasSize(1_000);
    assertThat(found.get(998).message()).doesNotContain("more");
    assertThat(found)
        .filteredOn(each -> each.message().contains("this file breaks the same rule"))
        .singleElement()
        .extracting(Violation::message)
        .asString()
        .endsWith("; this file breaks the same rule 1999000 more times");
    assertThat(found).filteredOn(each -> !each.isHarmless()).hasSize(2);
  }

  @Test
  void errorsOfOneKindAreLimitedToo() {
    assertThat(violations(module("x = 1\n".repeat(1_000)))).hasSize(1_000);
    assertThat(violations(module("x = 1\n".repeat(5_000))))
        .hasSize(1_000)
        .last()
        .extracting(Violation::message)
        .asString()
        .endsWith("; this file breaks the same rule 4000 more times");
  }

  @Test
  void controlInACommentOrAStringIsAWarning() {
    Module module =
        module(
            """
            def f(level):
                if level != "user\u202E \u2066# if admin\u2069 \u2066":
                    return 1  # \u202A
            """);

    assertThat(violations(module))
        .extracting(Violation::rule)
        .containsExactly(Rule.BIDIRECTIONAL_CONTROL, Rule.BIDIRECTIONAL_CONTROL);
    assertThat(violations(module)).allMatch(Violation::isHarmless);
    assertThat(module.functions()).hasSize(1);
    String printed =
        violations(module).stream()
            .map(each -> new Printer("").print(each.finding("a.py", module.source())))
            .collect(Collectors.joining("\n"));
    assertThat(printed)
        .startsWith(
            """
            a.py:2:22: NS210 the character U+202E can show the rest of this line in another order than Python reads it
                    if level != "user<U+202E> <U+2066># if admin<U+2069> <U+2066>":
                                     ^^^^^^^^
              Remove it, or write it in a string as \\u202e.
            """);
  }

  @Test
  void escapeAndTextInOtherDirectionAreAccepted() {
    assertThat(violations(module("def f():\n    return '\\u202e', 'שלום'\n"))).isEmpty();
  }
}
