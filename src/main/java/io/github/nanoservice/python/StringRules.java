package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;

/** Checks string tokens: which can stand next to each other, and what is in them. */
final class StringRules {

  /** What adjacent strings must have in common. */
  private enum Content {
    TEXT("text"),
    BYTES("bytes"),
    TEMPLATE("a template string");

    private final String shown;

    Content(String shown) {
      this.shown = shown;
    }
  }

  private final String text;
  private final Tokens tokens;
  private final SyntaxMessages errors;

  /** The first backslash at or after the string that was checked last. */
  private int backslash = -1;

  StringRules(String text, Tokens tokens, SyntaxMessages errors) {
    this.text = text;
    this.tokens = tokens;
    this.errors = errors;
  }

  /** Throws if a string has another content than the one before it, which ends at the token. */
  void requireSame(int last, int next) {
    int first = last;
    if (tokens.type(last) == TokenType.FSTRING_END) {
      // Its start is the nearest one that it closes.
      while (tokens.type(first) != TokenType.FSTRING_START || tokens.closing(first) != last) {
        first--;
      }
    }
    Content before = content(first);
    Content after = content(next);
    if (before != after) {
      throw errors.fault("%s cannot follow %s".formatted(after.shown, before.shown), next);
    }
  }

  private Content content(int token) {
    Content content = Content.TEXT;
    for (int i = tokens.start(token); i < tokens.end(token); i++) {
      switch (text.charAt(i)) {
        case 'b', 'B' -> content = Content.BYTES;
        case 't', 'T' -> content = Content.TEMPLATE;
        case '\'', '"' -> {
          return content;
        }
        default -> {
          // Another prefix.
        }
      }
    }
    return content;
  }

  /** Throws if a string contains what it cannot. */
  void require(int token) {
    int start = tokens.start(token);
    int end = tokens.end(token);
    boolean bytes = false;
    boolean raw = false;
    int i = start;
    for (; text.charAt(i) != '\'' && text.charAt(i) != '"'; i++) {
      switch (text.charAt(i)) {
        case 'b', 'B' -> bytes = true;
        case 'r', 'R' -> raw = true;
        default -> {
          // Another prefix.
        }
      }
    }
    if (bytes) {
      requireAscii(i, end);
    }
    if (!raw) {
      requireEscapes(i, end, bytes);
    }
  }

  /** Throws if the text of an f-string between two of its tokens contains what it cannot. */
  void requireText(int opening, int last, int next) {
    boolean raw = false;
    for (int i = tokens.start(opening); i < tokens.end(opening); i++) {
      raw |= text.charAt(i) == 'r' || text.charAt(i) == 'R';
    }
    if (!raw) {
      requireEscapes(tokens.end(last), tokens.start(next), false);
    }
  }

  private void requireAscii(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) >= 0x80) {
        int width = Character.charCount(text.codePointAt(i));
        throw errors.fault(
            "bytes can contain only ASCII characters and escapes", new Span(i, i + width));
      }
    }
  }

  private void requireEscapes(int start, int end, boolean bytes) {
    if (backslash < start) {
      findBackslash(start);
    }
    while (backslash < end) {
      requireEscape(backslash, end, bytes);
      findBackslash(backslash + 2);
    }
  }

  private void findBackslash(int from) {
    int found = text.indexOf('\\', from);
    backslash = found < 0 ? text.length() : found;
  }

  private void requireEscape(int start, int end, boolean bytes) {
    switch (text.charAt(start + 1)) {
      case 'x' -> requireDigits(start, end, 2);
      case 'u' -> {
        if (!bytes) {
          requireDigits(start, end, 4);
        }
      }
      case 'U' -> {
        if (!bytes) {
          requireDigits(start, end, 8);
          String digits = text.substring(start + 2, start + 10);
          if (Long.parseLong(digits, 16) > Character.MAX_CODE_POINT) {
            throw errors.fault(
                "there is no character with this number", new Span(start, start + 10));
          }
        }
      }
      case 'N' -> {
        if (!bytes) {
          requireName(start, end);
        }
      }
      default -> {
        // Has no digits, or as many as there are.
      }
    }
  }

  private void requireDigits(int start, int end, int count) {
    int i = start + 2;
    while (i < start + 2 + count) {
      if (i >= end || Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) >= 0x80) {
        throw errors.fault(
            "'%s' needs %d hexadecimal digits".formatted(text.substring(start, start + 2), count),
            new Span(start, i));
      }
      i++;
    }
  }

  private void requireName(int start, int end) {
    int brace = start + 2;
    int close = text.startsWith("{", brace) ? brace + 1 : end;
    while (close < end && text.charAt(close) != '}') {
      close++;
    }
    if (close >= end || close == brace + 1) {
      throw errors.fault("'\\N' needs the name of a character in braces", new Span(start, brace));
    }
  }
}
