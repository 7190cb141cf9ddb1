package io.github.nanoservice.python;

import io.github.nanoservice.python.ExpressionReader.Extent;
import io.github.nanoservice.python.ExpressionState.Comprehension;
import io.github.nanoservice.python.ExpressionState.Due;
import io.github.nanoservice.python.ExpressionState.Frame;
import io.github.nanoservice.python.ExpressionState.Opened;

/** Reads a token where an operator is due, or anything else that can follow an operand. */
final class OperatorReader {
  private final ExpressionState state;
  private final String text;
  private final Tokens tokens;
  private final Scopes scopes;
  private final BlockStack blocks;
  private final AssignmentTargets targets;
  private final ElementRules elements;
  private final StringRules strings;
  private final SyntaxMessages errors;

  OperatorReader(
      ExpressionState state,
      String text,
      Tokens tokens,
      Scopes scopes,
      BlockStack blocks,
      AssignmentTargets targets,
      ElementRules elements,
      StringRules strings,
      SyntaxMessages errors) {
    this.state = state;
    this.text = text;
    this.tokens = tokens;
    this.scopes = scopes;
    this.blocks = blocks;
    this.targets = targets;
    this.elements = elements;
    this.strings = strings;
    this.errors = errors;
  }

  /** Reads the token; returns the next token to read. */
  int read(int i) {
    switch (tokens.type(i)) {
      case DOT -> {
        return readAttribute(i);
      }
      case LEFT_PARENTHESIS -> {
        if (state.chain >= 0) {
          scopes.call(state.chain);
        } else if (state.soleFirst >= 0 && state.soleLast == i - 1) {
          scopes.call(state.soleUse);
        }
        openTrailer(Opened.CALL, i);
      }
      case LEFT_BRACKET -> openTrailer(Opened.SUBSCRIPT, i);
      case STRING, FSTRING_START -> {
        if (!state.string) {
          return stop(i);
        }
        strings.requireSame(i - 1, i);
        if (tokens.type(i) == TokenType.FSTRING_START) {
          openFString(i);
        } else {
          strings.require(i);
        }
      }
      case OPERATOR, STAR, DOUBLE_STAR, PLUS, MINUS, AT, SLASH, VERTICAL_BAR ->
          readBinary(i, Due.SIGN);
      case COMPARISON -> {
        elements.looseOperator(i);
        readBinary(i, Due.SIGN);
      }
      case AND, OR -> {
        elements.looseOperator(i);
        readBinary(i, Due.NEGATION);
      }
      case IS -> {
        elements.looseOperator(i);
        readBinary(i, Due.SIGN);
        return tokens.type(i + 1) == TokenType.NOT ? i + 2 : i + 1;
      }
      case NOT -> {
        if (tokens.type(i + 1) != TokenType.IN) {
          return stop(i);
        }
        elements.looseOperator(i);
        readBinary(i, Due.SIGN);
        return i + 2;
      }
      case IN -> {
        return readIn(i);
      }
      case IF -> {
        return readIf(i);
      }
      case ELSE -> {
        if (state.frame.conditionals == 0) {
          return stop(i);
        }
        state.frame.conditionals--;
        state.expectOperand(Due.EXPRESSION);
      }
      case FOR, ASYNC -> {
        return readFor(i);
      }
      case COMMA -> {
        return readComma(i);
      }
      case COLON -> {
        return readColon(i);
      }
      case ASSIGN -> {
        return readAssign(i);
      }
      case WALRUS -> readWalrus(i);
      case AS -> {
        if (state.frame.opened != Opened.GROUP) {
          return stop(i);
        }
        elements.alias(i);
        state.frame.firstTarget = scopes.useCount();
        state.frame.targetToken = i + 1;
        state.expectOperand(Due.EXPRESSION);
      }
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FIELD_END -> {
        return state.frame.opened == Opened.BASE || state.frame.opened == Opened.LAMBDA_BODY
            ? stop(i)
            : close(i);
      }
      case FSTRING_END -> {
        requireInside(Opened.FSTRING, i);
        strings.requireText(state.frame.token, i - 1, i);
        state.pop();
        state.hasOperand();
        state.string = true;
      }
      case FIELD_START -> {
        if (state.frame.opened != Opened.FSTRING && state.frame.opened != Opened.FORMAT) {
          throw errors.unexpected(i);
        }
        if (state.frame.opened == Opened.FSTRING) {
          strings.requireText(state.frame.token, i - 1, i);
        }
        state.open(Opened.FIELD, i);
      }
      case EXCLAMATION -> {
        return readConversion(i);
      }
      case FIELD_COLON -> {
        return readFormat(i);
      }
      default -> {
        return stop(i);
      }
    }
    return i + 1;
  }

