package io.github.nanoservice.python;

/**
 * Reads expressions and reports to {@link Scopes} which names they use and bind. It keeps open
 * constructs on its own stack instead of recursing, and knows at each token whether an operand or
 * an operator is due. That is enough to determine the role of each name and to reject most invalid
 * expressions.
 */
final class ExpressionReader {

  /** How far an expression extends. */
  enum Extent {
    /** To the next comma. */
    ONE,
    /** Across commas, which make a tuple. */
    LIST,
    /** The targets of a {@code for}: to {@code in}. */
    TARGETS
  }

  private final ExpressionState state;
  private final OperandReader operands;
  private final OperatorReader operators;
  private final SyntaxMessages errors;

  ExpressionReader(Tokens tokens, Scopes scopes, BlockStack blocks, SyntaxMessages errors) {
    this.state = new ExpressionState(tokens, scopes);
    this.operators = new OperatorReader(state, tokens, scopes, blocks, errors);
    this.operands = new OperandReader(state, operators, tokens, scopes, blocks, errors);
    this.errors = errors;
  }

  /**
   * Reads an expression that begins at a token.
   *
   * @return the token after it; {@code index} if there is no expression
   */
  int read(int index, Extent wanted) {
    return read(index, wanted, true);
  }

  /** Reads an expression that must not be empty. */
  int readSome(int index, Extent wanted) {
    int end = read(index, wanted);
    if (end == index) {
      throw errors.expected("an expression", index);
    }
    return end;
  }

  /** Reads the arguments of a call, starting at its opening parenthesis. */
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
