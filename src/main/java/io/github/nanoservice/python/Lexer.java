package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.INVALID_TOKEN;

import io.github.nanoservice.source.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a source text one logical line at a time. */
final class Lexer {
  private final String text;
  private final NameTable names;
  private final Tokens tokens = new Tokens();
  private final Indentation indentation = new Indentation();
  private final Brackets brackets;
  private final StringLexer strings;

  private final Matcher blankLines;
  private final Matcher comment;
  private final Matcher operator;
  private final Matcher number;
  private final Matcher afterNumber;
  private final Matcher occasional;

  private int position;
  private int change;

  Lexer(String text, NameTable names) {
    this.text = text;
    this.names = names;
    this.brackets = new Brackets(text);
    this.strings = new StringLexer(text, tokens, brackets);
    this.blankLines = TokenPatterns.BLANK_LINES.matcher(text);
    this.comment = TokenPatterns.COMMENT.matcher(text);
    this.operator = TokenPatterns.OPERATOR.matcher(text);
    this.number = TokenPatterns.NUMBER.matcher(text);
    this.afterNumber = TokenPatterns.AFTER_NUMBER.matcher(text);
    this.occasional = TokenPatterns.COMMENT.matcher(text);
  }

  /** Returns the tokens of the current logical line. The object is reused for the next line. */
  Tokens tokens() {
    return tokens;
  }

  /**
   * Returns 1 if the line is indented more than the previous one, otherwise minus the number of
   * blocks that it closes.
   */
  int indentationChange() {
    return change;
  }

  /** Returns whether the line is not indented. */
  boolean atMargin() {
    return indentation.atMargin();
  }

  /**
   * Reads the next logical line.
   *
   * @return false at the end of the text
   * @throws SyntaxException if the text is not a valid token
   */
  boolean next() {
    tokens.clear();
    if (!readIndentation()) {
      return false;
    }
    while (readToken()) {
      // Each call adds at most one token.
    }
    return true;
  }

  /**
   * Measures the indentation twice as CPython does, with tab stops at multiples of 8 and of 1, to
   * detect inconsistent use of tabs.
   */
  private boolean readIndentation() {
    while (true) {
      int lineStart = position;
      int column = 0;
      int alternate = 0;
      int continued = 0;
      scan:
      for (; position < text.length(); position++) {
        switch (text.charAt(position)) {
          case ' ' -> {
            column++;
            alternate++;
          }
          case '\t' -> {
            column = (column / 8 + 1) * 8;
            alternate++;
          }
          case '\f' -> {
            column = 0;
            alternate = 0;
          }
          case '\\' -> {
            position = continuationEnd() - 1;
            continued = continued == 0 ? column : continued;
          }
          default -> {
            break scan;
          }
        }
      }
      if (position == text.length()) {
        return false;
      }
      char first = text.charAt(position);
      if (first == '#') {
        position = end(comment, position);
      } else if (first == '\r' || first == '\n') {
        position = end(blankLines, position);
      } else {
        change =
            indentation.enter(
                continued == 0 ? column : continued,
                continued == 0 ? alternate : continued,
                new Span(lineStart, position));
        return true;
      }
    }
  }

