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
