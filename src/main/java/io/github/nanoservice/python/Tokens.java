package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.Arrays;

/** The tokens of one logical line. The last is {@link TokenType#NEWLINE}. */
final class Tokens {
  private TokenType[] types = new TokenType[256];
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int[] names = new int[256];
  private int[] closings = new int[256];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a token. {@code name} is its number in {@link NameTable} if it is a name. */
  void add(TokenType type, int start, int end, int name) {
    if (size == types.length) {
      types = Arrays.copyOf(types, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      names = Arrays.copyOf(names, size * 2);
      closings = Arrays.copyOf(closings, size * 2);
    }
    types[size] = type;
    starts[size] = start;
    ends[size] = end;
    names[size++] = name;
  }

  /** Records that the next token to be added closes a bracket or an f-string. */
  void close(int opening) {
    closings[opening] = size;
  }

  /** Returns the token that closes the bracket or f-string at a token. */
  int closing(int opening) {
    return closings[opening];
  }

  int size() {
    return size;
  }

  TokenType type(int index) {
    return types[index];
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  int name(int index) {
    return names[index];
  }

  Span span(int index) {
    return new Span(starts[index], ends[index]);
  }

  /** Returns the span of the tokens from {@code first} up to {@code end}, which does not count. */
  Span span(int first, int end) {
    return new Span(starts[first], ends[end - 1]);
  }
}
