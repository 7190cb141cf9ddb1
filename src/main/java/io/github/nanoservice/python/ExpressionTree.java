package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the {@link Expression} of a text that is known to be an expression. Any other form becomes
 * {@link Expression.Other}, up to the comma or bracket that ends it, so nothing is misread.
 */
final class ExpressionTree {
  /** Real types and literals are not nested more deeply. Anything deeper becomes {@code Other}. */
  private static final int MAX_DEPTH = 60;

  private final String text;
  private final NameTable names = new NameTable();
  private final Tokens tokens;
  private int i;
  private int depth;

  ExpressionTree(String text) {
    // Within parentheses, line breaks have no meaning, as in the source that the text comes from.
    this.text = "(" + text + "\n)";
    Lexer lexer = new Lexer(this.text, names);
    lexer.next();
    this.tokens = lexer.tokens();
  }

  Expression read() {
    Expression whole = group();
    return tokens.type(i) == TokenType.NEWLINE ? whole : other(0, i);
  }

  /** Reads an element that can be a union, up to the token that ends it. */
  private Expression element() {
    int first = i;
    List<Expression> alternatives = new ArrayList<>();
    while (true) {
      Optional<Expression> operand = operand();
      if (operand.isEmpty()) {
        return skip(first);
      }
      alternatives.add(operand.get());
      if (tokens.type(i) != TokenType.VERTICAL_BAR) {
        break;
      }
      i++;
    }
    if (!ends(tokens.type(i))) {
      return skip(first);
    }
    return alternatives.size() == 1
        ? alternatives.get(0)
        : new Expression.Union(List.copyOf(alternatives));
  }

  private static boolean ends(TokenType type) {
    return type == TokenType.COMMA || type == TokenType.COLON || closes(type);
  }

  /** Skips to the end of the element that begins at {@code first}. */
  private Expression skip(int first) {
    i = first;
    Separators separators = new Separators(tokens);
    while (!(separators.atTop() && closes(tokens.type(i)))
        && !separators.isSeparator(i, TokenType.COMMA)
        && !separators.isSeparator(i, TokenType.COLON)) {
      separators.pass(i);
      i++;
    }
    return other(first, i);
  }

  private static boolean closes(TokenType type) {
    return switch (type) {
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, NEWLINE -> true;
      default -> false;
    };
  }

  private Expression other(int first, int end) {
    return new Expression.Other(
        first == end ? "" : text.substring(tokens.start(first), tokens.end(end - 1)));
  }

  private Optional<Expression> operand() {
    if (depth == MAX_DEPTH) {
      return Optional.empty();
    }
    depth++;
    Optional<Expression> found = primary();
    while (found.isPresent() && tokens.type(i) == TokenType.LEFT_BRACKET) {
      found = subscript(found.get());
    }
    depth--;
    return found;
  }

  private Optional<Expression> primary() {
    return switch (tokens.type(i)) {
      case NAME -> name();
      case STRING -> string();
      case NUMBER -> Optional.of(number());
      case PLUS, MINUS -> signed();
      case TRUE -> constant(Expression.Constant.TRUE);
      case FALSE -> constant(Expression.Constant.FALSE);
      case NONE -> constant(Expression.Constant.NONE);
      case ELLIPSIS -> constant(Expression.Constant.ELLIPSIS);
      case LEFT_PARENTHESIS -> Optional.of(group());
      case LEFT_BRACKET -> display(Expression.Display.Kind.LIST, TokenType.RIGHT_BRACKET);
      case LEFT_BRACE -> brace();
      default -> Optional.empty();
    };
  }

  private Optional<Expression> constant(Expression.Constant constant) {
    i++;
    return Optional.of(constant);
  }

  private Optional<Expression> name() {
    StringBuilder dotted = new StringBuilder(names.name(tokens.name(i++)));
    while (tokens.type(i) == TokenType.DOT && tokens.type(i + 1) == TokenType.NAME) {
      dotted.append('.').append(names.name(tokens.name(i + 1)));
      i += 2;
    }
    return Optional.of(new Expression.Name(dotted.toString()));
  }

