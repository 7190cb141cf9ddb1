package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.contract.Contract.ParameterContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How annotations, defaults and docstrings are read. */
class ContractReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a: int = 1; INT; Optional[Int[value=1]]",
        "a: int = None; Union[alternatives=[INT, None[]]]; Optional[None[]]",
        "a: 'int | None' = None; Union[alternatives=[INT, None[]]]; Optional[None[]]",
        "a: 'int | str' = None; Union[alternatives=[INT, STR, None[]]]; Optional[None[]]",
        "a: int = 'x'; INT; Optional.empty",
        "a=None; Any[]; Optional[None[]]",
      })
  void defaultOfTheTypeIsRead(String parameter, String type, String byDefault) {
    ParameterContract read = contract("def f(" + parameter + "): pass\n").parameters().get(0);
    assertThat(read.optional()).isTrue();
    assertThat(read.type()).hasToString(type);
    assertThat(read.defaultValue()).hasToString(byDefault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "str; STR",
        "builtins; Any[]",
        "None; None[]",
        "bytes; BYTES",
        "'int'; INT",
        "\"Optional[int]\"; Union[alternatives=[INT, None[]]]",
        "int | None; Union[alternatives=[INT, None[]]]",
        "Union[int, str, int]; Union[alternatives=[INT, STR]]",
        "Union[int, Price]; Any[]",
        "list; Array[item=Any[], kind=LIST]",
        "List[int]; Array[item=INT, kind=LIST]",
        "typing.List[int]; Array[item=INT, kind=LIST]",
        "Sequence[str]; Array[item=STR, kind=LIST]",
        "set[int]; Set[item=INT, frozen=false]",
        "dict[str, list[int]]; Mapping[key=STR, value=Array[item=INT, kind=LIST]]",
        "tuple[int, str]; Tuple[items=[INT, STR]]",
        "tuple[int, ...]; Array[item=INT, kind=TUPLE]",
        "frozenset[int]; Set[item=INT, frozen=true]",
        "tuple[()]; Tuple[items=[]]",
        "Iterator[int]; Stream[item=INT]",
        "Annotated[int, 'positive']; INT",
        "Literal['a', 'a']; Choice[values=[Text[value=a]]]",
        "Literal['a', -1, None]; Choice[values=[Text[value=a], Int[value=-1], None[]]]",
        "datetime; DATETIME",
        "dt.date; DATE",
        "Decimal; DECIMAL",
        "uuid.UUID; UUID",
        "complex; COMPLEX",
        "Callable[[int], str]; Any[]",
        "Price; Any[]",
        "x[0]()[1]; Any[]",
        "bool; Any[]",
      })
  void annotationIsReadAsType(String annotation, String type) {
    Contract contract =
        contract(
            """
            import datetime as dt
            import typing
            import uuid
            from collections.abc import Callable, Iterator, Sequence
            from datetime import datetime
            from decimal import Decimal
            from typing import Annotated, List, Literal, Optional, Union


            class Price: pass


            bool = Price


            def f(a: %s): pass
            """
                .formatted(annotation));
    assertThat(contract.parameters().get(0).type().toString()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1_000; Int[value=1000]",
        "-0x1F; Int[value=-31]",
        "1.5e3; Float[value=1500.0]",
        "None; None[]",
        "[1, 'a']; Array[items=[Int[value=1], Text[value=a]]]",
        "{'a': True}; Mapping[items={a=Bool[value=true]}]",
        "'a' \"b\"; Text[value=ab]",
        "'\\x41\\u00e9\\N{BULLET}\\n'; `Text[value=A\u00e9\u2022\n]`",
        "r'\\n'; Text[value=\\n]",
      })
  void literalDefaultIsRead(String text, String value) {
    assertThat(defaultOf(text).map(LiteralValue::toString)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "x", "b'a'", "len(x)", "1 + 1", "(1, 2)", "{1: 2}", "{**x}", "1j", "f'{x}'", "1e999"
      })
  void otherDefaultIsOmitted(String text) {
    Contract contract = contract("x = 1\n\n\ndef f(a=%s): pass\n".formatted(text));
    assertThat(contract.parameters().get(0).optional()).isTrue();
    assertThat(contract.parameters().get(0).defaultValue()).isEmpty();
  }

  @Test
  void everyKindOfParameterIsRead() {
    Contract contract = contract("def f(a, /, b: int = 2, *c: str, d, **e): pass\n");
    assertThat(contract.signature()).isEqualTo("(a, /, b: int = 2, *c: str, d, **e)");
    assertThat(contract.parameters())
        .extracting(Contract.ParameterContract::required)
        .containsExactly(true, false, false, true, false);
  }

  @Test
  void generatorReturnsAStream() {
    assertThat(contract("def f() -> Iterable[int]: yield 1\n").result())
        .isEqualTo(new Type.Stream(new Type.Any()));
    assertThat(
            contract("from typing import Iterable\n\n\ndef f() -> Iterable[int]: yield 1\n")
                .result())
        .isEqualTo(new Type.Stream(Type.Scalar.INT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`def f(): 'One line.'`; `One line.`",
        "`def f(a=lambda x: x, b: {1: 2} = {3: 4}) -> 'x': 'One line.'`; `One line.`",
        "`async def f():\n    '''First.\n\n      Deeper.\n    Last.\n    '''`; `First.\n\n  Deeper.\nLast.`",
        "`@print\ndef f():\n    # comment\n    r'Raw \\n.'\n    return 1`; `Raw \\n.`",
        "`def f():\n    'One ' 'and two'`; `One and two`",
        "`def f():\n    '''First.\n\tTab.\n        Spaces.'''`; `First.\nTab.\nSpaces.`",
      })
  void docstringIsRead(String text, String docstring) {
    assertThat(contract(text.replace("\\\\", "\\") + "\n").docstring()).contains(docstring);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`def f(): return 'x'`",
        "`def f():\n    b'x'`",
        "`def f():\n    f'x'`",
        "`def f():\n    'x'.strip()`",
        "`def f():\n    x = 'x'`",
      })
  void otherExpressionIsNotADocstring(String text) {
    assertThat(contract(text + "\n").docstring()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"][", "list]int[", "1_", "0x", "007"})
  void stringThatIsNoExpressionIsOfAnyType(String text) {
    assertThat(typeOfAnnotation(text)).isInstanceOf(Type.Any.class);
  }

  @Test
  void bracketsInAStringThatAreNestedTooDeeplyAreOfAnyType() {
    assertThat(typeOfAnnotation("list[".repeat(5_000) + "int" + "]".repeat(5_000)))
        .isInstanceOf(Type.Any.class);
  }

  private static Type typeOfAnnotation(String text) {
    return contract("def f(a: \"%s\"): pass\n".formatted(text)).parameters().get(0).type();
  }

  private static Optional<LiteralValue> defaultOf(String text) {
    return contract("def f(a=%s): pass\n".formatted(text)).parameters().get(0).defaultValue();
  }

  private static Contract contract(String text) {
    return new ContractReader().read(ContractSources.endpoints(text).get(0));
  }
}
