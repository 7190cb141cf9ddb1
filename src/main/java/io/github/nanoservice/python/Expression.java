package io.github.nanoservice.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** An expression as far as annotations and literals need it, whatever names stand for. */
public sealed interface Expression {

  /**
   * Reads an expression.
   *
   * @param text source text of one expression that the decomposer has accepted; line breaks are
   *     those of the source
   * @return what it is, down to the parts that are {@link Other}
   */
  static Expression of(String text) {
    return new ExpressionTree(text).read();
  }

  /** A name, or attributes of one: {@code typing.List}. */
  record Name(String dotted) implements Expression {}

  /** A string, pieces that stand side by side joined and escapes resolved. */
  record Text(String value) implements Expression {}

  /** A string of bytes. */
  record Bytes(String source) implements Expression {}

  /** A number without sign, as written. */
  record Number(Kind kind, String source) implements Expression {
    /** The types that numbers have. */
    public enum Kind {
      INT,
      FLOAT,
      COMPLEX
    }

    /** The value of a whole number. */
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

  /** A number with signs before it. */
  record Signed(boolean negative, Number number) implements Expression {}

  /** {@code True}, {@code False}, {@code None} or {@code ...}. */
  enum Constant implements Expression {
    TRUE,
    FALSE,
    NONE,
    ELLIPSIS
  }

  /** {@code base[items]}; a single tuple counts as its items, as Python has it. */
  record Subscript(Expression base, List<Expression> items) implements Expression {}

  /** {@code a | b | c}, from left to right. */
  record Union(List<Expression> alternatives) implements Expression {}

  /** {@code [a, b]}, {@code (a, b)} or {@code {a, b}}. */
  record Display(Kind kind, List<Expression> items) implements Expression {
    /** What is made. */
    public enum Kind {
      LIST,
      TUPLE,
      SET
    }
  }

  /** {@code {k: v}}; nothing but plain items. */
  record Dict(List<Item> items) implements Expression {
    /** A key and its value. */
    public record Item(Expression key, Expression value) {}
  }

  /** Anything else. */
  record Other(String source) implements Expression {}
}
