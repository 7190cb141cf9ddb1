package io.github.nanoservice.python;

import java.util.regex.Pattern;

/**
 * Python's tokens as regular expressions. Every quantifier is possessive, or alone in an atomic
 * group, so no match backtracks or recurses: the time is linear in the length of the text, and no
 * text overflows the stack. An atomic group is equivalent and faster on long strings.
 */
final class TokenPatterns {
  static final Pattern BLANK_LINES =
      Pattern.compile("(?:[ \\t\\f]*+(?:#(?>[^\\r\\n]*))?+(?:\\r\\n?|\\n))++");
  static final Pattern COMMENT = Pattern.compile("#(?>[^\\r\\n]*)");
  static final Pattern CONTINUATION = Pattern.compile("\\\\(?:\\r\\n?|\\n)");

  /**
   * XID_Start and XID_Continue (PEP 3131). The single characters are Other_ID_Start and
   * Other_ID_Continue.
   */
  static final Pattern UNICODE_NAME =
      Pattern.compile(
          "[_\\p{L}\\p{Nl}\u1885\u1886\u2118\u212E\u309B\u309C]"
              + "[_\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}"
              + "\u1885\u1886\u2118\u212E\u309B\u309C\u00B7\u0387\u1369-\u1371\u19DA\u200C\u200D\u30FB\uFF65]*+");

  private static final String DIGITS = "[0-9](?:_?+[0-9])*+";
  static final Pattern NUMBER =
      Pattern.compile(
          "0[xX](?:_?+[0-9a-fA-F])++|0[bB](?:_?+[01])++|0[oO](?:_?+[0-7])++"
              + "|(?:DIGITS(?:\\.(?:DIGITS)?+)?+|\\.DIGITS)(?:[eE][+-]?+DIGITS)?+[jJ]?+"
                  .replace("DIGITS", DIGITS));

  static final Pattern LEADING_ZERO = Pattern.compile("0[0_]*+[1-9][0-9_]*+");

  /** CPython lets these keywords follow a number without a space. */
  static final Pattern AFTER_NUMBER =
      Pattern.compile("(?:and|else|for|if|in|is|not|or)|(?![A-Za-z0-9_\\x80-\\x{10FFFF}])");

  static final Pattern STRING_PREFIX = Pattern.compile("(?i:[bfrtu]|br|rb|fr|rf|tr|rt)(?=['\"])");

  static final Pattern SINGLE_QUOTED =
      Pattern.compile("'(?>[^'\\\\\\r\\n]*)(?:\\\\(?:\\r\\n|[\\s\\S])(?>[^'\\\\\\r\\n]*))*+'");
  static final Pattern DOUBLE_QUOTED =
      Pattern.compile("\"(?>[^\"\\\\\\r\\n]*)(?:\\\\(?:\\r\\n|[\\s\\S])(?>[^\"\\\\\\r\\n]*))*+\"");
  static final Pattern TRIPLE_SINGLE_QUOTED =
      Pattern.compile("'''(?>[^'\\\\]*)(?:(?:\\\\[\\s\\S]|'(?!''))(?>[^'\\\\]*))*+'''");
  static final Pattern TRIPLE_DOUBLE_QUOTED =
      Pattern.compile("\"\"\"(?>[^\"\\\\]*)(?:(?:\\\\[\\s\\S]|\"(?!\"\"))(?>[^\"\\\\]*))*+\"\"\"");

  /**
   * The literal part of an f-string. After a backslash only a brace keeps its meaning; {@code
   * \N{...}} is a character.
   */
  static final Pattern FSTRING_TEXT =
      Pattern.compile(
          "(?:[^{}'\"\\\\\\r\\n]++|\\{\\{|\\}\\}|\\\\N\\{[^{}'\"\\r\\n]*+\\}|\\\\(?:\\r\\n|[^{}]|(?=[{}])))++");

  static final Pattern RAW_FSTRING_TEXT =
      Pattern.compile("(?:[^{}'\"\\\\\\r\\n]++|\\{\\{|\\}\\}|\\\\(?:\\r\\n|[^{}]|(?=[{}])))++");

  /** A format specification has no doubled braces. */
  static final Pattern FORMAT_TEXT =
      Pattern.compile("(?:[^{}'\"\\\\\\r\\n]++|\\\\(?:\\r\\n|[^{}]|(?=[{}])))++");

  static final Pattern OPERATOR =
      Pattern.compile("\\*\\*=?+|//=?+|>>=?+|<<=?+|\\.\\.\\.|->|:=|[-+*/%@&|^=<>!]=|<>|[\\s\\S]");

  private TokenPatterns() {}
}
