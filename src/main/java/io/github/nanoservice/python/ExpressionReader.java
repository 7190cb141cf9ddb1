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
    /** To the next comma; it can be a named expression (PEP 572). */
    CONDITION,
    /** The first item of a {@code with}, which can be a parenthesized list of items. */
    WITH_ITEM,
    /** Across commas, which make a tuple. */
    LIST,
    /** Across commas; it can be a {@code match} subject, whose parts can be named expressions. */
    SUBJECT,
    /** Across commas; it can be a {@code yield}. */
    VALUE,
    /** The targets of a {@code for}: to {@code in}. */
    TARGETS,
    /** The base classes and keywords of a class. */
    ARGUMENTS;

    boolean list() {
      return switch (this) {
        case LIST, SUBJECT, VALUE, TARGETS -> true;
        default -> false;
      };
    }
  }

  private final ExpressionState state;
  private final OperandReader operands;
  private final OperatorReader operators;
  private final SyntaxMessages errors;

  ExpressionReader(
      String text,
      Tokens tokens,
      NameTable names,
      Scopes scopes,
      BlockStack blocks,
      AssignmentTargets targets,
      StringRules strings,
      SyntaxMessages errors) {
    this.state = new ExpressionState(tokens, scopes, errors);
    ElementRules elements = new ElementRules(state, tokens, names, errors);
    this.operators =
        new OperatorReader(state, text, tokens, scopes, blocks, targets, elements, strings, errors);
    this.operands =
        new OperandReader(
            state,
            operators,
            tokens,
            scopes,
            blocks,
            elements,
            strings,
            new ChangedArguments(tokens, names),
            errors);
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

  /** Reads the arguments of a class, starting at its opening parenthesis. */
  int readArguments(int index) {
    return read(index, Extent.ARGUMENTS, false);
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
