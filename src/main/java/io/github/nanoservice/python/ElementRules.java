package io.github.nanoservice.python;

import io.github.nanoservice.python.ExpressionReader.Extent;
import io.github.nanoservice.python.ExpressionState.Comprehension;
import io.github.nanoservice.python.ExpressionState.Due;
import io.github.nanoservice.python.ExpressionState.Element;
import io.github.nanoservice.python.ExpressionState.Frame;
import io.github.nanoservice.python.ExpressionState.Opened;

/**
 * Checks what is separated by commas: which arguments, items of displays and slices there may be,
 * in which order, and where a starred expression, a {@code yield} and a {@code :=} may be one.
 */
final class ElementRules {
  private final ExpressionState state;
  private final Tokens tokens;
  private final NameTable names;
  private final SyntaxMessages errors;

  ElementRules(ExpressionState state, Tokens tokens, NameTable names, SyntaxMessages errors) {
    this.state = state;
    this.tokens = tokens;
    this.names = names;
    this.errors = errors;
  }

  /** Takes the star that begins an element, or that follows a {@code yield}. */
  void star(int i) {
    boolean mapping = tokens.type(i) == TokenType.DOUBLE_STAR;
    boolean allowed =
        switch (state.frame.opened) {
          case CALL, BRACE -> state.startsElement();
          case BASE -> !mapping && state.extent.list() && state.startsValue();
          default -> !mapping && state.startsValue();
        };
    if (!allowed) {
      throw errors.expected("an expression", i);
    }
    state.frame.element = mapping ? Element.MAPPING : Element.STARRED;
    state.frame.star = i;
  }

  /** Takes the name of a keyword argument. */
  void keyword(int name) {
    Frame frame = state.frame;
    if (tokens.name(name) == names.dunderDebug) {
      throw errors.fault("'__debug__' cannot be assigned to", name);
    }
    frame.element = Element.KEYWORD;
    if (frame.keywordNames == null) {
      frame.keywordNames = new Repetitions();
    } else if (!frame.has(Frame.KEYWORD)) {
      frame.keywordNames.clear();
    }
    frame.add(Frame.KEYWORD);
    frame.keywordNames.add(tokens.name(name), name);
  }

  /** Takes a {@code yield}, of which the whole value of a statement or of brackets can consist. */
  void yield(int i) {
    Frame frame = state.frame;
    boolean whole =
        switch (frame.opened) {
          case GROUP, FIELD -> true;
          case BASE -> state.extent == Extent.VALUE;
          default -> false;
        };
    if (!whole || state.due != Due.OPENED || frame.comprehension != Comprehension.NONE) {
      throw errors.fault("'yield' must be in parentheses here", i);
    }
    if (!state.markYield(i)) {
      throw inComprehension(i);
    }
    frame.add(Frame.YIELD);
    if (tokens.type(i + 1) == TokenType.FROM) {
      frame.add(Frame.YIELD_FROM);
    }
  }

  private SyntaxException inComprehension(int yield) {
    return errors.fault("'yield' is not allowed in a comprehension", yield);
  }

  /** Takes a {@code :=}, which can follow the name that begins an element. */
  void walrus(int i) {
    Frame frame = state.frame;
    boolean whole =
        switch (frame.opened) {
          case GROUP, LIST, BRACE, CALL, SUBSCRIPT -> true;
          case BASE -> state.extent == Extent.CONDITION || state.extent == Extent.SUBJECT;
          default -> false;
        };
    if (!whole
        || frame.has(Frame.ALIAS)
        || frame.firstToken != i - 1
        || state.soleLast != i - 1
        || state.chain < 0) {
      throw errors.unexpected(i);
    }
    if (frame.has(Frame.YIELD) || frame.comprehension != Comprehension.NONE) {
      throw errors.fault("':=' must be in parentheses here", i);
    }
    if (state.inIterable()) {
      throw errors.fault("':=' is not allowed in what a comprehension iterates over", i);
    }
    frame.named = true;
  }

  /** Takes an {@code as}, which the items of a {@code with} can have. */
  void alias(int i) {
    Frame frame = state.frame;
    if (state.extent != Extent.WITH_ITEM
        || !state.isOutermost()
        || frame.element != Element.PLAIN
        || frame.named
        || frame.has(Frame.YIELD)
        || frame.conditionals > 0
        || frame.comprehension != Comprehension.NONE
        || frame.firstTarget >= 0) {
      throw errors.unexpected(i);
    }
    frame.add(Frame.ALIAS);
  }

  /** Takes a colon in a subscript, a set or a dictionary. */
  void colon(int i) {
    Frame frame = state.frame;
    int most = frame.opened == Opened.SUBSCRIPT ? 2 : 1;
    if (frame.element != Element.PLAIN
        || frame.named
        || frame.comprehension != Comprehension.NONE
        || frame.colons == most) {
      throw errors.unexpected(i);
    }
    frame.colons++;
  }

