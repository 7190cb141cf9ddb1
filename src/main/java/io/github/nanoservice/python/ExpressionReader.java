package io.github.nanoservice.python;

import static io.github.nanoservice.python.Violation.Kind.TOO_DEEP;

import java.util.Arrays;

/**
 * Reads expressions, and tells {@link Scopes} which names they use and bind. It keeps what is open
 * on a stack of its own instead of recursing, and knows at every token whether an operand or an
 * operator is due: that is enough to tell the roles of names apart, and to refuse most of what is
 * no expression.
 */
final class ExpressionReader {

  /** How far an expression goes. */
  enum Extent {
    /** Up to a comma. */
    ONE,
    /** Commas make it a tuple. */
    LIST,
    /** The targets of a {@code for}: up to {@code in}. */
    TARGETS
  }

  /** What is open: a bracket, or a construct that ends without one. */
  private enum Opened {
    BASE,
    GROUP,
    LIST,
    SUBSCRIPT,
    CALL,
    BRACE,
    LAMBDA_PARAMETERS,
    LAMBDA_DEFAULT,
    LAMBDA_BODY,
    FSTRING,
    FIELD,
    FORMAT
  }

  /** How far a comprehension has come in its bracket. */
  private enum Comprehension {
    NONE,
    TARGETS,
    FIRST_ITERABLE,
    REST
  }

  /** Why there may be no operand although one is due. */
  private enum Omissible {
    NO,
    OPENED,
    COMMA,
    COLON,
    YIELD
  }

  private static final class Frame {
    Opened opened;
    int token;
    int firstUse;
    int firstBinding;
    int firstTarget;
    int conditionals;
    boolean targets;
    boolean iterated;
    Comprehension comprehension;
  }

  /**
   * More than CPython's own parser can stack up; reached by lambdas in lambdas only, since brackets
   * are counted before.
   */
  private static final int MOST_FRAMES = 1000;

  private final Tokens tokens;
  private final Scopes scopes;
  private final SyntaxFaults faults;

  private Frame[] frames = new Frame[16];
  private int depth;
  private Frame frame;
  private Extent extent;

  private boolean operand;
  private Omissible omissible;
  private boolean string;

  /**
   * The first use in the operand read last, from where on nothing can be assigned to once an
   * attribute or the like follows.
   */
  private int operandUse;

  /** The use that an attribute or a call directly behind belongs to, or -1. */
  private int chain;

  /** The tokens that hold nothing but one name, however parenthesized, and its use. */
  private int soleFirst;

  private int soleLast;
  private int soleUse;

  private boolean done;

