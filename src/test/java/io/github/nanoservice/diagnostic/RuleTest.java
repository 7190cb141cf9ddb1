package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  @Test
  void everyRuleHasItsOwnCode() {
    assertThat(Arrays.stream(Rule.values()).map(Rule::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("NS[1234]\\d\\d"));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void titleAndDescriptionAreOneLineWithoutFullStop(Rule rule) {
    assertThat(List.of(rule.title(), rule.description()))
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("\n").doesNotEndWith("."));
    assertThat(rule.title()).hasSizeLessThan(45);
    assertThat(rule.description()).hasSizeLessThan(100);
  }

  @Test
  void onlyWhatIsIgnoredIsHarmless() {
    assertThat(Arrays.stream(Rule.values()).filter(rule -> rule.code().matches("NS[12]..")))
        .filteredOn(rule -> rule.severity() == Severity.INFO)
        .containsExactly(Rule.MAIN_GUARD_IGNORED, Rule.BARE_STRING_IGNORED, Rule.SKIPPED_DIRECTORY);
  }
}
