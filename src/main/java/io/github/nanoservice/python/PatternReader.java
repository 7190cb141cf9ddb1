package io.github.nanoservice.python;

/**
 * Reads the pattern of a {@code case} (PEP 634) and reports to {@link Scopes} which names it
 * captures and which it uses.
 */
final class PatternReader {
  private final Tokens tokens;
  private final NameTable names;
  private final Scopes scopes;
  private final SyntaxMessages errors;

  PatternReader(Tokens tokens, NameTable names, Scopes scopes, SyntaxMessages errors) {
    this.tokens = tokens;
    this.names = names;
    this.scopes = scopes;
    this.errors = errors;
  }

  /**
   * Reads the pattern that begins at a token.
   *
   * @return the token after it: the {@code if} of a guard, or the colon
   */
  int read(int index) {
    int depth = 0;
    int i = index;
    while (true) {
      switch (tokens.type(i)) {
        case NAME -> i = readName(i);
        case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> {
          depth++;
          i++;
        }
        case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE -> {
          depth--;
          i++;
        }
        case COLON, IF -> {
          if (depth == 0) {
            if (i == index) {
              throw errors.expected("a pattern", i);
            }
            return i;
          }
          i++;
        }
        case NUMBER,
            STRING,
            TRUE,
            FALSE,
            NONE,
            MINUS,
            PLUS,
            STAR,
            DOUBLE_STAR,
            COMMA,
            AS,
            VERTICAL_BAR ->
            i++;
        default -> throw errors.expected("a pattern", i);
      }
    }
  }

  private int readName(int i) {
    int name = tokens.name(i);
    TokenType next = tokens.type(i + 1);
    if (next == TokenType.ASSIGN) {
      return i + 2;
    }
    if (next != TokenType.DOT && next != TokenType.LEFT_PARENTHESIS) {
      if (name != names.underscore) {
        scopes.bind(name, tokens.start(i));
      }
      return i + 1;
    }
    scopes.use(name, tokens.start(i), tokens.end(i), 0);
    int following = i + 1;
    while (tokens.type(following) == TokenType.DOT
        && tokens.type(following + 1) == TokenType.NAME) {
      scopes.attribute(tokens.name(following + 1));
      following += 2;
    }
    return following;
  }
}
