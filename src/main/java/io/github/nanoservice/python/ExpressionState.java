package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;

import java.util.Arrays;

/**
 * Where the reading of an expression stands: what is open, and whether an operand or an operator is
 * due.
 */
final class ExpressionState {

  /** What is open: a bracket, or a construct that ends without one. */
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

  /** How far a comprehension has come in its bracket. */
  enum Comprehension {
    NONE,
    TARGETS,
    FIRST_ITERABLE,
    REST
  }

  /** Why there may be no operand although one is due. */
  enum Omissible {
    NO,
    OPENED,
    COMMA,
    COLON,
    YIELD
  }

  static final class Frame {
    Opened opened;
    int token;
    int firstUse;
    int firstBinding;
    int firstTarget;
    int conditionals;
    int root;
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

  private Frame[] frames = new Frame[16];
  private int depth;
  Frame frame;
  ExpressionReader.Extent extent;

  boolean operand;
  Omissible omissible;
  boolean string;

  /**
   * The first use in the operand read last, from where on nothing can be assigned to once an
   * attribute or the like follows.
   */
  int operandUse;

  /** The use that an attribute or a call directly behind belongs to, or -1. */
  int chain;

  /** The use whose attribute or item, at whatever depth, the operand read last is, or -1. */
  int root;

  /** The tokens that hold nothing but one name, however parenthesized, and its use. */
  int soleFirst;

  int soleLast;
  int soleUse;

  boolean done;

  ExpressionState(Tokens tokens, Scopes scopes) {
    this.tokens = tokens;
    this.scopes = scopes;
    Arrays.setAll(frames, i -> new Frame());
  }

  /** Begins an expression at a token. */
  void begin(int index, ExpressionReader.Extent wanted, boolean operandDue) {
    extent = wanted;
    depth = 0;
    done = false;
    soleFirst = -1;
    open(Opened.BASE, index);
    operand = operandDue;
    operandUse = scopes.uses();
    chain = -1;
    root = -1;
  }

  void open(Opened opened, int token) {
    if (depth == MOST_FRAMES) {
      throw new SyntaxException(
          TOO_DEEP,
          tokens.span(token),
          "this expression is nested more than " + MOST_FRAMES + " deep",
          "Give the inner parts names of their own.");
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
    frame.root = -1;
    frame.targets = targets;
    frame.iterated = false;
    frame.comprehension = Comprehension.NONE;
    expectOperand(Omissible.OPENED);
  }

  boolean takesTargets() {
    return frame.targets || frame.comprehension == Comprehension.TARGETS;
  }

  void pop() {
    depth--;
    frame = frames[depth - 1];
  }

  void expectOperand(Omissible reason) {
    operand = true;
    omissible = reason;
  }

  void hasOperand() {
    operand = false;
    string = false;
    chain = -1;
    root = -1;
    operandUse = scopes.uses();
  }

  boolean startsElement() {
    return omissible == Omissible.OPENED || omissible == Omissible.COMMA;
  }
}
