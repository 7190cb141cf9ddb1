package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;

import java.util.Arrays;

/**
 * The state of reading an expression: which constructs are open, and whether an operand or an
 * operator is due.
 */
final class ExpressionState {

  /** An open construct: a bracket, or a construct that ends without one. */
  enum Opened {
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

  /** The progress of a comprehension within its bracket. */
  enum Comprehension {
    NONE,
    TARGETS,
    FIRST_ITERABLE,
    ITERABLE,
    CONDITION
  }

  /**
   * Which operand is due: one that can be omitted, and why, or one that must follow an operator.
   * The tighter that binds, the less the operand can begin with.
   */
  enum Due {
    OPENED,
    COMMA,
    COLON,
    YIELD,
    /** Can begin with anything. */
    EXPRESSION,
    /** Cannot begin with {@code lambda}. */
    NEGATION,
    /** Cannot begin with {@code not} either. */
    SIGN,
    /** Cannot begin with a sign or {@code await} either. */
    PRIMARY;

    boolean isOmissible() {
      return compareTo(EXPRESSION) < 0;
    }
  }

  /** The form of what is between two commas. */
  enum Element {
    PLAIN,
    /** {@code *a}. */
    STARRED,
    /** {@code **a}. */
    MAPPING,
    /** {@code a=b}. */
    KEYWORD
  }

  static final class Frame {
    /** What a construct can contain. */
    static final int COMMA = 1;

    static final int PAIR = 1 << 1;
    static final int KEYWORD = 1 << 2;
    static final int MAPPING = 1 << 3;
    static final int ALIAS = 1 << 4;
    static final int YIELD = 1 << 5;
    static final int YIELD_FROM = 1 << 6;

    Opened opened;
    int token;
    int firstUse;
    int firstBinding;
    int firstTarget;
    int conditionals;
    int root;
    int postponed;
    boolean targets;

    boolean iterated;
    Comprehension comprehension;

    /** The first token of the targets after {@code for} or {@code as}. */
    int targetToken;

    /** The form of the current element, its first token, its star and what it contains. */
    Element element;

    int firstToken;
    int star;
    int colons;

    /** A {@code yield} in the current element, in any brackets, or -1. */
    int yielded;

    /** Whether the current element is a {@code :=}. */
    boolean named;

    private int contents;

    /** The keywords of a call, once it has one. */
    Repetitions keywordNames;

    /** The parameters of a lambda. */
    ParameterRules parameters;

    /** Returns whether the elements so far contain something. */
    boolean has(int content) {
      return (contents & content) != 0;
    }

    void add(int content) {
      contents |= content;
    }

    void beginElement(int token) {
      element = Element.PLAIN;
      firstToken = token;
      colons = 0;
      yielded = -1;
      named = false;
    }
  }

  /**
   * More than CPython's own parser can stack. Only nested lambdas reach it, because brackets have a
   * lower limit.
   */
  private static final int MAX_FRAMES = 1000;

  private final Tokens tokens;
  private final Scopes scopes;
  private final SyntaxMessages errors;

  private Frame[] frames = new Frame[16];
  private int depth;
  Frame frame;
  ExpressionReader.Extent extent;

  boolean operand;
  Due due;

  boolean string;

  /**
   * The first use in the last operand. If an attribute, call or subscript follows, no use from
   * there on can be an assignment target.
   */
  int operandUse;

  /** The use to which an attribute or call that follows immediately belongs, or -1. */
  int chain;

  /** The use that the last operand is an attribute or item of, at any depth, or -1. */
  int root;

  /**
   * The first and last token of an operand that is a single name in any number of parentheses, and
   * its use.
   */
  int soleFirst;

  int soleLast;
  int soleUse;

  boolean done;

  ExpressionState(Tokens tokens, Scopes scopes, SyntaxMessages errors) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.errors = errors;
    Arrays.setAll(frames, i -> new Frame());
  }

