package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes break callers. */
class BaselineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "(a, b); (a); \"b\" was removed, which breaks calls that pass it",
        "(a); (a, b); \"b\" is new and has no default, which breaks every call",
        "(a); (a, *, b); \"b\" is new and has no default, which breaks every call",
        "(a); (x); \"a\" was renamed to \"x\", which breaks calls that pass it by name",
        "(a=1); (a); \"a\" no longer has a default, which breaks calls that omit it",
        "(a); (*, a); \"a\" is now keyword-only, which breaks calls that pass it by position",
        "(a); (a, /); \"a\" is now positional-only, which breaks calls that pass it by name",
        "(*, a); (); \"a\" was removed, which breaks calls that pass it",
        "(*, a); (a, /); \"a\" is now positional-only, which breaks calls that pass it",
        "(a, /); (); \"a\" was removed, which breaks calls that pass it by position",
        "(*args); (); \"*args\" was removed, which breaks calls that pass more positional arguments",
        "(**more); (); \"**more\" was removed, which breaks calls that pass other keywords",
        "(a: float); (a: int); \"a\" is now annotated as int, not float, so calls may pass values that it does not accept",
        "(a); (a: int); \"a\" is now annotated as int, so calls may pass values that it does not accept",
        "(a: 'Price | int'); (a: Price); \"a\" is now annotated as Price, not 'Price | int', so calls may pass values that it does not accept",
        "(a: Price); (a: Cost); \"a\" is now annotated as Cost, not Price, so calls may pass values that it does not accept",
        "() -> str; () -> str | None; its result is now annotated as str | None, not str, so callers may get a value of another type",
        "() -> str; (); its result is no longer annotated as str, so callers may get a value of another type",
      })
  void breakingChangeIsReported(String before, String now, String broken) {
    assertThat(changes(before, now)).containsExactly("\"f\" has changed: " + broken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "(a); (a, b=1)",
        "(a); (a, *args, **more)",
        "(a, /); (x)",
        "(a, /); (*args)",
        "(*, a); (a)",
        "(*, a); (**more)",
        "(a); (a=1)",
        "(a=1); (a=2)",
        "(a: int); (a: float)",
        "(a: int); (a: int | str)",
        "(a: int); (a)",
        "(a: list[int]); (a:list[ int ])",
        "() -> object; () -> object",
        "(a: Price); (a)",
        "(a: Price); (a: 'Price | None')",
        "(a: 'Price'); (a: Price | int)",
        "(a: list[Price] | int); (a: int | str | list[Price])",
        "() -> Price | None; () -> Price",
        "(a: Price); (a: object)",
        "() -> object; () -> Price",
        "() -> str | None; () -> str",
        "() -> float; () -> int",
        "(); () -> int",
      })
  void compatibleChangeIsNotReported(String before, String now) {
    assertThat(changes(before, now)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "from typing import Optional; (a: Optional[int]); (a: int | None)",
        "from typing import List; (a: List[int]); (a: list[int])",
        "import typing as t; (a: t.Union[int, str]); (a: 'str | int')",
        "from typing import Literal; (a: Literal['x']); (a: str)",
        "from decimal import Decimal as D; (a: 'D'); (a: object)",
        "from typing import Iterator; () -> Iterator[int]; () -> 'Iterator[int]'",
      })
  void recordedImportsResolveOldAnnotations(String imports, String before, String now) {
    Baseline baseline =
        read(
            Baseline.of(ContractSources.endpoints(imports + "\ndef f" + before + ": pass\n"))
                .write());
    String kept = now.contains("Iterator") ? imports + "\n" : "";
    assertThat(findings(baseline, kept + "def f" + now + ": pass\n")).isEmpty();
  }

  @Test
  void removedFunctionIsReported() {
    Baseline baseline = Baseline.of(ContractSources.endpoints("def f(a): pass\n"));
    assertThat(ContractSources.shown(findings(baseline, "def g(a): pass\n")))
        .isEqualTo(
            """
            <baselineFile>: NS407 "f" was removed, which breaks every call of it
              Restore f(a), or accept the change: run nanoservice:baseline and commit baseline.json.
            """);
  }

  @Test
  void changeToAGeneratorIsReported() {
    Baseline baseline = Baseline.of(ContractSources.endpoints("def f(): return [1]\n"));
    assertThat(findings(baseline, "def f(): yield 1\n"))
        .extracting(Finding::message)
        .containsExactly(
            "\"f\" has changed: it now yields instead of returning a value, which breaks callers that use the value");
  }

  @Test
  void writtenBaselineCanBeRead() {
    String text =
        """
        def second(a: "dict[str, int]" = {"x": 1}, /, b=lambda x, y: (x, y), *args, c, **more) -> None:
            yield

        async def first(): pass
        """;
    Baseline written = Baseline.of(ContractSources.endpoints(text));
    Baseline read = read(written.write());
    assertThat(read.write()).isEqualTo(written.write());
    assertThat(read.functions())
        .extracting(Baseline.Entry::name)
        .containsExactly("first", "second");
    assertThat(findings(read, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"version\": 2, \"functions\": []}",
        "{\"version\": 1, \"functions\": [{\"name\": \"f\"}]}",
        "{\"version\": 1, \"functions\": [{\"name\": \"f\", \"signature\": \"(a\"}]}",
        "{\"version\": 1, \"functions\": [{\"name\": \"f\", \"signature\": \"(): pass\\ndef g()\"}]}",
      })
  void invalidTextIsRejected(String text) {
    assertThat(Baseline.read(text)).isInstanceOf(Baseline.Result.Broken.class);
  }

  private static Baseline read(String text) {
    assertThat(Baseline.read(text)).isInstanceOf(Baseline.Result.Found.class);
    return ((Baseline.Result.Found) Baseline.read(text)).baseline();
  }

  private static List<String> changes(String before, String now) {
    Baseline baseline = Baseline.of(ContractSources.endpoints("def f" + before + ": pass\n"));
    return findings(baseline, "def f" + now + ": pass\n").stream().map(Finding::message).toList();
  }

  private static List<Finding> findings(Baseline baseline, String now) {
    return new BaselineChecks(CheckLevel.ERROR, "baseline.json")
        .findings(baseline, ContractSources.endpoints(now));
  }
}
