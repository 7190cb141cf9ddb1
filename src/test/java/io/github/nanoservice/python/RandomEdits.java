package io.github.nanoservice.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes random edits that often, but not always, violate Python's grammar. */
final class RandomEdits {
  /** Applies to text in Latin-1, which can represent the bytes of any file. */
  private static final Pattern TOKEN = Pattern.compile("\\w+|[ \\t]+|\\r\\n|[\\s\\S]");

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "'''",
          "\"\"\"",
          "f'",
          "f\"{",
          "rb'",
          "t'''{",
          "}'",
          "{{",
          "!r",
          ":>{",
          "\\",
          "\\\n",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\f",
          " ",
          "    ",
          "#",
          ":",
          ";",
          ",",
          ".",
          "...",
          "=",
          ":=",
          "==",
          "!=",
          "->",
          "*",
          "**",
          "@",
          "-",
          "~",
          "not ",
          "lambda x: ",
          "lambda",
          " for x in y",
          " if ",
          " else ",
          " in ",
          " is not ",
          "await ",
          "yield ",
          "yield from ",
          "async ",
          "def f(",
          "\ndef f(x=1, /, *, y): pass\n",
          "class A:",
          "match x:",
          "case {**y}:",
          "type X[T] = ",
          "global x",
          "nonlocal x\n",
          "del ",
          "import a.b",
          "from . import (",
          " as z",
          "with (a as b):",
          "try:",
          "except* E:",
          "finally:",
          "else:",
          "0x",
          "1_0",
          "1e",
          "0o8",
          "1if ",
          "# coding: latin-1\n",
          "\u00EF\u00BB\u00BF",
          "\0",
          "$");

  private final Random random;

  RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  /** Makes one to four edits. {@code other} provides text to insert. */
  byte[] edit(byte[] file, byte[] other) {
    StringBuilder text = new StringBuilder(new String(file, ISO_8859_1));
    do {
      edit(text, new String(other, ISO_8859_1));
    } while (random.nextInt(4) == 0);
    return text.toString().getBytes(ISO_8859_1);
  }

  private void edit(StringBuilder text, String other) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(13)) {
      case 0 -> text.replace(at, tokenEnd(text, at), "");
      case 1 -> text.insert(at, text.substring(at, tokenEnd(text, at)));
      case 2 -> swap(text, at);
      case 3 -> text.setLength(at);
      case 4 -> text.delete(0, at);
      case 5 -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
      case 6, 7, 8 -> text.insert(tokenEnd(text, at), PIECES.get(random.nextInt(PIECES.size())));
      case 9 -> text.insert(at, character());
      case 10 -> text.insert(at, (char) random.nextInt(256));
      case 11 -> indentAnew(text, at);
      default -> {
        int start = random.nextInt(other.length() + 1);
        int end = Math.min(other.length(), start + random.nextInt(200));
        text.insert(tokenEnd(text, at), other, start, end);
      }
    }
  }

  private static int tokenEnd(CharSequence text, int start) {
    Matcher token = TOKEN.matcher(text).region(start, text.length());
    return token.lookingAt() ? token.end() : start;
  }

  private void swap(StringBuilder text, int at) {
    int second = tokenEnd(text, at);
    int end = tokenEnd(text, second);
    text.replace(at, end, text.substring(second, end) + text.substring(at, second));
  }

  /** Returns any code point in UTF-8, including lone surrogates, which are invalid in UTF-8. */
  private String character() {
    int c = random.nextBoolean() ? random.nextInt(0x800) : random.nextInt(0x110000);
    int[] bytes =
        c < 0x80
            ? new int[] {c}
            : c < 0x800
                ? new int[] {0xC0 | c >> 6, 0x80 | c & 63}
                : c < 0x10000
                    ? new int[] {0xE0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63}
                    : new int[] {
                      0xF0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63
                    };
    return new String(bytes, 0, bytes.length);
  }

  private void indentAnew(StringBuilder text, int at) {
    int line = text.lastIndexOf("\n", at) + 1;
    int end = line;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    text.replace(line, end, " ".repeat(random.nextInt(9)) + "\t".repeat(random.nextInt(2)));
  }
}