  /** Begins an expression at a token. */
  void begin(int index, ExpressionReader.Extent wanted, boolean operandDue) {
    extent = wanted;
    depth = 0;
    done = false;
    soleFirst = -1;
    open(Opened.BASE, index);
    frame.beginElement(index);
    operand = operandDue;
    operandUse = scopes.useCount();
    chain = -1;
    root = -1;
  }

  /** Whether the part that is read is evaluated when a lambda is called. */
  boolean inLambda() {
    return isOpen(Opened.LAMBDA_BODY);
  }

  /** Whether the innermost construct begins the expression and is in no other. */
  boolean isOutermost() {
    return depth == 2 && frame.token == frames[0].firstToken;
  }

  /** Whether the innermost construct begins an element of the one around it, or what it yields. */
  boolean beginsElement() {
    return frames[depth - 2].firstToken == frame.token
        || tokens.type(frame.token - 1) == TokenType.YIELD;
  }

  /** Whether a comprehension iterates over the part that is read. */
  boolean inIterable() {
    for (int i = 0; i < depth; i++) {
      Comprehension part = frames[i].comprehension;
      if (part == Comprehension.FIRST_ITERABLE || part == Comprehension.ITERABLE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps a {@code yield} for the comprehensions that its brackets can become; returns false if it
   * is in one already. A comprehension's first iterable is evaluated outside of it.
   */
  boolean markYield(int token) {
    for (int i = depth - 1; i >= 0 && frames[i].opened != Opened.LAMBDA_BODY; i--) {
      switch (frames[i].comprehension) {
        case NONE -> frames[i].yielded = token;
        case FIRST_ITERABLE -> {
          // Belongs to what encloses the comprehension.
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Keeps the first token that only a generator expression may have, until the innermost
   * parentheses close; returns whether there are any.
   */
  boolean postpone(int token) {
    for (int i = depth - 1; i >= 0; i--) {
      Frame each = frames[i];
      if (each.opened == Opened.LAMBDA_BODY) {
        return false;
      }
      boolean inside = each.comprehension != Comprehension.FIRST_ITERABLE;
      if (inside && (each.opened == Opened.GROUP || each.opened == Opened.CALL)) {
        each.postponed = each.postponed < 0 ? token : each.postponed;
        return true;
      }
    }
    return false;
  }

  private boolean isOpen(Opened opened) {
    for (int i = 0; i < depth; i++) {
      if (frames[i].opened == opened) {
        return true;
      }
    }
    return false;
  }

  void open(Opened opened, int token) {
    if (depth == MAX_FRAMES) {
      throw new SyntaxException(
          TOO_DEEP,
          tokens.span(token),
          "this expression is nested more than %d levels deep".formatted(MAX_FRAMES),
          "Assign the inner parts to variables.");
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
    frame.firstUse = scopes.useCount();
    frame.firstBinding = scopes.bindings();
    frame.firstTarget = -1;
    frame.conditionals = 0;
    frame.root = -1;
    frame.postponed = -1;
    frame.targets = targets;
    frame.iterated = false;
    frame.comprehension = Comprehension.NONE;
    frame.contents = 0;
    frame.beginElement(token + 1);
    expectOperand(Due.OPENED);
  }

  boolean takesTargets() {
    return frame.targets || frame.comprehension == Comprehension.TARGETS;
  }

  void pop() {
    depth--;
    frame = frames[depth - 1];
  }

  void expectOperand(Due next) {
    operand = true;
    due = next;
  }

  /** Begins the parameters of a lambda. */
  void openParameters(int token) {
    open(Opened.LAMBDA_PARAMETERS, token);
    if (frame.parameters == null) {
      frame.parameters = new ParameterRules(tokens, errors);
    }
    frame.parameters.begin();
  }

  void hasOperand() {
    operand = false;
    string = false;
    chain = -1;
    root = -1;
    operandUse = scopes.useCount();
  }

  /** Whether the operand that is due can be a starred expression. */
  boolean startsValue() {
    return startsElement() || due == Due.YIELD;
  }

  boolean startsElement() {
    return due == Due.OPENED || due == Due.COMMA;
  }
}