  /** Reads a token, white space or a comment; returns false after the last token of the line. */
  private boolean readToken() {
    if (strings.readsText()) {
      position = strings.readText(position);
      return true;
    }
    if (position == text.length()) {
      return endLine(position);
    }
    char c = text.charAt(position);
    switch (c) {
      case ' ', '\t', '\f' -> position++;
      case '\r', '\n' -> {
        int start = position;
        position += text.startsWith("\r\n", position) ? 2 : 1;
        return brackets.depth() > 0 || endLine(start);
      }
      case '#' -> position = end(comment, position);
      case '\\' -> position = continuationEnd();
      case '\'', '"' -> position = strings.read(position, position);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber();
      case '.' -> {
        if (position + 1 < text.length() && isDigit(text.charAt(position + 1))) {
          readNumber();
        } else {
          readOperator(c);
        }
      }
      default -> {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80) {
          readName();
        } else {
          readOperator(c);
        }
      }
    }
    return true;
  }

  private boolean endLine(int start) {
    brackets.requireNone();
    tokens.add(TokenType.NEWLINE, start, start, -1);
    return false;
  }

  /**
   * Reads a name. ASCII names are by far the most frequent tokens, so the pass that finds their end
   * also numbers them.
   */
  private void readName() {
    int start = position;
    int number = names.read(text, start);
    int end = names.end();
    char following = end < text.length() ? text.charAt(end) : ' ';
    if (following >= 0x80) {
      readUnicodeName();
      return;
    }
    if (isQuote(following) && end - start <= 2 && end(TokenPatterns.STRING_PREFIX, start) == end) {
      position = strings.read(start, end);
      return;
    }
    position = end;
    tokens.add(
        number < TokenType.keywords() ? TokenType.keyword(number) : TokenType.NAME,
        start,
        end,
        number);
  }

  private void readUnicodeName() {
    int end = end(TokenPatterns.UNICODE_NAME, position);
    int next = end < 0 ? position : end;
    if (next < text.length() && text.charAt(next) >= 0x80) {
      throw invalidCharacter(next);
    }
    tokens.add(
        TokenType.NAME, position, end, names.numberNormalized(text.substring(position, end)));
    position = end;
  }

  private SyntaxException invalidCharacter(int offset) {
    int character = text.codePointAt(offset);
    return new SyntaxException(
        INVALID_TOKEN,
        new Span(offset, offset + Character.charCount(character)),
        String.format("the character U+%04X is not allowed here", character),
        "Remove it, or write it in a string.");
  }

  private void readNumber() {
    int end = end(number, position);
    // In 0or, the o begins an octal number, not a keyword.
    boolean octal = end == position + 1 && text.startsWith("0o", position);
    if (octal || continuesToken(end) && end(afterNumber, end) < 0) {
      throw new SyntaxException(
          INVALID_TOKEN,
          new Span(position, end + 1),
          "this is neither a number nor a name",
          "Add a space after the number, or correct it.");
    }
    if (text.charAt(position) == '0' && end(TokenPatterns.LEADING_ZERO, position) == end) {
      throw new SyntaxException(
          INVALID_TOKEN,
          new Span(position, end),
          "a decimal number cannot begin with a zero",
          "Remove the zero, or write 0o for an octal number.");
    }
    tokens.add(TokenType.NUMBER, position, end, -1);
    position = end;
  }

  /** Returns whether the character at an offset continues the preceding name, keyword or number. */
  private boolean continuesToken(int offset) {
    return offset < text.length() && NameTable.isNameCharacter(text.charAt(offset));
  }

  private void readOperator(char c) {
    if (strings.readFieldPunctuation(c, position)) {
      position++;
      return;
    }
    int start = position;
    boolean single = start + 1 == text.length() || !isOperator(text.charAt(start + 1));
    int end = single ? start + 1 : end(operator, start);
    TokenType type = end == start + 1 ? operator(c) : longOperator(start, end);
    switch (type) {
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> brackets.open(start, tokens.size());
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE -> tokens.close(brackets.close(start));
      default -> {
        // Only brackets are counted.
      }
    }
    tokens.add(type, start, end, -1);
    position = end;
  }

  private TokenType operator(char c) {
    return switch (c) {
      case '(' -> TokenType.LEFT_PARENTHESIS;
      case ')' -> TokenType.RIGHT_PARENTHESIS;
      case '[' -> TokenType.LEFT_BRACKET;
      case ']' -> TokenType.RIGHT_BRACKET;
      case '{' -> TokenType.LEFT_BRACE;
      case '}' -> TokenType.RIGHT_BRACE;
      case ',' -> TokenType.COMMA;
      case ':' -> TokenType.COLON;
      case '.' -> TokenType.DOT;
      case ';' -> TokenType.SEMICOLON;
      case '=' -> TokenType.ASSIGN;
      case '*' -> TokenType.STAR;
      case '+' -> TokenType.PLUS;
      case '-' -> TokenType.MINUS;
      case '~' -> TokenType.TILDE;
      case '@' -> TokenType.AT;
      case '/' -> TokenType.SLASH;
      case '|' -> TokenType.VERTICAL_BAR;
      case '<', '>' -> TokenType.COMPARISON;
      case '%', '&', '^' -> TokenType.OPERATOR;
      default -> throw invalidCharacter(position);
    };
  }

  /** Returns whether the character can continue an operator. */
  private static boolean isOperator(char c) {
    return c == '=' || c == '*' || c == '/' || c == '>' || c == '<' || c == '.';
  }

  private TokenType longOperator(int start, int end) {
    return switch (text.substring(start, end)) {
      case "->" -> TokenType.ARROW;
      case ":=" -> TokenType.WALRUS;
      case "**" -> TokenType.DOUBLE_STAR;
      case "..." -> TokenType.ELLIPSIS;
      case "==", "!=", "<=", ">=" -> TokenType.COMPARISON;
      case "<>" -> throw notEqual(start);
      case "//", "<<", ">>" -> TokenType.OPERATOR;
      default -> TokenType.AUGMENTED_ASSIGN;
    };
  }

  private static SyntaxException notEqual(int start) {
    return new SyntaxException(
        INVALID_TOKEN, new Span(start, start + 2), "'<>' is an operator of Python 2", "Write !=.");
  }

  private int continuationEnd() {
    int end = end(TokenPatterns.CONTINUATION, position);
    if (end < 0 || end == text.length()) {
      throw new SyntaxException(
          INVALID_TOKEN,
          new Span(position, position + 1),
          "a backslash outside a string must end a line that continues on the next line",
          "Remove the backslash, or the text after it on its line.");
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private int end(Matcher matcher, int from) {
    return matcher.region(from, text.length()).lookingAt() ? matcher.end() : -1;
  }

  private int end(Pattern pattern, int from) {
    return end(occasional.usePattern(pattern), from);
  }
}