  ExpressionReader(Tokens tokens, Scopes scopes, SyntaxFaults faults) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.faults = faults;
    Arrays.setAll(frames, i -> new Frame());
  }

  /**
   * Reads an expression that begins at a token.
   *
   * @return the token behind it, the same one if there is no expression
   */
  int read(int index, Extent wanted) {
    return read(index, wanted, true);
  }

  /** Reads an expression that must be there. */
  int readSome(int index, Extent wanted) {
    int end = read(index, wanted);
    if (end == index) {
      throw faults.expected("an expression", index);
    }
    return end;
  }

  /** Reads the arguments of a call, from its opening parenthesis on. */
  int readArguments(int index) {
    return read(index, Extent.ONE, false);
  }

  private int read(int index, Extent wanted, boolean operandDue) {
    extent = wanted;
    depth = 0;
    done = false;
    soleFirst = -1;
    open(Opened.BASE, index);
    operand = operandDue;
    operandUse = scopes.uses();
    chain = -1;
    int i = index;
    while (!done) {
      i = operand ? readOperand(i) : readOperator(i);
    }
    return i;
  }

  private void open(Opened opened, int token) {
    if (depth == MOST_FRAMES) {
      throw new SyntaxFault(
          TOO_DEEP,
          tokens.span(token),
          "this expression is nested more than " + MOST_FRAMES + " deep",
          "give the inner parts names of their own");
    }
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
      for (int i = depth; i < frames.length; i++) {
        frames[i] = new Frame();
      }
    }
    boolean targets =
        depth == 0 || takesTargets() && (opened == Opened.GROUP || opened == Opened.LIST);
    frame = frames[depth++];
    frame.opened = opened;
    frame.token = token;
    frame.firstUse = scopes.uses();
    frame.firstBinding = scopes.bindings();
    frame.firstTarget = -1;
    frame.conditionals = 0;
    frame.targets = targets;
    frame.iterated = false;
    frame.comprehension = Comprehension.NONE;
    expectOperand(Omissible.OPENED);
  }

  private boolean takesTargets() {
    return frame.targets || frame.comprehension == Comprehension.TARGETS;
  }

  private void pop() {
    depth--;
    frame = frames[depth - 1];
  }

  private void expectOperand(Omissible reason) {
    operand = true;
    omissible = reason;
  }

  private void hasOperand() {
    operand = false;
    string = false;
    chain = -1;
    operandUse = scopes.uses();
  }

  private int readOperand(int i) {
    switch (tokens.type(i)) {
      case NAME -> {
        return readName(i);
      }
      case NUMBER, TRUE, FALSE, NONE, ELLIPSIS -> {
        requireExpression(i);
        hasOperand();
      }
      case STRING -> {
        requireExpression(i);
        hasOperand();
        string = true;
      }
      case FSTRING_START -> {
        requireExpression(i);
        openFString(i);
      }
      case LEFT_PARENTHESIS -> {
        requireExpression(i);
        open(Opened.GROUP, i);
      }
      case LEFT_BRACKET -> {
        requireExpression(i);
        open(Opened.LIST, i);
      }
      case LEFT_BRACE -> {
        requireExpression(i);
        open(Opened.BRACE, i);
      }
      case PLUS, MINUS, TILDE, NOT, AWAIT -> {
        requireExpression(i);
        omissible = Omissible.NO;
      }
      case STAR, DOUBLE_STAR -> readStar(i);
      case LAMBDA -> {
        requireExpression(i);
        open(Opened.LAMBDA_PARAMETERS, i);
        scopes.open(Scopes.Kind.FUNCTION);
        scopes.outside(true);
      }
      case YIELD -> {
        requireExpression(i);
        scopes.yields();
        expectOperand(Omissible.YIELD);
        if (tokens.type(i + 1) == TokenType.FROM) {
          expectOperand(Omissible.NO);
          return i + 2;
        }
      }
      case SLASH -> readPositionalMark(i);
      case IN -> {
        boolean behindComma =
            frame.comprehension == Comprehension.TARGETS && omissible == Omissible.COMMA;
        return behindComma ? readIn(i) : stopForOperand(i);
      }
      case COLON -> {
        return readColonForOperand(i);
      }
      case COMMA -> readCommaForOperand(i);
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FIELD_END -> {
        return readCloserForOperand(i);
      }
      default -> {
        return stopForOperand(i);
      }
    }
    return i + 1;
  }

  /** Among the parameters of a lambda only names, stars and slashes stand for themselves. */
  private void requireExpression(int i) {
    if (frame.opened == Opened.LAMBDA_PARAMETERS) {
      throw faults.expected("a parameter name", i);
    }
  }

  private int readName(int i) {
    int name = tokens.name(i);
    TokenType next = tokens.type(i + 1);
    if (frame.opened == Opened.LAMBDA_PARAMETERS) {
      scopes.bind(name, tokens.start(i));
      hasOperand();
      return i + 1;
    }
    if (frame.opened == Opened.CALL && next == TokenType.ASSIGN && startsElement()) {
      expectOperand(Omissible.NO);
      return i + 2;
    }
    int use = scopes.use(name, tokens.start(i), tokens.end(i), takesTargets() ? Scopes.TARGET : 0);
    hasOperand();
    operandUse = use;
    chain = use;
    soleFirst = i;
    soleLast = i;
    soleUse = use;
    return i + 1;
  }

  private boolean startsElement() {
    return omissible == Omissible.OPENED || omissible == Omissible.COMMA;
  }

  private void readStar(int i) {
    boolean mapping = tokens.type(i) == TokenType.DOUBLE_STAR;
    boolean allowed =
        switch (frame.opened) {
          case CALL, BRACE, LAMBDA_PARAMETERS -> startsElement();
          default -> !mapping && (startsElement() || omissible == Omissible.YIELD);
        };
    if (!allowed) {
      throw faults.expected("an expression", i);
    }
    // A lone star among parameters: lambda *, key: key
    boolean alone =
        frame.opened == Opened.LAMBDA_PARAMETERS && tokens.type(i + 1) == TokenType.COMMA;
    if (alone) {
      hasOperand();
    } else {
      omissible = Omissible.NO;
    }
  }

  /** The slash behind positional-only parameters of a lambda. */
  private void readPositionalMark(int i) {
    if (frame.opened != Opened.LAMBDA_PARAMETERS || omissible != Omissible.COMMA) {
      throw faults.expected("an expression", i);
    }
    hasOperand();
  }

  private int readColonForOperand(int i) {
    if (frame.opened == Opened.SUBSCRIPT && omissible != Omissible.NO) {
      expectOperand(Omissible.COLON);
      return i + 1;
    }
    if (frame.opened == Opened.LAMBDA_PARAMETERS && startsElement()) {
      beginLambdaBody();
      return i + 1;
    }
    return stopForOperand(i);
  }

  private void readCommaForOperand(int i) {
    if (omissible != Omissible.COLON && omissible != Omissible.YIELD) {
      throw faults.expected("an expression", i);
    }
    expectOperand(Omissible.COMMA);
  }

  private int readCloserForOperand(int i) {
    boolean empty = tokens.type(i) != TokenType.FIELD_END && frame.opened != Opened.SUBSCRIPT;
    boolean allowed =
        switch (omissible) {
          case NO -> false;
          case OPENED -> empty;
          default -> true;
        };
    if (!allowed || frame.opened == Opened.BASE) {
      return stopForOperand(i);
    }
    return close(i);
  }

  private int stopForOperand(int i) {
    boolean complete = omissible != Omissible.NO && frame.opened == Opened.BASE;
    if (!complete) {
      throw faults.expected("an expression", i);
    }
    done = true;
    return i;
  }

  private int readOperator(int i) {
    switch (tokens.type(i)) {
      case DOT -> {
        return readAttribute(i);
      }
      case LEFT_PARENTHESIS -> {
        if (chain >= 0) {
          scopes.call(chain);
        } else if (soleFirst >= 0 && soleLast == i - 1) {
          scopes.call(soleUse);
        }
        openTrailer(Opened.CALL, i);
      }
      case LEFT_BRACKET -> openTrailer(Opened.SUBSCRIPT, i);
      case STRING, FSTRING_START -> {
        if (!string) {
          return stop(i);
        }
        if (tokens.type(i) == TokenType.FSTRING_START) {
          openFString(i);
        }
      }
      case OPERATOR, STAR, DOUBLE_STAR, PLUS, MINUS, AT, SLASH, VERTICAL_BAR, AND, OR, IS ->
          readBinary(i);
      case NOT -> {
        if (tokens.type(i + 1) != TokenType.IN) {
          return stop(i);
        }
        expectOperand(Omissible.NO);
        return i + 2;
      }
      case IN -> {
        return readIn(i);
      }
      case IF -> {
        return readIf(i);
      }
      case ELSE -> {
        if (frame.conditionals == 0) {
          return stop(i);
        }
        frame.conditionals--;
        expectOperand(Omissible.NO);
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
        if (frame.opened != Opened.GROUP) {
          return stop(i);
        }
        frame.firstTarget = scopes.uses();
        expectOperand(Omissible.NO);
      }
      case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, FIELD_END -> {
        return frame.opened == Opened.BASE || frame.opened == Opened.LAMBDA_BODY
            ? stop(i)
            : close(i);
      }
      case FSTRING_END -> {
        requireInside(Opened.FSTRING, i);
        pop();
        hasOperand();
        string = true;
      }
      case FIELD_START -> {
        if (frame.opened != Opened.FSTRING && frame.opened != Opened.FORMAT) {
          throw faults.unexpected(i);
        }
        open(Opened.FIELD, i);
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

  private void requireInside(Opened opened, int i) {
    if (frame.opened != opened || frame.conditionals > 0) {
      throw faults.unexpected(i);
    }
  }

  private int readAttribute(int i) {
    if (tokens.type(i + 1) != TokenType.NAME) {
      throw faults.expected("a name", i + 1);
    }
    scopes.noTargets(operandUse);
    string = false;
    if (chain >= 0) {
      scopes.attribute(tokens.name(i + 1));
    }
    return i + 2;
  }

  private void openTrailer(Opened opened, int i) {
    scopes.noTargets(operandUse);
    open(opened, i);
    frame.targets = false;
  }

  private void openFString(int i) {
    open(Opened.FSTRING, i);
    operand = false;
    string = false;
  }

  private void readBinary(int i) {
    if (frame.opened == Opened.LAMBDA_PARAMETERS
        || frame.opened == Opened.FSTRING
        || frame.opened == Opened.FORMAT) {
      throw faults.unexpected(i);
    }
    expectOperand(Omissible.NO);
  }

  private int readIn(int i) {
    if (frame.comprehension == Comprehension.TARGETS) {
      scopes.bindTargets(frame.firstTarget);
      frame.comprehension = frame.iterated ? Comprehension.REST : Comprehension.FIRST_ITERABLE;
      frame.iterated = true;
      scopes.outside(frame.comprehension == Comprehension.FIRST_ITERABLE);
    } else if (extent == Extent.TARGETS && frame.opened == Opened.BASE) {
      done = true;
      return i;
    }
    expectOperand(Omissible.NO);
    return i + 1;
  }

  private int readIf(int i) {
    switch (frame.comprehension) {
      case NONE -> {
        if (frame.opened == Opened.LAMBDA_PARAMETERS) {
          throw faults.unexpected(i);
        }
        frame.conditionals++;
      }
      case TARGETS -> throw faults.expected("'in'", i);
      default -> {
        scopes.outside(false);
        frame.comprehension = Comprehension.REST;
      }
    }
    expectOperand(Omissible.NO);
    return i + 1;
  }

  private int readFor(int i) {
    int keyword = tokens.type(i) == TokenType.ASYNC ? i + 1 : i;
    switch (frame.opened) {
      case GROUP, LIST, BRACE, CALL -> {
        if (tokens.type(keyword) != TokenType.FOR
            || frame.conditionals > 0
            || frame.comprehension == Comprehension.TARGETS) {
          throw faults.unexpected(i);
        }
      }
      default -> {
        return stop(i);
      }
    }
    if (frame.comprehension == Comprehension.NONE) {
      scopes.openComprehension(frame.firstUse, frame.firstBinding);
    }
    scopes.outside(false);
    frame.comprehension = Comprehension.TARGETS;
    frame.firstTarget = scopes.uses();
    expectOperand(Omissible.OPENED);
    return keyword + 1;
  }

  private int readComma(int i) {
    switch (frame.opened) {
      case BASE -> {
        if (extent == Extent.ONE || frame.conditionals > 0) {
          return stop(i);
        }
      }
      case LAMBDA_BODY -> {
        return stop(i);
      }
      case LAMBDA_DEFAULT -> frame.opened = Opened.LAMBDA_PARAMETERS;
      case FSTRING, FORMAT -> throw faults.unexpected(i);
      default -> endElement(i);
    }
    expectOperand(Omissible.COMMA);
    return i + 1;
  }

  private void endElement(int i) {
    if (frame.conditionals > 0) {
      throw faults.expected("'else'", i);
    }
    boolean tupleInComprehension =
        frame.comprehension == Comprehension.FIRST_ITERABLE
            || frame.comprehension == Comprehension.REST;
    if (tupleInComprehension && frame.opened != Opened.CALL) {
      throw faults.unexpected(i);
    }
    if (frame.comprehension == Comprehension.TARGETS) {
      return;
    }
    endTarget();
    if (frame.opened == Opened.CALL) {
      endComprehension(i);
      frame.firstUse = scopes.uses();
      frame.firstBinding = scopes.bindings();
    }
  }

  /** Binds what an {@code as} in a parenthesized list of {@code with} items names. */
  private void endTarget() {
    if (frame.opened == Opened.GROUP
        && frame.firstTarget >= 0
        && frame.comprehension == Comprehension.NONE) {
      scopes.bindTargets(frame.firstTarget);
      frame.firstTarget = -1;
    }
  }

  private void endComprehension(int i) {
    if (frame.comprehension == Comprehension.TARGETS) {
      throw faults.expected("'in'", i);
    }
    if (frame.comprehension != Comprehension.NONE) {
      scopes.outside(false);
      scopes.close();
      frame.comprehension = Comprehension.NONE;
      frame.iterated = false;
    }
  }

  private int readColon(int i) {
    switch (frame.opened) {
      case SUBSCRIPT -> expectOperand(Omissible.COLON);
      case BRACE -> expectOperand(Omissible.NO);
      case LAMBDA_PARAMETERS, LAMBDA_DEFAULT -> beginLambdaBody();
      default -> {
        return stop(i);
      }
    }
    if (frame.conditionals > 0) {
      throw faults.expected("'else'", i);
    }
    return i + 1;
  }

  private void beginLambdaBody() {
    frame.opened = Opened.LAMBDA_BODY;
    scopes.outside(false);
    expectOperand(Omissible.NO);
  }

  private int readAssign(int i) {
    switch (frame.opened) {
      case LAMBDA_PARAMETERS -> {
        frame.opened = Opened.LAMBDA_DEFAULT;
        expectOperand(Omissible.NO);
        return i + 1;
      }
      case FIELD -> {
        TokenType next = tokens.type(i + 1);
        boolean endsField =
            next == TokenType.FIELD_END
                || next == TokenType.FIELD_COLON
                || next == TokenType.EXCLAMATION;
        if (!endsField) {
          throw faults.unexpected(i);
        }
        return i + 1;
      }
      default -> {
        return stop(i);
      }
    }
  }

  private void readWalrus(int i) {
    boolean name = tokens.type(i - 1) == TokenType.NAME && chain >= 0 && soleLast == i - 1;
    if (!name || frame.opened == Opened.LAMBDA_PARAMETERS) {
      throw faults.unexpected(i);
    }
    scopes.bindWalrus();
    expectOperand(Omissible.NO);
  }

  private int readConversion(int i) {
    if (frame.opened == Opened.LAMBDA_BODY) {
      return stop(i);
    }
    requireInside(Opened.FIELD, i);
    if (tokens.type(i + 1) != TokenType.NAME) {
      throw faults.expected("a conversion: s, r or a", i + 1);
    }
    string = false;
    return i + 2;
  }

  private int readFormat(int i) {
    if (frame.opened == Opened.LAMBDA_BODY) {
      return stop(i);
    }
    requireInside(Opened.FIELD, i);
    frame.opened = Opened.FORMAT;
    operand = false;
    string = false;
    chain = -1;
    soleFirst = -1;
    return i + 1;
  }

  /** Ends what ends without a bracket of its own, and lets what is around it see the same token. */
  private int stop(int i) {
    switch (frame.opened) {
      case BASE -> {
        if (frame.conditionals > 0) {
          throw faults.expected("'else'", i);
        }
        done = true;
      }
      case LAMBDA_BODY -> {
        if (frame.conditionals > 0) {
          throw faults.expected("'else'", i);
        }
        scopes.close();
        pop();
        hasOperand();
      }
      default -> throw faults.unexpected(i);
    }
    return i;
  }

  private int close(int i) {
    TokenType closer =
        switch (frame.opened) {
          case GROUP, CALL -> TokenType.RIGHT_PARENTHESIS;
          case LIST, SUBSCRIPT -> TokenType.RIGHT_BRACKET;
          case BRACE -> TokenType.RIGHT_BRACE;
          case FIELD, FORMAT -> TokenType.FIELD_END;
          default -> TokenType.NEWLINE;
        };
    if (tokens.type(i) != closer || frame.conditionals > 0) {
      throw faults.unexpected(i);
    }
    endTarget();
    endComprehension(i);
    Frame closed = frame;
    pop();
    boolean sole =
        closed.opened == Opened.GROUP
            && soleFirst == closed.token + 1
            && soleLast == i - 1
            && !operand;
    hasOperand();
    if (closed.targets) {
      operandUse = closed.firstUse;
    }
    if (sole) {
      soleFirst = closed.token;
      soleLast = i;
    }
    return i + 1;
  }
}
