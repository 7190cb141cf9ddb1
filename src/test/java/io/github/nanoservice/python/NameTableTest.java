package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameTableTest {
  private final NameTable names = new NameTable();

  @Test
  void keywordsHaveTheFirstNumbers() {
    assertThat(names.number("False")).isEqualTo(TokenType.FALSE.ordinal());
    assertThat(names.number("yield")).isEqualTo(TokenType.YIELD.ordinal());
    assertThat(names.number("match")).isGreaterThanOrEqualTo(TokenType.keywords());
  }

  @Test
  void equalNamesHaveEqualNumbers() {
    int number = names.number("price");
    assertThat(names.number("price")).isEqualTo(number);
    assertThat(names.number("prices")).isNotEqualTo(number);
    assertThat(names.number("pric")).isNotEqualTo(number);
    assertThat(names.name(number)).isEqualTo("price");
  }

  @Test
  void namesWithEqualHashesHaveDifferentNumbers() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(names.number("Aa")).isNotEqualTo(names.number("BB"));
  }

  @Test
  void nameIsReadFromAnOffset() {
    int number = names.read("x = price+1", 4);
    assertThat(names.name(number)).isEqualTo("price");
    assertThat(names.number("price")).isEqualTo(number);
  }

  @Test
  void namesAreComparedAfterNfkc() {
    assertThat(names.numberNormalized("ﬁnd")).isEqualTo(names.number("find"));
  }

  @Test
  void numbersStayTheSameWhenTheTableGrows() {
    int before = names.size();
    for (int i = 0; i < 100_000; i++) {
      assertThat(names.number("name" + i)).isEqualTo(before + i);
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(names.number("name" + i)).isEqualTo(before + i);
    }
    assertThat(names.name(before + 99_999)).isEqualTo("name99999");
  }
}
