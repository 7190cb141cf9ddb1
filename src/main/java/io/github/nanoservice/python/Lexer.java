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
  private final Matcher behindNumber;
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
    this.behindNumber = TokenPatterns.BEHIND_NUMBER.matcher(text);
    this.occasional = TokenPatterns.COMMENT.matcher(text);
  }

  /** The tokens of the logical line last read; reused for the next. */
  Tokens tokens() {
    return tokens;
  }

  /**
   * How the indentation of the line differs from that of the line before: 1 deeper, or minus how
   * many levels less.
   */
  int indentationChange() {
    return change;
  }

  /** Whether the line stands in no block. */
  boolean atMargin() {
    return indentation.atMargin();
  }

  /**
   * Reads the next logical line.
   *
   * @return false at the end of the text
   * @throws SyntaxException if there is no token to be read
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
   * Measures as CPython does: tabs to multiples of 8, and beside it to 1, so that mixtures which
   * depend on that are found.
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

  /** Reads one token, or space, or a comment; false behind the last token of the line. */
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
   * ASCII names, by far the most frequent tokens, are numbered in the same pass that finds their
   * end.
   */
  private void readName() {
    int start = position;
    int number = names.read(text, start);
    int end = names.end();
    char behind = end < text.length() ? text.charAt(end) : ' ';
    if (behind >= 0x80) {
      readUnicodeName();
      return;
    }
    if (isQuote(behind) && end - start <= 2 && end(TokenPatterns.STRING_PREFIX, start) == end) {
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
        String.format("the character U+%04X cannot stand here", character),
        "Remove it, or put it into a string.");
  }

  private void readNumber() {
    int end = end(number, position);
    // The o of 0or has begun an octal number, and no keyword.
    boolean octal = end == position + 1 && text.startsWith("0o", position);
    if (octal || goesOn(end) && end(behindNumber, end) < 0) {
      throw new SyntaxException(
          INVALID_TOKEN,
          new Span(position, end + 1),
          "this is neither a number nor a name",
          "Put a space behind the number, or correct it.");
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

  /** Whether what stands at an offset belongs to the name, keyword or number before it. */
  private boolean goesOn(int offset) {
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
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> brackets.open(start);
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE -> brackets.close(start);
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
      case '%', '&', '^', '<', '>' -> TokenType.OPERATOR;
      default -> throw invalidCharacter(position);
    };
  }

  /** Whether the character may go on an operator. */
  private static boolean isOperator(char c) {
    return c == '=' || c == '*' || c == '/' || c == '>' || c == '<' || c == '.';
  }

  private TokenType longOperator(int start, int end) {
    return switch (text.substring(start, end)) {
      case "->" -> TokenType.ARROW;
      case ":=" -> TokenType.WALRUS;
      case "**" -> TokenType.DOUBLE_STAR;
      case "..." -> TokenType.ELLIPSIS;
      case "==", "!=", "<=", ">=", "<>", "//", "<<", ">>" -> TokenType.OPERATOR;
      default -> TokenType.AUGMENTED_ASSIGN;
    };
  }

  private int continuationEnd() {
    int end = end(TokenPatterns.CONTINUATION, position);
    if (end < 0 || end == text.length()) {
      throw new SyntaxException(
          INVALID_TOKEN,
          new Span(position, position + 1),
          "a backslash outside a string must be the last character of a line that goes on",
          "Remove it, or what follows it on its line.");
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