  /** Reads what follows a parameter of a lambda: its default, the next parameter or the body. */
  int readAfterParameter(int i) {
    switch (tokens.type(i)) {
      case COMMA -> {
        return readComma(i);
      }
      case COLON -> beginLambdaBody(i);
      case ASSIGN -> {
        state.frame.parameters.defaultValue(i);
        state.frame.opened = Opened.LAMBDA_DEFAULT;
        state.expectOperand(Due.EXPRESSION);
      }
      default -> throw errors.unexpected(i);
    }
    return i + 1;
  }

  private void requireInside(Opened opened, int i) {
    if (state.frame.opened != opened || state.frame.conditionals > 0) {
      throw errors.unexpected(i);
    }
  }

  private int readAttribute(int i) {
    if (tokens.type(i + 1) != TokenType.NAME) {
      throw errors.expected("a name", i + 1);
    }
    scopes.noTargets(state.operandUse);
    notePart();
    state.string = false;
    if (state.chain >= 0) {
      scopes.attribute(tokens.name(i + 1));
    }
    return i + 2;
  }

  private void openTrailer(Opened opened, int i) {
    scopes.noTargets(state.operandUse);
    int root = opened == Opened.SUBSCRIPT ? state.root : -1;
    if (opened == Opened.SUBSCRIPT) {
      notePart();
    } else {
      noteCall(i);
    }
    state.open(opened, i);
    state.frame.root = root;
    state.frame.targets = false;
  }

  private void notePart() {
    if (state.root >= 0 && state.takesTargets()) {
      scopes.partTarget(state.root);
    }
  }

  private void noteCall(int i) {
    if (state.root < 0) {
      return;
    }
    scopes.noPartTarget(state.root);
    boolean ofPart = state.chain < 0 && tokens.type(i - 2) == TokenType.DOT;
    if (ofPart && tokens.type(i - 1) == TokenType.NAME) {
      scopes.callPart(state.root, tokens.name(i - 1));
    }
  }

  void openFString(int i) {
    state.open(Opened.FSTRING, i);
    state.operand = false;
    state.string = false;
  }

  private void readBinary(int i, Due right) {
    if (state.frame.opened == Opened.FSTRING || state.frame.opened == Opened.FORMAT) {
      throw errors.unexpected(i);
    }
    state.expectOperand(right);
  }

  int readIn(int i) {
    Due iterable = Due.SIGN;
    if (state.frame.comprehension == Comprehension.TARGETS) {
      targets.require(AssignmentTargets.Use.ASSIGN, state.frame.targetToken, i);
      state.frame.beginElement(i + 1);
      scopes.bindTargets(state.frame.firstTarget);
      state.frame.comprehension =
          state.frame.iterated ? Comprehension.ITERABLE : Comprehension.FIRST_ITERABLE;
      iterable = Due.NEGATION;
      state.frame.iterated = true;
      scopes.outside(state.frame.comprehension == Comprehension.FIRST_ITERABLE);
    } else if (state.extent == Extent.TARGETS && state.frame.opened == Opened.BASE) {
      elements.endAll(i);
      state.done = true;
      return i;
    } else {
      elements.looseOperator(i);
    }
    state.expectOperand(iterable);
    return i + 1;
  }

  private int readIf(int i) {
    switch (state.frame.comprehension) {
      case NONE -> {
        elements.looseOperator(i);
        state.frame.conditionals++;
        state.expectOperand(Due.NEGATION);
        return i + 1;
      }
      case TARGETS -> throw errors.expected("'in'", i);
      default -> {
        scopes.outside(false);
        state.frame.comprehension = Comprehension.CONDITION;
      }
    }
    state.expectOperand(Due.EXPRESSION);
    return i + 1;
  }

  /**
   * Checks an {@code await}, or the {@code async} of a comprehension. A generator expression may
   * have it in any function. Whether parentheses contain one is known when they close.
   */
  void requireAsync(int token) {
    if (scopes.inKeptAnnotation()) {
      return; // CPython 3.8 and 3.9 accept every annotation that they do not evaluate
    }
    boolean async = blocks.surroundings().async() && !state.inLambda();
    if (!async && !state.postpone(token)) {
      throw errors.fault(
          tokens.type(token) == TokenType.AWAIT
              ? "'await' is only allowed in an asynchronous function"
              : "an asynchronous comprehension is only allowed in an asynchronous function",
          token);
    }
  }

