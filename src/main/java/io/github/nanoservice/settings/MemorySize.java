package io.github.nanoservice.settings;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory: bytes, or a number with {@code k}, {@code m} or {@code g}. */
public final class MemorySize {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]*+)([kmg]?+)");

  /** Unit to the number of bits by which a value in it is shifted to get bytes. */
  private static final Map<String, Integer> UNITS = Map.of("k", 10, "m", 20, "g", 30);

  private MemorySize() {}

  /** Whether a text in lower case has this form and is not less than another. */
  public static boolean isAtLeast(String text, String least) {
    return FORM.matcher(text).matches() && bytes(text).compareTo(bytes(least)) >= 0;
  }

  /** Returns the number of bytes. */
  static BigInteger bytes(String size) {
    Matcher matcher = FORM.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(size + " is not an amount of memory");
    }
    return new BigInteger(matcher.group(1)).shiftLeft(UNITS.getOrDefault(matcher.group(2), 0));
  }
}
