package io.github.nanoservice.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An expression, in as much detail as annotations and literals need. Names are not resolved. */
public sealed interface Expression {

  /**
   * Reads an expression.
   *
   * @param text source text of one expression that the parser has accepted, with the line breaks of
   *     the source
   * @return the expression; parts of any other form are {@link Other}
   */
  static Expression of(String text) {
    return new ExpressionTree(text).read();
  }

  /**
   * Reads an expression in a string, which the parser has not accepted.
   *
   * @return empty if the lexer refuses it, such as brackets that are nested too deeply
   */
  static Optional<Expression> inString(String text) {
    try {
      return Optional.of(of(text.strip()));
    } catch (SyntaxException e) {
      return Optional.empty();
    }
  }

  /** A name or an attribute chain: {@code typing.List}. */
  record Name(String dotted) implements Expression {}

  /** A string, with adjacent literals joined and escapes resolved. */
  record Text(String value) implements Expression {}

  /** A bytes literal. */
  record Bytes(String source) implements Expression {}

  /** An unsigned number, as written. */
  record Number(Kind kind, String source) implements Expression {
    /** The numeric types. */
    public enum Kind {
      INT,
      FLOAT,
      COMPLEX
    }

    /** Returns the value of an integer. */
    public BigInteger integer() {
      String digits = source.replace("_", "").toLowerCase(Locale.ROOT);
      int radix =
          switch (digits.length() > 1 ? digits.charAt(1) : '0') {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
          };
      return new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    }
  }

  /** A number with a sign. */
  record Signed(boolean negative, Number number) implements Expression {}

  /** {@code True}, {@code False}, {@code None} or {@code ...}. */
  enum Constant implements Expression {
    TRUE,
    FALSE,
    NONE,
    ELLIPSIS
  }

  /** {@code base[items]}. A single tuple is unpacked into its items, as in Python's grammar. */
  record Subscript(Expression base, List<Expression> items) implements Expression {
    public Subscript {
      items = List.copyOf(items);
    }
  }

  /** {@code a | b | c}, from left to right. */
  record Union(List<Expression> alternatives) implements Expression {
    public Union {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** {@code [a, b]}, {@code (a, b)} or {@code {a, b}}. */
  record Display(Kind kind, List<Expression> items) implements Expression {
    public Display {
      items = List.copyOf(items);
    }

    /** The type of the display. */
    public enum Kind {
      LIST,
      TUPLE,
      SET
    }
  }

  /** {@code {k: v}} without {@code **} items. */
  record Dict(List<Item> items) implements Expression {
    public Dict {
      items = List.copyOf(items);
    }

    /** A key and its value. */
    public record Item(Expression key, Expression value) {}
  }

  /** Any other expression, as written. */
  record Other(String source) implements Expression {}
}
