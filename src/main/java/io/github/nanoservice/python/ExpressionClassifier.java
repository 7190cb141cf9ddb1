package io.github.nanoservice.python;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Classifies an expression as a whole. Enclosing parentheses are removed first, because they do not
 * appear in Python's syntax tree. An expression is given by its first token and the token after its
 * last.
 */
final class ExpressionClassifier {
  private static final Pattern MAIN = Pattern.compile("[rRuU]?+('''|\"\"\"|'|\")__main__\\1");

  /** The mutating method that returns an item of its object. */
  private static final String ITEM_METHOD = "setdefault";

  private final String text;
  private final Tokens tokens;
  private final NameTable names;

  private record Range(int first, int end) {}

  ExpressionClassifier(String text, Tokens tokens, NameTable names) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
  }

  /** Returns whether the expression is a lambda. A tuple whose first item is a lambda is not. */
  boolean isLambda(int first, int end) {
    Range inner = inside(first, end);
    if (tokens.type(inner.first) != TokenType.LAMBDA) {
      return false;
    }
    int depth = 0;
    int heads = 0;
    for (int i = inner.first; i < inner.end; i++) {
      depth += nesting(i);
      switch (tokens.type(i)) {
        case LAMBDA -> heads += depth == 0 ? 1 : 0;
        case COLON -> heads -= depth == 0 ? 1 : 0;
        case COMMA -> {
          if (depth == 0 && heads == 0) {
            return false;
          }
        }
        default -> {
          // Only a top-level comma distinguishes a tuple from a lambda.
        }
      }
    }
    return true;
  }

  /** Returns whether commas make the expression a tuple without parentheses. */
  boolean isList(int first, int end) {
    Separators separators = new Separators(tokens);
    for (int i = first; i < end; i++) {
      if (separators.isSeparator(i, TokenType.COMMA)) {
        return true;
      }
      separators.pass(i);
    }
    return false;
  }

  /**
   * Returns whether the expression is one string or several adjacent ones, none of them an
   * f-string.
   */
  boolean isString(int first, int end) {
    Range inner = inside(first, end);
    for (int i = inner.first; i < inner.end; i++) {
      if (tokens.type(i) != TokenType.STRING) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a string token is a bytes literal. */
  boolean isBytes(int first, int end) {
    int string = inside(first, end).first;
    int quote = tokens.start(string);
    while (text.charAt(quote) != '\'' && text.charAt(quote) != '"') {
      if (Character.toLowerCase(text.charAt(quote)) == 'b') {
        return true;
      }
      quote++;
    }
    return false;
  }

  /** Returns whether the expression is {@code __name__ == "__main__"}, in either order. */
  boolean isMainGuard(int first, int end) {
    Range inner = inside(first, end);
    int depth = 0;
    for (int i = inner.first; i < inner.end; i++) {
      depth += nesting(i);
      if (depth == 0 && tokens.type(i) == TokenType.COMPARISON && is(i, "==")) {
        Range left = inside(inner.first, i);
        Range right = inside(i + 1, inner.end);
        return isModuleName(left) && isMain(right) || isMain(left) && isModuleName(right);
      }
    }
    return false;
  }

  /** Returns whether the expression is {@code TYPE_CHECKING}, or that attribute of a module. */
  boolean isTypeChecking(int first, int end) {
    Range inner = inside(first, end);
    int last = inner.end - 1;
    boolean dotted =
        last == inner.first + 2
            && tokens.type(inner.first) == TokenType.NAME
            && tokens.type(inner.first + 1) == TokenType.DOT;
    return (last == inner.first || dotted)
        && tokens.type(last) == TokenType.NAME
        && is(last, "TYPE_CHECKING");
  }

  /**
   * Returns whether the expression is {@code ImportError}, {@code ModuleNotFoundError} or a tuple
   * of these.
   */
  boolean isImportError(int first, int end) {
    for (int i = first; i < end; i++) {
      boolean part =
          switch (tokens.type(i)) {
            case NAME -> is(i, "ImportError") || is(i, "ModuleNotFoundError");
            case LEFT_PARENTHESIS, RIGHT_PARENTHESIS, COMMA -> true;
            default -> false;
          };
      if (!part) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the dotted name of the called function if the expression is one call of a dotted name.
   */
  Optional<String> callee(int first, int end) {
    Range inner = inside(first, end);
    StringBuilder name = new StringBuilder();
    int i = inner.first;
    while (i < inner.end && tokens.type(i) == TokenType.NAME) {
      name.append(names.name(tokens.name(i)));
      if (tokens.type(i + 1) != TokenType.DOT) {
        boolean called = isParenthesized(new Range(i + 1, inner.end), 2);
        return called ? Optional.of(name.toString()) : Optional.empty();
      }
      name.append('.');
      i += 2;
    }
    return Optional.empty();
  }

  /**
   * Returns the name of which the expression changes an item, if it is one call of a mutating
   * method: {@code NAMES["a"].add(1)}, {@code NAMES.setdefault("a", []).append(1)}.
   */
  Optional<String> changedByCall(int first, int end) {
    Range inner = inside(first, end);
    if (inner.first == inner.end || tokens.type(inner.first) != TokenType.NAME) {
      return Optional.empty();
    }
    String method = "";
    int i = inner.first + 1;
    while (i < inner.end) {
      TokenType type = tokens.type(i);
      if (type == TokenType.DOT) {
        method = names.name(tokens.name(i + 1));
        i += 2;
      } else if (type == TokenType.LEFT_BRACKET) {
        method = "";
        i = afterClosing(i, inner.end);
      } else if (type == TokenType.LEFT_PARENTHESIS && MutatingMethods.contain(method)) {
        i = afterClosing(i, inner.end);
        if (i == inner.end) {
          return Optional.of(names.name(tokens.name(inner.first)));
        }
        if (!method.equals(ITEM_METHOD)) {
          return Optional.empty();
        }
        method = "";
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the token after the bracket that closes the one at a token. */
  private int afterClosing(int opening, int end) {
    int depth = 0;
    for (int i = opening; i < end; i++) {
      depth += nesting(i);
      if (depth == 0) {
        return i + 1;
      }
    }
    return end;
  }

  /** Returns whether an expression has parentheses, without which there is no call. */
  boolean hasCall(int first, int end) {
    for (int i = first; i < end; i++) {
      if (tokens.type(i) == TokenType.LEFT_PARENTHESIS || tokens.type(i) == TokenType.AWAIT) {
        return true;
      }
    }
    return false;
  }

  private boolean isModuleName(Range range) {
    return range.end == range.first + 1
        && tokens.type(range.first) == TokenType.NAME
        && tokens.name(range.first) == names.dunderName;
  }

  private boolean isMain(Range range) {
    return range.end == range.first + 1
        && tokens.type(range.first) == TokenType.STRING
        && MAIN.matcher(text).region(tokens.start(range.first), tokens.end(range.first)).matches();
  }

  private boolean is(int token, String written) {
    return text.startsWith(written, tokens.start(token))
        && tokens.end(token) - tokens.start(token) == written.length();
  }

  private Range inside(int first, int end) {
    Range range = new Range(first, end);
    while (isParenthesized(range, 3)) {
      range = new Range(range.first + 1, range.end - 1);
    }
    return range;
  }

  private boolean isParenthesized(Range range, int shortest) {
    if (range.end - range.first < shortest
        || tokens.type(range.first) != TokenType.LEFT_PARENTHESIS
        || tokens.type(range.end - 1) != TokenType.RIGHT_PARENTHESIS) {
      return false;
    }
    int depth = 0;
    for (int i = range.first; i < range.end - 1; i++) {
      depth += nesting(i);
      if (depth == 0) {
        return false;
      }
    }
    return true;
  }

  private int nesting(int token) {
    return switch (tokens.type(token)) {
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE, FSTRING_START, FIELD_START -> 1;
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FSTRING_END, FIELD_END -> -1;
      default -> 0;
    };
  }
}
