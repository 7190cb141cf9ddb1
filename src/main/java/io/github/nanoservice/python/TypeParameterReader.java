package io.github.nanoservice.python;

import io.github.nanoservice.python.ExpressionReader.Extent;

/** Reads type parameters (PEP 695, PEP 696). */
final class TypeParameterReader {
  private final Tokens tokens;
  private final Scopes scopes;
  private final ExpressionReader expressions;
  private final SyntaxMessages errors;
  private final Repetitions names = new Repetitions();

  TypeParameterReader(
      Tokens tokens, Scopes scopes, ExpressionReader expressions, SyntaxMessages errors) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.expressions = expressions;
    this.errors = errors;
  }

  /**
   * Reads {@code [T: bound = default, *Ts, **P]} into the innermost scope; returns the token after
   * it.
   */
  int read(int bracket) {
    names.clear();
    boolean optional = false;
    int i = bracket + 1;
    do {
      TokenType star = tokens.type(i);
      boolean starred = star == TokenType.STAR || star == TokenType.DOUBLE_STAR;
      int name = starred ? i + 1 : i;
      i = readBound(readName(name), starred);
      boolean required = tokens.type(i) != TokenType.ASSIGN;
      if (required && optional) {
        throw errors.fault(
            "a type parameter without a default cannot follow one with a default", name);
      }
      optional |= !required;
      i = required ? i : readDefault(i + 1, star == TokenType.STAR);
      if (tokens.type(i) == TokenType.COMMA) {
        i++;
      } else if (tokens.type(i) != TokenType.RIGHT_BRACKET) {
        throw errors.expected("',' or ']'", i);
      }
    } while (tokens.type(i) != TokenType.RIGHT_BRACKET);
    int repeated = names.first();
    if (repeated >= 0) {
      throw errors.fault("two type parameters have the same name", repeated);
    }
    return i + 1;
  }

  private int readName(int name) {
    if (tokens.type(name) != TokenType.NAME) {
      throw errors.expected("a name", name);
    }
    scopes.bind(tokens.name(name), tokens.start(name));
    names.add(tokens.name(name), name);
    return name + 1;
  }

  private int readBound(int colon, boolean starred) {
    if (tokens.type(colon) != TokenType.COLON) {
      return colon;
    }
    if (starred) {
      throw errors.fault("a type parameter with a star cannot have a bound", colon);
    }
    return expressions.readSome(colon + 1, Extent.ONE);
  }

  /** The default of {@code *Ts} can itself have a star. */
  private int readDefault(int first, boolean unpacks) {
    boolean starred = unpacks && tokens.type(first) == TokenType.STAR;
    return expressions.readSome(starred ? first + 1 : first, Extent.ONE);
  }
}
