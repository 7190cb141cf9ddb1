package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoetryConstraintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^1.2.3; >=1.2.3,<2",
        "^1.2; >=1.2,<2",
        "^1; >=1,<2",
        "^0.2.3; >=0.2.3,<0.3",
        "^0.0.3; >=0.0.3,<0.0.4",
        "^0.0; >=0.0,<0.1",
        "^0; >=0,<1",
        "^0.0.3.1; >=0.0.3.1,<0.0.4",
        "^ 1.2rc1; >=1.2rc1,<2",
        "^1!2.0; >=1!2.0,<1!3",
        "^2023.10; >=2023.10,<2024",
        "~1.2.3; >=1.2.3,<1.3",
        "~1.2; >=1.2,<1.3",
        "~1; >=1,<2",
        "~1.2.3.4; >=1.2.3.4,<1.3",
        "~=1.4.2; ~=1.4.2",
        "1.*; ==1.*",
        "1.2.*; ==1.2.*",
        "1.*.*; ==1.*",
        "!=1.2.*; !=1.2.*",
        "1.2.3; ==1.2.3",
        "v1.2.3; ==1.2.3",
        "=1.2.3; ==1.2.3",
        "==1.2.3+cpu; ==1.2.3+cpu",
        "^1.2.3+cpu; >=1.2.3,<2",
        "<>1.5; !=1.5",
        ">=1.2,<1.5; >=1.2,<1.5",
        ">= 1.2, < 1.5,; >=1.2,<1.5",
        ">=1.2 <1.5 !=1.3; >=1.2,<1.5,!=1.3",
        "^1.2,!=1.4; >=1.2,<2,!=1.4",
        "1.0.post1; ==1.0.post1",
        "1.0-1; ==1.0-1",
        "*; ''",
        "*.*; ''",
      })
  void constraintHasTheClausesOfPep440(String constraint, String clauses) {
    assertThat(PoetryConstraint.of(constraint).orElseThrow().specifier()).hasValue(clauses);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^3.8; python_version >= \"3.8\" and python_version < \"4\"",
        "~3.8; python_version >= \"3.8\" and python_version < \"3.9\"",
        ">=3.8.1; python_full_version >= \"3.8.1\"",
        ">3.8; python_full_version > \"3.8\"",
        "<=3.8; python_full_version <= \"3.8\"",
        "3.8.*; python_version == \"3.8.*\"",
        "<3.9 || >=3.11; (python_version < \"3.9\") or (python_version >= \"3.11\")",
        "<3.9|*; ''",
        "*; ''",
      })
  void versionsOfPythonAreAMarker(String constraint, String marker) {
    assertThat(PoetryConstraint.of(constraint).orElseThrow().marker()).isEqualTo(marker);
  }

  @Test
  void alternativesHaveNoClauses() {
    assertThat(PoetryConstraint.of("^1.2 || ^2").orElseThrow().specifier()).isEmpty();
    assertThat(PoetryConstraint.of("^1.2 || *").orElseThrow().specifier()).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ",",
        "latest",
        "^",
        "^1.*",
        ">=1.*",
        "1..2",
        "1.2 ||",
        "==1.2; python_version > '3'",
        "1.2 --hash=sha256:0",
        "1.2\n--index-url=x",
        "^9999999999999999999",
        "git+https://example.org"
      })
  void anythingElseIsNoConstraint(String text) {
    assertThat(PoetryConstraint.of(text)).isEmpty();
  }

  @Test
  void longTextIsReadInLinearTime() {
    for (String part : new String[] {"1", "1.", "1.*", " ", ",", "|", "^1 ", "1a", "-"}) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> PoetryConstraint.of(part.repeat(50_000) + "!"));
    }
  }
}
