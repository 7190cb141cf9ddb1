package io.github.nanoservice.python;

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

  private final ExpressionState state;
  private final OperandReader operands;
  private final OperatorReader operators;
  private final SyntaxMessages faults;

  ExpressionReader(Tokens tokens, Scopes scopes, SyntaxMessages faults) {
    this.state = new ExpressionState(tokens, scopes);
    this.operators = new OperatorReader(state, tokens, scopes, faults);
    this.operands = new OperandReader(state, operators, tokens, scopes, faults);
    this.faults = faults;
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
    state.begin(index, wanted, operandDue);
    int i = index;
    while (!state.done) {
      i = state.operand ? operands.read(i) : operators.read(i);
    }
    return i;
  }
}
