package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are reported, and with which message. */
class CallChecksTest {
  private static final String HELPER = "def helper(a, b=2, /, c=3, *, d=4):\n    return a\n\n\n";

  @Test
  void findingStatesLocationAndSignature() {
    assertThat(
            found(
                ContractSources.file(
                    "shop.py", HELPER + "def main():\n    return helper(1, e=5)\n")))
        .isEqualTo(
            """
            shop.py:6:22: NS403 "helper" has no parameter "e"
                    return helper(1, e=5)
                                     ^^^
              The signature is helper(a, b=2, /, c=3, *, d=4) (shop.py:1). Fix the call or change the signature.
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "helper(1, 2, 3, 4)         ; NS401",
        "helper(1, *x, 2, 3, 4)     ; NS401",
        "helper()                   ; NS402",
        "helper(**x)                ; NS402",
        "helper(1, x=2)             ; NS403",
        "helper(1, 2, 3, c=3)       ; NS404",
        "helper(a=1)                ; NS405",
        "f'{helper()}'              ; NS402",
        "[helper() for x in y]      ; NS402",
        "(helper)()                 ; NS402",
        "helper(helper())           ; NS402",
        "lambda: helper()           ; NS402",
        "helper(1).x(helper(1, x=2)); NS403",
      })
  void callThatPythonCannotBindIsReported(String call, String code) {
    assertThat(inMain(call)).contains(": " + code + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "helper(1)",
        "helper(1, 2, 3, d=4)",
        "helper(1, c=3)",
        "helper(*x)",
        "helper(*x, **y)",
        "helper(1, **y)",
        "helper(a for a, b in c)",
        "helper((yield 1, 2))",
        "helper(lambda x, y: (x, y))",
        "x.helper()",
        "(lambda helper: helper())(1)",
        "[helper() for helper in x]",
        "map(helper, x)",
        "helper",
        "'helper()'",
      })
  void callThatPythonCanBindIsNotReported(String call) {
    assertThat(inMain(call)).isEmpty();
  }

  @Test
  void nameBoundByAClassIsNotTheFunction() {
    String binds = "    class Own:\n        helper = print\n        x = helper()\n";
    String method = "    class Own:\n        def helper(self): return helper(e=5)\n";
    assertThat(found(ContractSources.file("shop.py", HELPER + "def main():\n" + binds))).isEmpty();
    assertThat(found(ContractSources.file("shop.py", HELPER + "def main():\n" + method)))
        .contains("NS40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@decorator\ndef helper(a): pass\n",
        "def helper(a): pass\nhelper = print\n",
        "def helper(a): pass\n\ndef other():\n    global helper\n    helper = print\n",
        "from functools import partial as helper\n",
      })
  void uncertainTargetIsNotReported(String definition) {
    assertThat(
            found(
                ContractSources.file(
                    "shop.py", definition + "\ndef main():\n    return helper()\n")))
        .doesNotContain("NS4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from functools import cache\n@cache\ndef helper(a): pass\n",
        "import functools\n@functools.lru_cache(maxsize=None)\ndef helper(a): pass\n",
        "from contextlib import contextmanager\n@contextmanager\ndef helper(a): yield\n",
        "async def helper(a): pass\n",
      })
  void knownDecoratorsKeepTheSignature(String definition) {
    assertThat(
            found(
                ContractSources.file(
                    "shop.py", definition + "\ndef main():\n    return helper()\n")))
        .contains("NS402");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from shop.prices import tax\n\ndef main(): return tax()\n",
        "from shop.prices import tax as duty\n\ndef main(): return duty()\n",
        "import shop.prices\n\ndef main(): return shop.prices.tax()\n",
        "from shop import prices\n\ndef main(): return prices . tax()\n",
        "from shop.prices import tax\n\nclass Bill:\n    def sum(self): return tax()\n",
      })
  void callThroughAnImportIsChecked(String text) {
    assertThat(
            found(
                ContractSources.file("main.py", text),
                ContractSources.file("shop/prices.py", "def tax(price): return price\n")))
        .contains("NS402 this call of \"tax\" passes no value for \"price\"")
        .contains("tax(price) (shop/prices.py:1).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "str           ; 1",
        "int           ; 'a'",
        "int           ; 1.5",
        "int           ; None",
        "bool          ; 1",
        "'int'         ; 'a'",
        "float         ; '1'",
        "list[int]     ; 1",
        "list[int]     ; ['a']",
        "dict          ; [1]",
        "int | str     ; None",
        "Literal['a']  ; 'b'",
        "tuple[int, int] ; (1,)",
        "Optional[int] ; 'a'",
      })
  void literalOfAnotherTypeIsReported(String annotation, String literal) {
    assertThat(literal(annotation, literal)).contains(": NS406 ").contains("annotated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "float         ; 1",
        "float         ; -1",
        "complex       ; True",
        "int           ; True",
        "int | None    ; None",
        "Optional[int] ; 3",
        "Literal['a', 1] ; 1",
        "list[str]     ; 'abc'",
        "dict[str, int] ; {'a': 1, **x}",
        "tuple[int, ...] ; (1, 2, 3)",
        "Price         ; 'a'",
        "str           ; x",
        "str           ; f'{x}'",
        "list[int]     ; [*x, 1]",
      })
  void literalOfTheTypeIsNotReported(String annotation, String literal) {
    assertThat(literal(annotation, literal)).isEmpty();
  }

  @Test
  void defaultPassedExplicitlyIsNotReported() {
    String text = "def helper(a: int = None): pass\n\ndef main(): return helper(None)\n";
    assertThat(found(ContractSources.file("shop.py", text))).isEmpty();
  }

  @Test
  void checkLevelSetsTheSeverity() {
    var calls =
        ContractSources.analysis(
                ContractSources.file("shop.py", HELPER + "def main(): return helper()\n"))
            .calls();
    assertThat(new CallChecks(CheckLevel.WARN).findings(calls))
        .extracting(finding -> finding.severity())
        .containsExactly(Severity.WARNING);
    assertThat(new CallChecks(CheckLevel.OFF).findings(calls)).isEmpty();
  }

  private static String literal(String annotation, String literal) {
    return found(
        ContractSources.file(
            "shop.py",
            "from typing import Literal, Optional\n\n\ndef helper(a: %s): pass\n\n\ndef main(x): return helper(%s)\n"
                .formatted(annotation, literal)));
  }

  private static String inMain(String call) {
    return found(
        ContractSources.file("shop.py", HELPER + "def main(x, y, c):\n    return " + call + "\n"));
  }

  private static String found(SourceFile... files) {
    return ContractSources.shown(
        new CallChecks(CheckLevel.ERROR)
            .findings(List.copyOf(ContractSources.analysis(files).calls())));
  }
}