  /** Takes the operator of a comparison, {@code and} and the like, which bind less than a star. */
  void looseOperator(int i) {
    Frame frame = state.frame;
    boolean starred = frame.element == Element.STARRED || frame.element == Element.MAPPING;
    if (starred && !starsAnything() && frame.comprehension == Comprehension.NONE) {
      throw errors.unexpected(i);
    }
  }

  /** Returns whether a star can precede every expression, and not only what binds tightly. */
  boolean starsAnything() {
    return state.frame.opened == Opened.CALL || state.frame.opened == Opened.SUBSCRIPT;
  }

  /** Takes the {@code for} that makes the element before it a comprehension. */
  void comprehension(int i) {
    Frame frame = state.frame;
    if (frame.element == Element.STARRED || frame.element == Element.MAPPING) {
      throw errors.fault("a comprehension cannot unpack its items", frame.star);
    }
    if (frame.element == Element.KEYWORD
        || frame.has(Frame.YIELD)
        || frame.has(Frame.ALIAS)
        || state.extent == Extent.ARGUMENTS && state.isOutermost()) {
      throw errors.unexpected(i);
    }
    if (frame.has(Frame.COMMA)) {
      throw frame.opened == Opened.CALL ? generator(frame.firstToken, i) : target(i);
    }
    if (frame.yielded >= 0) {
      throw inComprehension(frame.yielded);
    }
  }

  private SyntaxException generator(int first, int end) {
    return errors.fault(
        "a generator expression must be in parentheses if there are other arguments", first, end);
  }

  private SyntaxException target(int end) {
    return errors.fault(
        "the items of a comprehension must be in parentheses if they are tuples",
        state.frame.token + 1,
        end);
  }

  /** Ends an element at the comma or bracket after it. */
  void end(int i) {
    Frame frame = state.frame;
    switch (frame.opened) {
      case BRACE -> endItem(i);
      case CALL -> endArgument(i);
      default -> {
        // Any elements can follow each other.
      }
    }
  }

  private void endItem(int i) {
    Frame frame = state.frame;
    boolean pair = frame.colons > 0 || frame.element == Element.MAPPING;
    if (frame.has(Frame.COMMA) && pair != frame.has(Frame.PAIR)) {
      throw errors.fault(
          pair
              ? "a set cannot contain the item of a dictionary"
              : "expected ':' and a value after the key of a dictionary",
          frame.firstToken,
          i);
    }
    if (pair) {
      frame.add(Frame.PAIR);
    }
  }

  private void endArgument(int i) {
    Frame frame = state.frame;
    if (frame.comprehension != Comprehension.NONE) {
      if (tokens.type(i) == TokenType.COMMA) {
        throw generator(frame.token + 1, i);
      }
      return;
    }
    switch (frame.element) {
      case MAPPING -> frame.add(Frame.MAPPING);
      case KEYWORD -> {
        // Can follow every other argument.
      }
      case STARRED -> {
        if (frame.has(Frame.MAPPING)) {
          throw errors.fault("an argument with a star cannot follow one with two", frame.star);
        }
      }
      default -> {
        if (frame.has(Frame.KEYWORD) || frame.has(Frame.MAPPING)) {
          throw errors.fault(
              "a positional argument cannot follow %s"
                  .formatted(
                      frame.has(Frame.KEYWORD) ? "a keyword argument" : "one with two stars"),
              frame.firstToken,
              i);
        }
      }
    }
  }

  /**
   * Ends all elements of a construct, which {@link #end} has ended one by one.
   *
   * @param next the token after the construct
   */
  void endAll(int next) {
    Frame frame = state.frame;
    if (frame.has(Frame.KEYWORD)) {
      int repeated = frame.keywordNames.first();
      if (repeated >= 0) {
        throw errors.fault("two arguments have the same keyword", repeated);
      }
    }
    if (frame.element == Element.STARRED && !takesStar() && !canStandForStar(next)) {
      throw errors.fault(
          "a starred expression must be in a list, a tuple, a set or a call", frame.star);
    }
  }

  /** Returns whether the innermost construct can consist of a starred expression. */
  private boolean takesStar() {
    return switch (state.frame.opened) {
      case BASE, GROUP, FIELD, FORMAT -> state.frame.has(Frame.COMMA);
      default -> true;
    };
  }

  /** CPython 3.8 accepts {@code (*a)} wherever it accepts {@code *a}. */
  private boolean canStandForStar(int next) {
    return state.frame.opened == Opened.GROUP && state.beginsElement() && endsElement(next);
  }

  private boolean endsElement(int token) {
    return switch (tokens.type(token)) {
      case COMMA, RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE, ASSIGN, IN, NEWLINE -> true;
      default -> false;
    };
  }

  /** Takes a group that can stand for a starred expression. */
  void group(Frame closed) {
    if (closed.element == Element.STARRED && !closed.has(Frame.COMMA)) {
      state.frame.element = Element.STARRED;
      state.frame.star = closed.star;
    }
  }
}