  /** PEP 695: what type parameters apply to is evaluated lazily, in a scope of its own. */
  void requireNoTypeParameters(int i) {
    if (scopes.evaluating(0) == Scopes.Kind.TYPE_PARAMETERS) {
      throw errors.fault(
          "'%s' is not allowed where type parameters are defined".formatted(tokens.type(i).text()),
          i);
    }
  }

  private boolean isParenthesis() {
    return state.frame.opened == Opened.GROUP || state.frame.opened == Opened.CALL;
  }

  private int readFor(int i) {
    int keyword = tokens.type(i) == TokenType.ASYNC ? i + 1 : i;
    switch (state.frame.opened) {
      case GROUP, LIST, BRACE, CALL -> {
        if (tokens.type(keyword) != TokenType.FOR
            || state.frame.conditionals > 0
            || state.frame.comprehension == Comprehension.TARGETS) {
          throw errors.unexpected(i);
        }
        boolean first = state.frame.comprehension == Comprehension.NONE;
        if (first) {
          elements.comprehension(i);
        }
        boolean inComprehension = scopes.evaluating(first ? 0 : 1) == Scopes.Kind.COMPREHENSION;
        if (keyword > i && !isParenthesis() && !inComprehension) {
          requireAsync(i);
        }
      }
      default -> {
        return stop(i);
      }
    }
    if (state.frame.comprehension == Comprehension.NONE) {
      scopes.openComprehension(state.frame.firstUse, state.frame.firstBinding);
    }
    scopes.outside(false);
    state.frame.comprehension = Comprehension.TARGETS;
    state.frame.firstTarget = scopes.useCount();
    state.frame.targetToken = keyword + 1;
    state.frame.beginElement(keyword + 1);
    state.expectOperand(Due.OPENED);
    return keyword + 1;
  }

  private int readComma(int i) {
    switch (state.frame.opened) {
      case BASE -> {
        if (!state.extent.list() || state.frame.conditionals > 0) {
          return stop(i);
        }
        if (state.frame.has(Frame.YIELD_FROM)) {
          throw errors.unexpected(i);
        }
      }
      case LAMBDA_BODY -> {
        return stop(i);
      }
      case LAMBDA_DEFAULT -> state.frame.opened = Opened.LAMBDA_PARAMETERS;
      case FSTRING, FORMAT -> throw errors.unexpected(i);
      default -> {
        if (state.frame.has(Frame.YIELD_FROM)) {
          throw errors.unexpected(i);
        }
        endElement(i);
      }
    }
    beginElement(i);
    return i + 1;
  }

  /** Begins an element after a comma. */
  void beginElement(int comma) {
    if (state.frame.comprehension == Comprehension.NONE) {
      state.frame.add(Frame.COMMA);
    }
    state.frame.beginElement(comma + 1);
    state.expectOperand(Due.COMMA);
  }

  private void endElement(int i) {
    if (state.frame.conditionals > 0) {
      throw errors.expected("'else'", i);
    }
    if (state.frame.comprehension == Comprehension.TARGETS) {
      return;
    }
    elements.end(i);
    if (state.frame.comprehension != Comprehension.NONE) {
      throw errors.unexpected(i);
    }
    endTarget(i);
  }

  /** Binds the target of {@code as} in a parenthesized list of {@code with} items. */
  private void endTarget(int end) {
    if (state.frame.opened == Opened.GROUP
        && state.frame.firstTarget >= 0
        && state.frame.comprehension == Comprehension.NONE) {
      targets.require(AssignmentTargets.Use.ASSIGN, state.frame.targetToken, end);
      scopes.bindTargets(state.frame.firstTarget);
      state.frame.firstTarget = -1;
    }
  }

  private void endComprehension(int i) {
    if (state.frame.comprehension == Comprehension.TARGETS) {
      throw errors.expected("'in'", i);
    }
    if (state.frame.comprehension != Comprehension.NONE) {
      scopes.outside(false);
      scopes.requireValid();
      scopes.close();
      if (isParenthesis()) {
        state.frame.postponed = -1;
      }
      state.frame.comprehension = Comprehension.NONE;
      state.frame.iterated = false;
    }
  }

