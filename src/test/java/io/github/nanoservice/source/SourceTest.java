package io.github.nanoservice.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTest {

  @Test
  void linesAndColumnsStartAtOne() {
    Source source = new Source("ab\ncd");
    assertThat(source.position(0)).isEqualTo(new Position(1, 1));
    assertThat(source.position(1)).isEqualTo(new Position(1, 2));
    assertThat(source.position(3)).isEqualTo(new Position(2, 1));
  }

  @Test
  void endOfTextIsAfterTheLastCharacter() {
    assertThat(new Source("").position(0)).isEqualTo(new Position(1, 1));
    assertThat(new Source("ab").position(2)).isEqualTo(new Position(1, 3));
    assertThat(new Source("ab\n").position(3)).isEqualTo(new Position(2, 1));
  }

  @Test
  void surrogatePairIsOneColumn() {
    Source source = new Source("🐍🐍x");
    assertThat(source.position(4)).isEqualTo(new Position(1, 3));
  }

  @Test
  void crAndCrlfAndLfEndALine() {
    Source source = new Source("a\rb\r\nc\nd\r\re");
    assertThat(source.position(source.text().indexOf('b')).line()).isEqualTo(2);
    assertThat(source.position(source.text().indexOf('c')).line()).isEqualTo(3);
    assertThat(source.position(source.text().indexOf('d')).line()).isEqualTo(4);
    assertThat(source.position(source.text().indexOf('e')).line()).isEqualTo(6);
  }

  @Test
  void formFeedAndUnicodeSeparatorsDoNotEndALine() {
    Source source = new Source("a\f\u000B\u0085\u2028\u2029b");
    assertThat(source.position(6)).isEqualTo(new Position(1, 7));
  }

  @Test
  void lineIsReturnedWithoutItsEnding() {
    Source source = new Source("one\r\ntwo\rthree\n\nlast");
    assertThat(source.line(1)).isEqualTo("one");
    assertThat(source.line(2)).isEqualTo("two");
    assertThat(source.line(3)).isEqualTo("three");
    assertThat(source.line(4)).isEmpty();
    assertThat(source.line(5)).isEqualTo("last");
  }

  @Test
  void textOfASpanIsReturned() {
    assertThat(new Source("one two").text(new Span(4, 7))).isEqualTo("two");
  }

  @Test
  void manyLinesAreIndexed() {
    Source source = new Source("x\n".repeat(100_000));
    assertThat(source.position(199_998)).isEqualTo(new Position(100_000, 1));
  }
}
