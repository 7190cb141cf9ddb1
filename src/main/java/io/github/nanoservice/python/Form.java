package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;

/** The form of an expression whose value may be no data. */
sealed interface Form {
  /** A lambda, or a function or class that a function defines. */
  record Nested(String description) implements Form {}

  /** A name alone. */
  record Named(int name) implements Form {}

  /** A call of something whose dotted name begins at an offset. */
  record Called(int start) implements Form {}

  /**
   * Returns the forms of the values that an expression, or a container that it displays, may have.
   */
  static List<Form> read(Tokens tokens, int first, int end) {
    List<Form> found = new ArrayList<>();
    add(tokens, first, end, found);
    return List.copyOf(found);
  }

  private static void add(Tokens tokens, int first, int end, List<Form> found) {
    if (first >= end) {
      return;
    }
    List<Span> elements = LocalTokens.split(tokens, first, end);
    if (elements.size() > 1 || tokens.type(end - 1) == TokenType.COMMA) {
      elements.forEach(each -> add(tokens, each.start(), each.end(), found));
      return;
    }
    TokenType type = tokens.type(first);
    if (type == TokenType.LAMBDA) {
      found.add(new Nested("a lambda"));
      return;
    }
    int condition = LocalTokens.find(tokens, first, end, TokenType.IF);
    int alternative = LocalTokens.find(tokens, first, end, TokenType.ELSE);
    if (condition < end && alternative < end) {
      add(tokens, first, condition, found);
      add(tokens, alternative + 1, end, found);
    } else if (type == TokenType.NAME && end == first + 1) {
      found.add(new Named(tokens.name(first)));
    } else if (isWhole(tokens, first, end)) {
      boolean comprehension = LocalTokens.find(tokens, first + 1, end - 1, TokenType.FOR) < end - 1;
      if (!comprehension) {
        for (Span each : LocalTokens.elements(tokens, first)) {
          int colon = LocalTokens.colon(tokens, each.start(), each.end());
          boolean pair = type == TokenType.LEFT_BRACE && colon < each.end();
          add(tokens, pair ? colon + 1 : each.start(), each.end(), found);
        }
      }
    } else {
      int parenthesis = LocalTokens.find(tokens, first, end, TokenType.LEFT_PARENTHESIS);
      if (parenthesis < end
          && LocalTokens.startOfName(tokens, first, parenthesis) == first
          && parenthesis > first
          && tokens.closing(parenthesis) == end - 1) {
        found.add(new Called(tokens.start(first)));
      }
    }
  }

  /** Whether an expression is one pair of brackets. */
  private static boolean isWhole(Tokens tokens, int first, int end) {
    return switch (tokens.type(first)) {
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> tokens.closing(first) == end - 1;
      default -> false;
    };
  }
}
