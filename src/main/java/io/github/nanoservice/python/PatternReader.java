package io.github.nanoservice.python;

import java.util.Optional;

/**
 * Reads the pattern of a {@code case} (PEP 634) and reports to {@link Scopes} which names it
 * captures and which it uses. Only brackets nest patterns, so their limit is that of the recursion.
 */
final class PatternReader {
  private final String text;
  private final Tokens tokens;
  private final NameTable names;
  private final Scopes scopes;
  private final StringRules strings;
  private final SyntaxMessages errors;
  private final PatternCaptures captures;

  private int i;

  /** Whether the pattern read last matches every value. */
  private boolean irrefutable;

  PatternReader(
      String text,
      Tokens tokens,
      NameTable names,
      Scopes scopes,
      StringRules strings,
      SyntaxMessages errors) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
    this.scopes = scopes;
    this.strings = strings;
    this.errors = errors;
    this.captures = new PatternCaptures(errors);
  }

  /**
   * Reads the pattern that begins at a token.
   *
   * @return the token after it: the {@code if} of a guard, or the colon
   */
  int read(int index) {
    i = index;
    captures.clear();
    boolean starred = readElement();
    if (tokens.type(i) == TokenType.COMMA) {
      i++;
      readSequence(starred, TokenType.COLON);
    } else if (starred) {
      throw errors.expected("','", i);
    }
    captures.requireDistinct();
    return i;
  }

  /** Returns whether the pattern read last matches every value. */
  boolean isIrrefutable() {
    return irrefutable;
  }

  /**
   * Reads the rest of a sequence after its first comma.
   *
   * @param starred whether its first element has a star
   * @param end the token that ends it; instead of the colon it can be the {@code if} of a guard
   */
  private void readSequence(boolean starred, TokenType end) {
    boolean found = starred;
    while (tokens.type(i) != end && !(end == TokenType.COLON && at(TokenType.IF))) {
      int first = i;
      boolean another = readElement();
      if (another && found) {
        throw errors.fault("a sequence pattern can have only one star", first, i);
      }
      found |= another;
      if (at(TokenType.COMMA)) {
        i++;
      } else {
        break;
      }
    }
    irrefutable = false;
  }

  private boolean at(TokenType type) {
    return tokens.type(i) == type;
  }

  /** Reads an element of a sequence; returns whether it has a star. */
  private boolean readElement() {
    if (!at(TokenType.STAR)) {
      readPattern();
      return false;
    }
    i++;
    readTarget();
    return true;
  }

  /** Reads a name that captures a value, or the wildcard. */
  private void readTarget() {
    if (!at(TokenType.NAME)) {
      throw errors.expected("a name", i);
    }
    if (followed()) {
      throw errors.unexpected(i + 1);
    }
    capture();
    i++;
  }

  private boolean followed() {
    return switch (tokens.type(i + 1)) {
      case DOT, LEFT_PARENTHESIS, ASSIGN -> true;
      default -> false;
    };
  }

  private void capture() {
    int name = tokens.name(i);
    if (name != names.underscore) {
      scopes.bind(name, tokens.start(i));
      captures.add(name, i);
    }
  }

  private void readPattern() {
    readAlternatives();
    if (!at(TokenType.AS)) {
      return;
    }
    i++;
    if (at(TokenType.NAME) && tokens.name(i) == names.underscore) {
      throw errors.fault("'_' cannot be the name of a pattern", i);
    }
    boolean all = irrefutable;
    readTarget();
    irrefutable = all;
  }

  private void readAlternatives() {
    int firstCapture = captures.size();
    int ownCapture = -1;
    while (true) {
      int first = i;
      readClosed();
      if (ownCapture < 0) {
        ownCapture = captures.size();
      } else {
        captures.joinAlternative(firstCapture, ownCapture, first, i);
      }
      if (!at(TokenType.VERTICAL_BAR)) {
        return;
      }
      if (irrefutable) {
        throw errors.fault(
            "this alternative matches every value, so no other can follow it", first, i);
      }
      i++;
    }
  }

  /** Reads a pattern without alternatives. */
  private void readClosed() {
    irrefutable = false;
    switch (tokens.type(i)) {
      case NAME -> readName();
      case LEFT_PARENTHESIS -> readGroup();
      case LEFT_BRACKET -> {
        i++;
        readSequence(false, TokenType.RIGHT_BRACKET);
        close(TokenType.RIGHT_BRACKET);
      }
      case LEFT_BRACE -> readMapping();
      case TRUE, FALSE, NONE -> i++;
      case STRING -> readStrings();
      case NUMBER, MINUS -> readNumber(Optional.empty());
      default -> throw errors.expected("a pattern", i);
    }
  }

  private void close(TokenType bracket) {
    if (!at(bracket)) {
      throw errors.expected("',' or '%s'".formatted(bracket.text()), i);
    }
    i++;
  }

  private void readName() {
    if (!followed()) {
      capture();
      irrefutable = true;
      i++;
      return;
    }
    readDotted();
    if (at(TokenType.LEFT_PARENTHESIS)) {
      readClass();
    }
  }

  private void readDotted() {
    scopes.use(tokens.name(i), tokens.start(i), tokens.end(i), 0);
    i++;
    while (at(TokenType.DOT)) {
      if (tokens.type(i + 1) != TokenType.NAME) {
        throw errors.expected("a name", i + 1);
      }
      scopes.attribute(tokens.name(i + 1));
      i += 2;
    }
  }

  /** Reads parentheses, which enclose one pattern or a sequence. */
  private void readGroup() {
    i++;
    if (at(TokenType.RIGHT_PARENTHESIS)) {
      i++;
      return;
    }
    boolean starred = readElement();
    if (at(TokenType.COMMA)) {
      i++;
      readSequence(starred, TokenType.RIGHT_PARENTHESIS);
    } else if (starred) {
      throw errors.expected("','", i);
    }
    close(TokenType.RIGHT_PARENTHESIS);
  }

  private void readClass() {
    Repetitions attributes = new Repetitions();
    boolean keywords = false;
    i++;
    while (!at(TokenType.RIGHT_PARENTHESIS)) {
      int first = i;
      boolean keyword = at(TokenType.NAME) && tokens.type(i + 1) == TokenType.ASSIGN;
      if (keyword) {
        attributes.add(tokens.name(i), i);
        if (tokens.name(i) == names.dunderDebug) {
          throw errors.fault("'__debug__' cannot be assigned to", i);
        }
        i += 2;
      }
      readPattern();
      if (keywords && !keyword) {
        throw errors.fault("a positional pattern cannot follow one with a keyword", first, i);
      }
      keywords |= keyword;
      if (!at(TokenType.COMMA)) {
        break;
      }
      i++;
    }
    int repeated = attributes.first();
    if (repeated >= 0) {
      throw errors.fault("two patterns have the same keyword", repeated);
    }
    close(TokenType.RIGHT_PARENTHESIS);
    irrefutable = false;
  }

  private void readMapping() {
    PatternKeys keys = new PatternKeys();
    i++;
    while (!at(TokenType.RIGHT_BRACE)) {
      boolean rest = at(TokenType.DOUBLE_STAR);
      if (rest) {
        i++;
        if (at(TokenType.NAME) && tokens.name(i) == names.underscore) {
          throw errors.fault("'_' cannot be the name of a pattern", i);
        }
        readTarget();
      } else {
        readKey(keys);
        if (!at(TokenType.COLON)) {
          throw errors.expected("':'", i);
        }
        i++;
        readPattern();
      }
      if (!at(TokenType.COMMA)) {
        break;
      }
      i++;
      if (rest && !at(TokenType.RIGHT_BRACE)) {
        throw errors.fault("no key can follow the rest of a mapping pattern", i);
      }
    }
    close(TokenType.RIGHT_BRACE);
    irrefutable = false;
  }

  private void readKey(PatternKeys keys) {
    int first = i;
    boolean fresh =
        switch (tokens.type(i)) {
          case NAME -> {
            if (tokens.type(i + 1) != TokenType.DOT) {
              throw errors.fault("a key must be a literal or have a dot", i);
            }
            readDotted();
            yield true;
          }
          case TRUE, FALSE, NONE -> keys.addConstant(tokens.type(i++));
          case STRING -> readStringKey(keys);
          case NUMBER, MINUS -> readNumber(Optional.of(keys));
          default -> throw errors.expected("a key", i);
        };
    if (!fresh) {
      throw errors.fault("a mapping pattern cannot have the same key twice", first, i);
    }
  }

  /** Returns whether the value of a string is new or not known. */
  private boolean readStringKey(PatternKeys keys) {
    int first = i;
    readStrings();
    boolean bytes = false;
    StringBuilder value = new StringBuilder();
    for (int token = first; token < i; token++) {
      StringLiteral literal =
          StringLiteral.of(text.substring(tokens.start(token), tokens.end(token)));
      bytes = literal.bytes();
      Optional<String> piece = literal.value();
      if (piece.isEmpty()) {
        return true;
      }
      value.append(piece.get());
    }
    return keys.addString(value.toString(), bytes);
  }

  private void readStrings() {
    strings.require(i);
    i++;
    while (at(TokenType.STRING)) {
      strings.requireSame(i - 1, i);
      strings.require(i);
      i++;
    }
  }

  /** Reads {@code -1} or {@code -1 + 2j}; returns whether it is a new one among keys. */
  private boolean readNumber(Optional<PatternKeys> keys) {
    boolean negative = at(TokenType.MINUS);
    if (negative) {
      i++;
    }
    String real = number();
    if (!at(TokenType.PLUS) && !at(TokenType.MINUS)) {
      return keys.map(known -> known.addNumber(negative, real)).orElse(true);
    }
    boolean minus = at(TokenType.MINUS);
    if (PatternKeys.isImaginary(real)) {
      throw errors.fault("the first part of a complex number must be real", i - 1);
    }
    i++;
    String imaginary = number();
    if (!PatternKeys.isImaginary(imaginary)) {
      throw errors.fault("the second part of a complex number must be imaginary", i - 1);
    }
    return keys.map(known -> known.addComplex(negative, real, minus, imaginary)).orElse(true);
  }

  private String number() {
    if (!at(TokenType.NUMBER)) {
      throw errors.expected("a number", i);
    }
    String number = text.substring(tokens.start(i), tokens.end(i));
    i++;
    return number;
  }
}