  private int readColon(int i) {
    switch (state.frame.opened) {
      case SUBSCRIPT -> {
        elements.colon(i);
        state.expectOperand(Due.COLON);
      }
      case BRACE -> {
        elements.colon(i);
        state.expectOperand(Due.EXPRESSION);
      }
      case LAMBDA_DEFAULT -> beginLambdaBody(i);
      default -> {
        return stop(i);
      }
    }
    if (state.frame.conditionals > 0) {
      throw errors.expected("'else'", i);
    }
    return i + 1;
  }

  void beginLambdaBody(int colon) {
    state.frame.parameters.end(colon);
    state.frame.opened = Opened.LAMBDA_BODY;
    scopes.outside(false);
    state.expectOperand(Due.EXPRESSION);
  }

  private int readAssign(int i) {
    switch (state.frame.opened) {
      case FIELD -> {
        TokenType next = tokens.type(i + 1);
        boolean endsField =
            next == TokenType.FIELD_END
                || next == TokenType.FIELD_COLON
                || next == TokenType.EXCLAMATION;
        if (!endsField) {
          throw errors.unexpected(i);
        }
        return i + 1;
      }
      default -> {
        return stop(i);
      }
    }
  }

  private void readWalrus(int i) {
    elements.walrus(i);
    requireNoTypeParameters(i);
    scopes.bindWalrus();
    state.expectOperand(Due.EXPRESSION);
  }

  private int readConversion(int i) {
    if (state.frame.opened == Opened.LAMBDA_BODY) {
      return stop(i);
    }
    requireInside(Opened.FIELD, i);
    if (!isConversion(i + 1) || tokens.start(i + 1) != tokens.end(i)) {
      throw errors.expected("a conversion: s, r or a", i + 1);
    }
    state.string = false;
    return i + 2;
  }

  private boolean isConversion(int i) {
    return tokens.type(i) == TokenType.NAME
        && tokens.end(i) == tokens.start(i) + 1
        && "sra".indexOf(text.charAt(tokens.start(i))) >= 0;
  }

  private int readFormat(int i) {
    if (state.frame.opened == Opened.LAMBDA_BODY) {
      return stop(i);
    }
    requireInside(Opened.FIELD, i);
    state.frame.opened = Opened.FORMAT;
    state.operand = false;
    state.string = false;
    state.chain = -1;
    state.soleFirst = -1;
    return i + 1;
  }

  /**
   * Closes the construct, which ends without a bracket of its own. The enclosing construct reads
   * the same token.
   */
  private int stop(int i) {
    switch (state.frame.opened) {
      case BASE -> {
        if (state.frame.conditionals > 0) {
          throw errors.expected("'else'", i);
        }
        elements.endAll(i);
        state.done = true;
      }
      case LAMBDA_BODY -> {
        if (state.frame.conditionals > 0) {
          throw errors.expected("'else'", i);
        }
        scopes.close();
        state.pop();
        state.hasOperand();
      }
      default -> throw errors.unexpected(i);
    }
    return i;
  }

  int close(int i) {
    TokenType closer =
        switch (state.frame.opened) {
          case GROUP, CALL -> TokenType.RIGHT_PARENTHESIS;
          case LIST, SUBSCRIPT -> TokenType.RIGHT_BRACKET;
          case BRACE -> TokenType.RIGHT_BRACE;
          case FIELD, FORMAT -> TokenType.FIELD_END;
          default -> TokenType.NEWLINE;
        };
    if (tokens.type(i) != closer || state.frame.conditionals > 0) {
      throw errors.unexpected(i);
    }
    if (!state.operand) {
      elements.end(i);
    }
    elements.endAll(i + 1);
    endTarget(i);
    endComprehension(i);
    if (state.frame.has(Frame.ALIAS) && tokens.type(i + 1) != TokenType.COLON) {
      throw errors.unexpected(i + 1);
    }
    Frame closed = state.frame;
    state.pop();
    if (closed.postponed >= 0) {
      requireAsync(closed.postponed);
    }
    boolean sole =
        closed.opened == Opened.GROUP
            && state.soleFirst == closed.token + 1
            && state.soleLast == i - 1
            && !state.operand;
    state.hasOperand();
    if (closed.opened == Opened.GROUP) {
      elements.group(closed);
    }
    state.root = closed.root;
    if (closed.targets) {
      state.operandUse = closed.firstUse;
    }
    if (sole) {
      state.root = state.soleUse;
      state.soleFirst = closed.token;
      state.soleLast = i;
    }
    return i + 1;
  }
}
