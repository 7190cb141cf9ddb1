package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;
import static io.github.nanoservice.diagnostic.Rule.UNBALANCED_BRACKET;
import static io.github.nanoservice.diagnostic.Rule.UNTERMINATED_STRING;

import io.github.nanoservice.source.Span;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads strings, and the parts of f-strings and t-strings that are not code (PEP 701): their
 * quotes, their text and the punctuation of their replacement fields. Each method takes the offset
 * to read at and returns the offset after what it has read.
 */
final class StringLexer {
  /** CPython's {@code MAXFSTRINGLEVEL}. */
  private static final int MAX_FSTRINGS = 150;

  /** CPython's {@code MAX_EXPR_NESTING}: fields in format specifications of other fields. */
  private static final int MAX_FIELDS = 3;

  private final String text;
  private final Tokens tokens;
  private final Brackets brackets;

  private final Matcher singleQuoted;
  private final Matcher doubleQuoted;
  private final Matcher occasional;

  private FString[] fstrings = new FString[4];
  private int depth;

  StringLexer(String text, Tokens tokens, Brackets brackets) {
    this.text = text;
    this.tokens = tokens;
    this.brackets = brackets;
    this.singleQuoted = TokenPatterns.SINGLE_QUOTED.matcher(text);
    this.doubleQuoted = TokenPatterns.DOUBLE_QUOTED.matcher(text);
    this.occasional = TokenPatterns.FSTRING_TEXT.matcher(text);
  }

  /**
   * Reads a string, or the start of an f-string.
   *
   * @param start offset of its prefix, which can be empty
   * @param quote offset of its quotes
   * @return the offset after it
   */
  int read(int start, int quote) {
    String quotes = quotes(quote);
    if (isFString(start, quote)) {
      return open(start, quote, quotes);
    }
    int end =
        switch (quotes) {
          case "'" -> end(singleQuoted, quote);
          case "\"" -> end(doubleQuoted, quote);
          case "'''" -> end(TokenPatterns.TRIPLE_SINGLE_QUOTED, quote);
          default -> end(TokenPatterns.TRIPLE_DOUBLE_QUOTED, quote);
        };
    if (end < 0) {
      boolean endsFString = depth > 0 && innermost().quotes.equals(quotes);
      throw endsFString
          ? brackets.neverClosedInFString()
          : unterminated(start, quote + quotes.length(), quotes);
    }
    tokens.add(TokenType.STRING, start, end, -1);
    return end;
  }

  private String quotes(int quote) {
    boolean single = text.charAt(quote) == '\'';
    String three = single ? "'''" : "\"\"\"";
    return text.startsWith(three, quote) ? three : single ? "'" : "\"";
  }

  private boolean isFString(int start, int quote) {
    for (int i = start; i < quote; i++) {
      char c = Character.toLowerCase(text.charAt(i));
      if (c == 'f' || c == 't') {
        return true;
      }
    }
    return false;
  }

  private static SyntaxException unterminated(int start, int end, String quotes) {
    return new SyntaxException(
        UNTERMINATED_STRING,
        new Span(start, end),
        quotes.length() == 3
            ? "the string that begins here is not closed before the end of the file"
            : "the string that begins here is not closed before the end of its line",
        "Close it with " + quotes + ".");
  }

  private int open(int start, int quote, String quotes) {
    if (depth == MAX_FSTRINGS) {
      throw new SyntaxException(
          TOO_DEEP,
          new Span(start, quote),
          "f-strings are nested more than %d levels deep, the limit of CPython"
              .formatted(MAX_FSTRINGS),
          "Assign the inner parts to variables.");
    }
    if (depth == fstrings.length) {
      fstrings = Arrays.copyOf(fstrings, depth * 2);
    }
    String prefix = text.substring(start, quote);
    boolean raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
    fstrings[depth++] = new FString(start, tokens.size(), quotes, raw);
    int end = quote + quotes.length();
    tokens.add(TokenType.FSTRING_START, start, end, -1);
    return end;
  }

  private FString innermost() {
    return fstrings[depth - 1];
  }

  /** Returns whether the text of an f-string or of a format specification comes next. */
  boolean readsText() {
    return depth > 0 && innermost().readsText();
  }

  /** Reads that text up to its end or to a brace with a meaning; returns the offset after it. */
  int readText(int start) {
    FString fstring = innermost();
    boolean format = fstring.readsFormat();
    Pattern pattern =
        format
            ? TokenPatterns.FORMAT_TEXT
            : fstring.raw ? TokenPatterns.RAW_FSTRING_TEXT : TokenPatterns.FSTRING_TEXT;
    int position = Math.max(start, end(pattern, start));
    if (position == text.length()) {
      throw unterminated(fstring);
    }
    char c = text.charAt(position);
    if (c == '{') {
      if (fstring.fields() == MAX_FIELDS) {
        throw new SyntaxException(
            TOO_DEEP,
            new Span(position, position + 1),
            "replacement fields are nested more than %d levels deep, the limit of CPython"
                .formatted(MAX_FIELDS),
            "Assign the inner format to a variable.");
      }
      brackets.open(position, tokens.size());
      tokens.add(TokenType.FIELD_START, position, position + 1, -1);
      fstring.open(brackets.depth());
    } else if (c == '}') {
      if (!format) {
        throw new SyntaxException(
            UNBALANCED_BRACKET,
            new Span(position, position + 1),
            "'}' has no opening bracket in this f-string",
            "Write '}}' for a brace in the text.");
      }
      closeField(position);
    } else if (text.startsWith(fstring.quotes, position)) {
      if (format) {
        throw brackets.neverClosedInFString();
      }
      int end = position + fstring.quotes.length();
      tokens.close(fstring.token);
      tokens.add(TokenType.FSTRING_END, position, end, -1);
      depth--;
      return end;
    } else if (c == '\\' || (c == '\r' || c == '\n') && !fstring.multiline()) {
      throw unterminated(fstring);
    }
    // Otherwise a line ends, or the quotes are of the other kind, or too few to end the string.
    return position + 1;
  }

  private static SyntaxException unterminated(FString fstring) {
    return unterminated(fstring.start, fstring.start + 1, fstring.quotes);
  }

  /**
   * Reads a character that has a special meaning directly in a replacement field: <code>}</code>,
   * {@code !} or {@code :}. Returns whether the character was one of these.
   */
  boolean readFieldPunctuation(char c, int position) {
    if (depth == 0 || brackets.depth() != innermost().depth()) {
      return false;
    }
    switch (c) {
      case '}' -> closeField(position);
      case ':' -> {
        innermost().beginFormat();
        tokens.add(TokenType.FIELD_COLON, position, position + 1, -1);
      }
      case '!' -> {
        if (text.startsWith("=", position + 1)) {
          return false;
        }
        tokens.add(TokenType.EXCLAMATION, position, position + 1, -1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void closeField(int position) {
    tokens.close(brackets.leave());
    tokens.add(TokenType.FIELD_END, position, position + 1, -1);
    innermost().close();
  }

  private int end(Pattern pattern, int from) {
    return end(occasional.usePattern(pattern), from);
  }

  private int end(Matcher matcher, int from) {
    return matcher.region(from, text.length()).lookingAt() ? matcher.end() : -1;
  }
}
