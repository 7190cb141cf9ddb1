package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignedCallTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app = make()|make",
        "app = a.b . make(1, [2], key={'x': (3,)})|a.b.make",
        "app: Dict[str, int] = make()|make",
        "app = make(f'{x(1)}', \")\")|make",
        "app = \\~ make()|make",
        "app = make(~  # a comment)~  1,~)|make",
      })
  void calleeOfTheWholeValueIsRead(String statement, String callee) {
    assertThat(AssignedCall.callee(statement.replace('~', '\n'))).contains(callee);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app = make",
        "app = make().it",
        "app = make()()",
        "app = make() or other()",
        "app = [make()]",
        "app = (make())",
        "app = make(), other()",
        "app = not make()",
        "app = 'make()'",
        "app: App",
        "app = lambda: make()",
      })
  void otherValuesHaveNone(String statement) {
    assertThat(AssignedCall.callee(statement)).isEmpty();
  }
}
