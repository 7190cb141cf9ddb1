package io.github.nanoservice.json;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects JSON as ASCII. Outside strings JSON is ASCII already, so every other character is part
 * of a string, which can contain it as an escape sequence (RFC 8259 §7).
 */
final class AsciiJsonWriter extends Writer {
  private static final int LONGEST = "\\u0000".length();
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private byte[] bytes = new byte[4096];
  private int size;

  /** Returns what has been written. */
  String text() {
    // Java copies ISO 8859-1 without a look at each byte.
    return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void write(int c) {
    reserve(1);
    add((char) c);
  }

  @Override
  public void write(String text, int start, int length) {
    reserve(length);
    for (int i = start; i < start + length; i++) {
      add(text.charAt(i));
    }
  }

  @Override
  public void write(char[] text, int start, int length) {
    reserve(length);
    for (int i = start; i < start + length; i++) {
      add(text[i]);
    }
  }

  private void reserve(int characters) {
    int needed = Math.addExact(size, Math.multiplyExact(characters, LONGEST));
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }

  private void add(char c) {
    if (c <= '~') {
      bytes[size++] = (byte) c;
    } else {
      bytes[size++] = '\\';
      bytes[size++] = 'u';
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[size++] = (byte) DIGITS[c >> shift & 0xf];
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
