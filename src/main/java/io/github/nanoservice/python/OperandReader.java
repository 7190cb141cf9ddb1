package io.github.nanoservice.python;

import io.github.nanoservice.python.ExpressionState.Comprehension;
import io.github.nanoservice.python.ExpressionState.Omissible;
import io.github.nanoservice.python.ExpressionState.Opened;

/** Reads a token where an operand is due. */
final class OperandReader {
  private final ExpressionState state;
  private final OperatorReader operators;
  private final Tokens tokens;
  private final Scopes scopes;
  private final BlockStack blocks;
  private final SyntaxMessages errors;

  OperandReader(
      ExpressionState state,
      OperatorReader operators,
      Tokens tokens,
      Scopes scopes,
      BlockStack blocks,
      SyntaxMessages errors) {
    this.state = state;
    this.operators = operators;
    this.tokens = tokens;
    this.scopes = scopes;
    this.blocks = blocks;
    this.errors = errors;
  }

  /** Reads the token; returns the next token to read. */
  int read(int i) {
    switch (tokens.type(i)) {
      case NAME -> {
        return readName(i);
      }
      case NUMBER, TRUE, FALSE, NONE, ELLIPSIS -> {
        requireExpression(i);
        state.hasOperand();
      }
      case STRING -> {
        requireExpression(i);
        state.hasOperand();
        state.string = true;
      }
      case FSTRING_START -> {
        requireExpression(i);
        operators.openFString(i);
      }
      case LEFT_PARENTHESIS -> {
        requireExpression(i);
        state.open(Opened.GROUP, i);
      }
      case LEFT_BRACKET -> {
        requireExpression(i);
        state.open(Opened.LIST, i);
      }
      case LEFT_BRACE -> {
        requireExpression(i);
        state.open(Opened.BRACE, i);
      }
      case PLUS, MINUS, TILDE, NOT, AWAIT -> {
        requireExpression(i);
        if (tokens.type(i) == TokenType.AWAIT) {
          operators.requireAsync(i);
        }
        state.omissible = Omissible.NO;
      }
      case STAR, DOUBLE_STAR -> readStar(i);
      case LAMBDA -> {
        requireExpression(i);
        state.open(Opened.LAMBDA_PARAMETERS, i);
        scopes.open(Scopes.Kind.FUNCTION);
        scopes.outside(true);
      }
      case YIELD -> {
        requireExpression(i);
        requireFunction(i);
        scopes.yields();
        state.expectOperand(Omissible.YIELD);
        if (tokens.type(i + 1) == TokenType.FROM) {
          requireNotAsync(i);
          state.expectOperand(Omissible.NO);
          return i + 2;
        }
      }
      case SLASH -> readPositionalMark(i);
      case IN -> {
        boolean afterComma =
            state.frame.comprehension == Comprehension.TARGETS
                && state.omissible == Omissible.COMMA;
        return afterComma ? operators.readIn(i) : stopForOperand(i);
      }
      case COLON -> {
        return readColonForOperand(i);
      }
      case COMMA -> readCommaForOperand(i);
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FIELD_END -> {
        return readCloserForOperand(i);
      }
      case EXCLAMATION, FIELD_COLON, ASSIGN -> {
        return readFieldEndForOperand(i);
      }
      default -> {
        return stopForOperand(i);
      }
    }
    return i + 1;
  }

  /** Among the parameters of a lambda, only names, stars and slashes can be operands. */
  private void requireExpression(int i) {
    if (state.frame.opened == Opened.LAMBDA_PARAMETERS) {
      throw errors.expected("a parameter name", i);
    }
  }

  private int readName(int i) {
    int name = tokens.name(i);
    TokenType next = tokens.type(i + 1);
    if (state.frame.opened == Opened.LAMBDA_PARAMETERS) {
      scopes.bind(name, tokens.start(i));
      state.hasOperand();
      return i + 1;
    }
    if (state.frame.opened == Opened.CALL && next == TokenType.ASSIGN && state.startsElement()) {
      state.expectOperand(Omissible.NO);
      return i + 2;
    }
    int use =
        scopes.use(
            name,
            tokens.start(i),
            tokens.end(i),
            state.takesTargets() ? UnresolvedNames.TARGET : 0);
    state.hasOperand();
    state.operandUse = use;
    state.chain = use;
    state.root = use;
    state.soleFirst = i;
    state.soleLast = i;
    state.soleUse = use;
    return i + 1;
  }

  private void readStar(int i) {
    boolean mapping = tokens.type(i) == TokenType.DOUBLE_STAR;
    boolean allowed =
        switch (state.frame.opened) {
          case CALL, BRACE, LAMBDA_PARAMETERS -> state.startsElement();
          default -> !mapping && (state.startsElement() || state.omissible == Omissible.YIELD);
        };
    if (!allowed) {
      throw errors.expected("an expression", i);
    }
    // A single star among parameters: lambda *, key: key
    boolean alone =
        state.frame.opened == Opened.LAMBDA_PARAMETERS && tokens.type(i + 1) == TokenType.COMMA;
    if (alone) {
      state.hasOperand();
    } else {
      state.omissible = Omissible.NO;
    }
  }

  /** Reads the slash after the positional-only parameters of a lambda. */
  private void readPositionalMark(int i) {
    if (state.frame.opened != Opened.LAMBDA_PARAMETERS || state.omissible != Omissible.COMMA) {
      throw errors.expected("an expression", i);
    }
    state.hasOperand();
  }

  private int readColonForOperand(int i) {
    if (state.frame.opened == Opened.SUBSCRIPT && state.omissible != Omissible.NO) {
      state.expectOperand(Omissible.COLON);
      return i + 1;
    }
    if (state.frame.opened == Opened.LAMBDA_PARAMETERS && state.startsElement()) {
      operators.beginLambdaBody();
      return i + 1;
    }
    return stopForOperand(i);
  }

  private void readCommaForOperand(int i) {
    if (state.omissible != Omissible.COLON && state.omissible != Omissible.YIELD) {
      throw errors.expected("an expression", i);
    }
    state.expectOperand(Omissible.COMMA);
  }

  private int readCloserForOperand(int i) {
    boolean empty = tokens.type(i) != TokenType.FIELD_END && state.frame.opened != Opened.SUBSCRIPT;
    boolean allowed =
        switch (state.omissible) {
          case NO -> false;
          case OPENED -> empty;
          default -> true;
        };
    if (!allowed || state.frame.opened == Opened.BASE) {
      return stopForOperand(i);
    }
    return operators.close(i);
  }

  /** The expression of a replacement field can end with a comma or a bare yield. */
  private int readFieldEndForOperand(int i) {
    boolean complete = state.omissible == Omissible.COMMA || state.omissible == Omissible.YIELD;
    if (state.frame.opened != Opened.FIELD || !complete) {
      return stopForOperand(i);
    }
    state.hasOperand();
    return i;
  }

  private int stopForOperand(int i) {
    boolean complete = state.omissible != Omissible.NO && state.frame.opened == Opened.BASE;
    if (!complete) {
      throw errors.expected("an expression", i);
    }
    state.done = true;
    return i;
  }

  private void requireFunction(int yield) {
    if (blocks.surroundings().function() == Surroundings.Function.NONE && !state.inLambda()) {
      throw errors.fault("'yield' is only allowed in a function", yield);
    }
  }

  private void requireNotAsync(int yield) {
    if (blocks.surroundings().async() && !state.inLambda()) {
      throw errors.fault("'yield from' is not allowed in an asynchronous function", yield);
    }
  }
}
