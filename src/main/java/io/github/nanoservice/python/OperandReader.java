package io.github.nanoservice.python;

import io.github.nanoservice.python.ExpressionState.Comprehension;
import io.github.nanoservice.python.ExpressionState.Due;
import io.github.nanoservice.python.ExpressionState.Opened;

/** Reads a token where an operand is due. */
final class OperandReader {
  private final ExpressionState state;
  private final OperatorReader operators;
  private final Tokens tokens;
  private final Scopes scopes;
  private final BlockStack blocks;
  private final ElementRules elements;
  private final StringRules strings;
  private final ChangedArguments changed;
  private final SyntaxMessages errors;

  OperandReader(
      ExpressionState state,
      OperatorReader operators,
      Tokens tokens,
      Scopes scopes,
      BlockStack blocks,
      ElementRules elements,
      StringRules strings,
      ChangedArguments changed,
      SyntaxMessages errors) {
    this.state = state;
    this.operators = operators;
    this.tokens = tokens;
    this.scopes = scopes;
    this.blocks = blocks;
    this.elements = elements;
    this.strings = strings;
    this.changed = changed;
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
        strings.require(i);
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
      case PLUS, MINUS, TILDE -> {
        requireExpression(i);
        requireStart(Due.SIGN, i);
        state.expectOperand(Due.SIGN);
      }
      case NOT -> {
        requireExpression(i);
        requireStart(Due.NEGATION, i);
        state.expectOperand(Due.NEGATION);
      }
      case AWAIT -> {
        requireExpression(i);
        requireStart(Due.SIGN, i);
        operators.requireAsync(i);
        operators.requireNoTypeParameters(i);
        state.expectOperand(Due.PRIMARY);
      }
      case STAR, DOUBLE_STAR -> {
        return readStar(i);
      }
      case LAMBDA -> {
        requireExpression(i);
        requireStart(Due.EXPRESSION, i);
        state.openParameters(i);
        scopes.open(Scopes.Kind.FUNCTION);
        scopes.outside(true);
      }
      case YIELD -> {
        requireExpression(i);
        requireFunction(i);
        elements.yield(i);
        operators.requireNoTypeParameters(i);
        scopes.yields();
        state.expectOperand(Due.YIELD);
        if (tokens.type(i + 1) == TokenType.FROM) {
          requireNotAsync(i);
          state.expectOperand(Due.EXPRESSION);
          return i + 2;
        }
      }
      case SLASH -> {
        return readPositionalMark(i);
      }
      case IN -> {
        boolean afterComma =
            state.frame.comprehension == Comprehension.TARGETS && state.due == Due.COMMA;
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

  /** Throws if the operator before an operand binds too tightly for how the operand begins. */
  private void requireStart(Due loosest, int i) {
    if (state.due.compareTo(loosest) > 0) {
      throw errors.fault(
          "what begins with '%s' must be in parentheses after this operator"
              .formatted(tokens.type(i).text()),
          i);
    }
  }

  private int readName(int i) {
    int name = tokens.name(i);
    TokenType next = tokens.type(i + 1);
    if (state.frame.opened == Opened.LAMBDA_PARAMETERS) {
      readParameter(i);
      scopes.bind(name, tokens.start(i));
      return operators.readAfterParameter(i + 1);
    }
    if (state.frame.opened == Opened.CALL && next == TokenType.ASSIGN && state.startsElement()) {
      elements.keyword(i);
      state.expectOperand(Due.EXPRESSION);
      return i + 2;
    }
    int flags = state.takesTargets() ? UnresolvedNames.TARGET : 0;
    if (changed.has(i) || changed.hasSuper(i)) {
      flags |= UnresolvedNames.CHANGED;
    }
    int use = scopes.use(name, tokens.start(i), tokens.end(i), flags);
    state.hasOperand();
    state.operandUse = use;
    state.chain = use;
    state.root = use;
    state.soleFirst = i;
    state.soleLast = i;
    state.soleUse = use;
    return i + 1;
  }

  private void readParameter(int name) {
    ParameterRules parameters = state.frame.parameters;
    if (state.startsElement()) {
      parameters.plain(name);
    } else if (tokens.type(name - 1) == TokenType.STAR) {
      parameters.collecting(name);
    } else {
      parameters.mapping(name);
    }
  }

  private int readStar(int i) {
    if (state.frame.opened != Opened.LAMBDA_PARAMETERS) {
      elements.star(i);
      state.expectOperand(elements.starsAnything() ? Due.EXPRESSION : Due.SIGN);
      return i + 1;
    }
    if (!state.startsElement()) {
      throw errors.expected("a parameter name", i);
    }
    // A single star among parameters: lambda *, key: key
    if (tokens.type(i) == TokenType.STAR && tokens.type(i + 1) == TokenType.COMMA) {
      state.frame.parameters.bareStar(i);
      return operators.readAfterParameter(i + 1);
    }
    state.expectOperand(Due.EXPRESSION);
    return i + 1;
  }

  /** Reads the slash after the positional-only parameters of a lambda. */
  private int readPositionalMark(int i) {
    if (state.frame.opened != Opened.LAMBDA_PARAMETERS || !state.startsElement()) {
      throw errors.expected("an expression", i);
    }
    state.frame.parameters.slash(i);
    return operators.readAfterParameter(i + 1);
  }

  private int readColonForOperand(int i) {
    if (state.frame.opened == Opened.SUBSCRIPT && state.due.isOmissible()) {
      elements.colon(i);
      state.expectOperand(Due.COLON);
      return i + 1;
    }
    if (state.frame.opened == Opened.LAMBDA_PARAMETERS && state.startsElement()) {
      operators.beginLambdaBody(i);
      return i + 1;
    }
    return stopForOperand(i);
  }

  private void readCommaForOperand(int i) {
    if (state.due != Due.COLON) {
      throw errors.expected("an expression", i);
    }
    operators.beginElement(i);
  }

  private int readCloserForOperand(int i) {
    boolean empty = tokens.type(i) != TokenType.FIELD_END && state.frame.opened != Opened.SUBSCRIPT;
    boolean allowed =
        switch (state.due) {
          case OPENED -> empty;
          case COMMA, COLON, YIELD -> true;
          default -> false;
        };
    if (!allowed || state.frame.opened == Opened.BASE) {
      return stopForOperand(i);
    }
    return operators.close(i);
  }

  /** The expression of a replacement field can end with a comma or a bare yield. */
  private int readFieldEndForOperand(int i) {
    boolean complete = state.due == Due.COMMA || state.due == Due.YIELD;
    if (state.frame.opened != Opened.FIELD || !complete) {
      return stopForOperand(i);
    }
    state.hasOperand();
    return i;
  }

  private int stopForOperand(int i) {
    boolean complete = state.due.isOmissible() && state.frame.opened == Opened.BASE;
    if (!complete) {
      throw errors.expected("an expression", i);
    }
    state.done = true;
    return i;
  }

  private void requireFunction(int yield) {
    boolean inFunction =
        blocks.surroundings().function() != Surroundings.Function.NONE || state.inLambda();
    // CPython 3.8 and 3.9 accept every annotation that they do not evaluate.
    if (!inFunction && !scopes.inKeptAnnotation()) {
      throw errors.fault("'yield' is only allowed in a function", yield);
    }
  }

  private void requireNotAsync(int yield) {
    if (blocks.surroundings().async() && !state.inLambda()) {
      throw errors.fault("'yield from' is not allowed in an asynchronous function", yield);
    }
  }
}
