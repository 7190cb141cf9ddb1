package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Violation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  @ParameterizedTest
  @EnumSource(Violation.Kind.class)
  void onlyHarmlessViolationsStopNothing(Violation.Kind kind) {
    assertThat(Rule.of(kind).severity())
        .isEqualTo(kind.harmless() ? Severity.INFO : Severity.ERROR);
  }

  @Test
  void everyViolationHasItsOwnRule() {
    assertThat(Arrays.stream(Violation.Kind.values()).map(Rule::of)).doesNotHaveDuplicates();
  }

  @Test
  void everyRuleHasItsOwnCode() {
    assertThat(Arrays.stream(Rule.values()).map(Rule::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("NS[1234]\\d\\d"));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void everyRuleExplainsItselfInOneLine(Rule rule) {
    assertThat(rule.help())
        .isNotBlank()
        .hasSizeLessThan(80)
        .doesNotContain("\n")
        .doesNotEndWith(".");
  }
}