  private Optional<Expression> string() {
    int first = i;
    StringBuilder value = new StringBuilder();
    boolean bytes = false;
    while (tokens.type(i) == TokenType.STRING) {
      StringLiteral literal = StringLiteral.of(text.substring(tokens.start(i), tokens.end(i)));
      bytes |= literal.bytes();
      Optional<String> piece = literal.value();
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      value.append(piece.get());
      i++;
    }
    if (tokens.type(i) == TokenType.FSTRING_START) {
      return Optional.empty();
    }
    return Optional.of(
        bytes
            ? new Expression.Bytes(text.substring(tokens.start(first), tokens.end(i - 1)))
            : new Expression.Text(value.toString()));
  }

  private Expression.Number number() {
    String source = text.substring(tokens.start(i), tokens.end(i));
    i++;
    return new Expression.Number(kind(source), source);
  }

  /** Returns the type of a number, as written. */
  static Expression.Number.Kind kind(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    if (lower.endsWith("j")) {
      return Expression.Number.Kind.COMPLEX;
    }
    boolean hexadecimal = lower.startsWith("0x");
    boolean fraction = lower.indexOf('.') >= 0 || lower.indexOf('e') >= 0;
    return !hexadecimal && fraction ? Expression.Number.Kind.FLOAT : Expression.Number.Kind.INT;
  }

  private Optional<Expression> signed() {
    boolean negative = false;
    while (tokens.type(i) == TokenType.PLUS || tokens.type(i) == TokenType.MINUS) {
      negative ^= tokens.type(i) == TokenType.MINUS;
      i++;
    }
    return tokens.type(i) == TokenType.NUMBER
        ? Optional.of(new Expression.Signed(negative, number()))
        : Optional.empty();
  }

  private Optional<Expression> subscript(Expression base) {
    i++;
    Items items = items(TokenType.RIGHT_BRACKET);
    if (!items.whole()) {
      return Optional.empty();
    }
    boolean tuple =
        items.all().size() == 1
            && items.all().get(0) instanceof Expression.Display of
            && of.kind() == Expression.Display.Kind.TUPLE;
    return Optional.of(
        new Expression.Subscript(
            base, tuple ? ((Expression.Display) items.all().get(0)).items() : items.all()));
  }

  /** Reads the contents of parentheses: an expression or a tuple. */
  private Expression group() {
    int first = i++;
    Items items = items(TokenType.RIGHT_PARENTHESIS);
    if (!items.whole()) {
      return skip(first);
    }
    return items.all().size() == 1 && !items.comma()
        ? items.all().get(0)
        : new Expression.Display(Expression.Display.Kind.TUPLE, items.all());
  }

  private Optional<Expression> display(Expression.Display.Kind kind, TokenType end) {
    i++;
    Items items = items(end);
    return items.whole()
        ? Optional.of(new Expression.Display(kind, items.all()))
        : Optional.empty();
  }

  private Optional<Expression> brace() {
    int first = i;
    i++;
    if (tokens.type(i) == TokenType.DOUBLE_STAR) {
      return Optional.empty();
    }
    if (tokens.type(i) == TokenType.RIGHT_BRACE) {
      i++;
      return Optional.of(new Expression.Dict(List.of()));
    }
    element();
    boolean dict = tokens.type(i) == TokenType.COLON;
    i = first;
    return dict ? dict() : display(Expression.Display.Kind.SET, TokenType.RIGHT_BRACE);
  }

  private Optional<Expression> dict() {
    List<Expression.Dict.Item> items = new ArrayList<>();
    i++;
    while (tokens.type(i) != TokenType.RIGHT_BRACE) {
      Expression key = element();
      if (tokens.type(i) != TokenType.COLON) {
        return Optional.empty();
      }
      i++;
      items.add(new Expression.Dict.Item(key, element()));
      if (tokens.type(i) == TokenType.COMMA) {
        i++;
      } else if (tokens.type(i) != TokenType.RIGHT_BRACE) {
        return Optional.empty();
      }
    }
    i++;
    return Optional.of(new Expression.Dict(List.copyOf(items)));
  }

  /**
   * The contents of a pair of brackets.
   *
   * @param comma whether they contain a comma
   * @param whole whether every element was read
   */
  private record Items(List<Expression> all, boolean comma, boolean whole) {
    Items {
      all = List.copyOf(all);
    }
  }

  private Items items(TokenType end) {
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (tokens.type(i) != end) {
      items.add(element());
      if (tokens.type(i) == TokenType.COMMA) {
        comma = true;
        i++;
      } else if (tokens.type(i) != end) {
        return new Items(List.of(), comma, false);
      }
    }
    i++;
    return new Items(List.copyOf(items), comma, true);
  }
}
