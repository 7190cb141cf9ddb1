package io.github.nanoservice.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Span;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What encoding a file has; the golden cases show how each looks to a user. */
class SourceDecoderTest {

  @Test
  void readsUtf8WhereNothingIsNamed() {
    assertThat(text("x = 'Grüße 🐍'".getBytes(UTF_8))).isEqualTo("x = 'Grüße 🐍'");
  }

  @Test
  void leavesTheByteOrderMarkOut() {
    assertThat(text("\uFEFFx = 1".getBytes(UTF_8))).isEqualTo("x = 1");
  }

  @Test
  void keepsLineEndings() {
    assertThat(text("a\r\nb\rc\n".getBytes(UTF_8))).isEqualTo("a\r\nb\rc\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# coding: %s",
        "# -*- coding: %s -*-",
        "# vim: set fileencoding=%s :",
        "#!/usr/bin/python\n# coding:\t%s",
        "\t\f # This Python file uses this encoding: %s",
        "\r\n#coding=%s",
      })
  void readsACodingLine(String line) {
    byte[] bytes = (line.formatted("latin-1") + "\nx = 'ä'").getBytes(ISO_8859_1);
    assertThat(text(bytes)).endsWith("x = 'ä'");
  }

  /** Python's names of codecs, and Java's. */
  @ParameterizedTest
  @CsvSource({
    "latin-1, ISO-8859-1",
    "Latin_1, ISO-8859-1",
    "latin, ISO-8859-1",
    "iso-8859--15_, ISO-8859-15",
    "iso-8859-1-unix, ISO-8859-1",
    "iso8859-15, ISO-8859-15",
    "cp1252, windows-1252",
    "windows-1251, windows-1251",
    "cp437, IBM437",
    "koi8-r, KOI8-R",
    "euc-jp, EUC-JP",
    "euc_jp, EUC-JP",
    "shift_jis, Shift_JIS",
    "gbk, GBK",
    "gb18030, GB18030",
    "big5, Big5",
    "euc_kr, EUC-KR",
    "mac-roman, x-MacRoman",
    "utf8, UTF-8",
    "UTF-8, UTF-8",
    "utf_8, UTF-8",
  })
  void knowsCodecsByPythonsNames(String codec, String charset) {
    String text = "# coding: " + codec + "\nx = '" + sample(Charset.forName(charset)) + "'";
    assertThat(text(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
  }

  private static String sample(Charset charset) {
    return "äя日本語中한"
        .codePoints()
        .filter(c -> charset.newEncoder().canEncode((char) c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void refusesBytesThatAreNotOfTheEncoding() {
    byte[] bytes = "x = '\u00FC'".getBytes(ISO_8859_1);
    SourceDecoder.Decoded decoded = SourceDecoder.decode(bytes);
    assertThat(decoded.violation())
        .hasValueSatisfying(
            violation -> {
              assertThat(violation.rule()).isEqualTo(Rule.ENCODING);
              assertThat(violation.span()).isEqualTo(new Span(5, 6));
            });
  }

  @Test
  void takesAReplacementCharacterForWhatItIs() {
    assertThat(text("x = '\uFFFD'".getBytes(UTF_8))).isEqualTo("x = '\uFFFD'");
  }

  @Test
  void looksForACodingLineInTheFirstTwoLinesOnly() {
    byte[] bytes = "# a\n# b\n# coding: klingon\n".getBytes(UTF_8);
    assertThat(SourceDecoder.decode(bytes).violation()).isEmpty();
  }

  private static String text(byte[] bytes) {
    SourceDecoder.Decoded decoded = SourceDecoder.decode(bytes);
    assertThat(decoded.violation()).isEmpty();
    return decoded.source().text();
  }
}
