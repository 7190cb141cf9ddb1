package io.github.nanoservice.python;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** The literals among the keys of one mapping pattern, which must differ as values of Python. */
final class PatternKeys {

  /** No longer number is compared, because that takes long. */
  private static final int LONGEST = 1_000;

  private final Set<Object> seen = new HashSet<>();

  private record Complex(Object real, Object imaginary) {}

  private record Bytes(String value) {}

  /** Returns whether a constant is new. {@code True} equals 1. */
  boolean addConstant(TokenType constant) {
    return seen.add(
        switch (constant) {
          case TRUE -> BigDecimal.ONE;
          case FALSE -> BigDecimal.ZERO;
          default -> constant;
        });
  }

  /** Returns whether a string is new. */
  boolean addString(String value, boolean bytes) {
    return seen.add(bytes ? new Bytes(value) : value);
  }

  /** Returns whether a number is new. */
  boolean addNumber(boolean negative, String number) {
    return number.length() > LONGEST
        || seen.add(
            isImaginary(number)
                ? complex(BigDecimal.ZERO, imaginary(negative, number))
                : value(negative, number));
  }

  /** Returns whether a complex number is new. */
  boolean addComplex(boolean negative, String real, boolean minus, String imaginary) {
    return real.length() > LONGEST
        || imaginary.length() > LONGEST
        || seen.add(complex(value(negative, real), imaginary(minus, imaginary)));
  }

  static boolean isImaginary(String number) {
    return number.endsWith("j") || number.endsWith("J");
  }

  private static Object complex(Object real, Object imaginary) {
    return imaginary.equals(BigDecimal.ZERO) ? real : new Complex(real, imaginary);
  }

  private static Object imaginary(boolean negative, String number) {
    return value(negative, number.substring(0, number.length() - 1));
  }

  /** Returns an object that equals another one if the numbers are equal in Python. */
  private static Object value(boolean negative, String number) {
    Expression.Number read = new Expression.Number(ExpressionTree.kind(number), number);
    if (read.kind() == Expression.Number.Kind.INT) {
      return normalized(negative, new BigDecimal(read.integer()));
    }
    double value = Double.parseDouble(number.replace("_", ""));
    return Double.isInfinite(value)
        ? negative ? -value : value
        : normalized(negative, new BigDecimal(value));
  }

  private static BigDecimal normalized(boolean negative, BigDecimal value) {
    BigDecimal signed = negative ? value.negate() : value;
    return signed.signum() == 0 ? BigDecimal.ZERO : signed.stripTrailingZeros();
  }
}
