package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds the parts of statements and expressions among their tokens. */
final class LocalTokens {
  private LocalTokens() {}

  /** Returns the first token of a type that no brackets enclose, or {@code end}. */
  static int find(Tokens tokens, int first, int end, TokenType type) {
    int i = first;
    while (i < end && tokens.type(i) != type) {
      i = isOpening(tokens.type(i)) ? tokens.closing(i) + 1 : i + 1;
    }
    return Math.min(i, end);
  }

  /**
   * Returns the first colon that no brackets enclose and that belongs to no lambda, or {@code end}.
   */
  static int colon(Tokens tokens, int first, int end) {
    Separators separators = new Separators(tokens);
    for (int i = first; i < end; i++) {
      if (separators.isSeparator(i, TokenType.COLON)) {
        return i;
      }
      separators.pass(i);
    }
    return end;
  }

  /** Returns the parts between the commas that no brackets enclose, as ranges of tokens. */
  static List<Span> split(Tokens tokens, int first, int end) {
    List<Span> parts = new ArrayList<>();
    Separators separators = new Separators(tokens);
    int start = first;
    for (int i = first; i <= end; i++) {
      if (i == end || separators.isSeparator(i, TokenType.COMMA)) {
        if (i > start) {
          parts.add(new Span(start, i));
        }
        start = i + 1;
      }
      if (i < end) {
        separators.pass(i);
      }
    }
    return parts;
  }

  /** Returns the parts between the commas in brackets, as ranges of tokens. */
  static List<Span> elements(Tokens tokens, int opening) {
    return split(tokens, opening + 1, tokens.closing(opening));
  }

  /** Returns the first token of the dotted name that ends before a token, or that token. */
  static int startOfName(Tokens tokens, int first, int end) {
    if (end == first || tokens.type(end - 1) != TokenType.NAME) {
      return end;
    }
    int i = end - 1;
    while (i - 2 >= first
        && tokens.type(i - 1) == TokenType.DOT
        && tokens.type(i - 2) == TokenType.NAME) {
      i -= 2;
    }
    return i > first && tokens.type(i - 1) == TokenType.DOT ? end : i;
  }

  /** Returns the last part of the dotted name that a range begins with, or an empty text. */
  static String lastName(Tokens tokens, NameTable names, int first, int end) {
    int i = first;
    while (i + 2 < end
        && tokens.type(i + 1) == TokenType.DOT
        && tokens.type(i + 2) == TokenType.NAME) {
      i += 2;
    }
    return i < end && tokens.type(i) == TokenType.NAME ? names.name(tokens.name(i)) : "";
  }

  private static boolean isOpening(TokenType type) {
    return switch (type) {
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE, FSTRING_START, FIELD_START -> true;
      default -> false;
    };
  }
}
