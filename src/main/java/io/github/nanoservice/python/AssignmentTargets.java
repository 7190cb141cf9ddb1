package io.github.nanoservice.python;

/**
 * Checks what is assigned to or deleted. The text is known to be an expression, and only a few
 * expressions are targets: names, attributes, items, and tuples and lists of targets.
 */
final class AssignmentTargets {

  /** What happens to the targets. */
  enum Use {
    /** {@code =}, {@code for}, {@code as}. */
    ASSIGN("be assigned to"),
    /** CPython 3.8 deletes even {@code __debug__}. */
    DELETE("be deleted"),
    /** {@code +=} and the like, which take one target. */
    AUGMENT("be the target of an augmented assignment"),
    ANNOTATE("be annotated");

    private final String text;

    Use(String text) {
      this.text = text;
    }

    boolean takesSeveral() {
      return this == ASSIGN || this == DELETE;
    }
  }

  /** What a part of a target list is in. */
  private enum Place {
    ALONE,
    SEQUENCE
  }

  private final Tokens tokens;
  private final NameTable names;
  private final SyntaxMessages errors;

  AssignmentTargets(Tokens tokens, NameTable names, SyntaxMessages errors) {
    this.tokens = tokens;
    this.names = names;
    this.errors = errors;
  }

  /** Throws if the tokens of an expression from {@code first} up to {@code end} are no targets. */
  void require(Use use, int first, int end) {
    boolean single = end == first + 1 && tokens.type(first) == TokenType.NAME;
    if (!single) {
      requireList(use, first, end, Place.ALONE);
    } else {
      requireAssignable(use, first);
    }
  }

  /**
   * Checks targets with commas between them; without a comma, there is one in {@code place}.
   * Returns whether it is one with a star.
   */
  private boolean requireList(Use use, int first, int end, Place place) {
    if (nextComma(first, end) == end) {
      return requireElement(use, first, end, place);
    }
    if (!use.takesSeveral()) {
      throw refused(use, "several values", first, end);
    }
    requireSequence(use, first, end);
    return false;
  }

  private void requireSequence(Use use, int first, int end) {
    boolean starred = false;
    int i = first;
    while (i < end) {
      int comma = nextComma(i, end);
      if (requireElement(use, i, comma, Place.SEQUENCE)) {
        if (starred) {
          throw errors.fault("only one of these targets can have a star", i, comma);
        }
        starred = true;
      }
      i = comma + 1;
    }
  }

  /** Checks one target; returns whether it has a star. */
  private boolean requireElement(Use use, int first, int end, Place place) {
    boolean starred = tokens.type(first) == TokenType.STAR;
    int target = starred ? first + 1 : first;
    if (starred) {
      if (use != Use.ASSIGN) {
        throw refused(use, "a starred expression", first, end);
      }
      if (place == Place.ALONE) {
        throw errors.fault("a starred target must be in a list or a tuple", first, end);
      }
    }
    int last = endOfAtom(target);
    if (last == end) {
      starred |= requireAtom(use, target, end, starred ? Place.ALONE : place);
    } else if (last < end) {
      requireTrailer(use, target, last, end);
    } else {
      throw refused(use, "this expression", target, end);
    }
    return starred;
  }

  private boolean requireAtom(Use use, int first, int end, Place place) {
    switch (tokens.type(first)) {
      case NAME -> requireAssignable(use, first);
      case LEFT_PARENTHESIS -> {
        if (end == first + 2 && !use.takesSeveral()) {
          throw refused(use, "several values", first, end);
        }
        if (end > first + 2) {
          return requireList(use, first + 1, end - 1, place);
        }
      }
      case LEFT_BRACKET -> {
        if (!use.takesSeveral()) {
          throw refused(use, "several values", first, end);
        }
        requireSequence(use, first + 1, end - 1);
      }
      case LEFT_BRACE -> throw refused(use, "a set or dictionary", first, end);
      case NUMBER -> throw refused(use, "a number", first, end);
      case STRING, FSTRING_START -> throw refused(use, "a string", first, end);
      default -> throw refused(use, "'%s'".formatted(tokens.type(first).text()), first, end);
    }
    return false;
  }

  /** Checks an operand that attributes, items or calls follow. */
  private void requireTrailer(Use use, int first, int trailers, int end) {
    int i = trailers;
    int last = i;
    while (i < end) {
      last = i;
      switch (tokens.type(i)) {
        case DOT -> i += 2;
        case LEFT_BRACKET, LEFT_PARENTHESIS -> i = tokens.closing(i) + 1;
        default -> throw refused(use, "this expression", first, end);
      }
    }
    if (tokens.type(last) == TokenType.LEFT_PARENTHESIS) {
      throw refused(use, "a call", first, end);
    }
    // CPython from 3.9 on accepts "a.__debug__ += 1".
    if (tokens.type(last) == TokenType.DOT && use != Use.AUGMENT) {
      requireAssignable(use, last + 1);
    }
  }

  private void requireAssignable(Use use, int name) {
    if (tokens.name(name) == names.dunderDebug && use != Use.DELETE) {
      throw refused(use, "'__debug__'", name, name + 1);
    }
  }

  /**
   * Returns the token after the operand at a token, or a token after all if something else begins
   * there.
   */
  private int endOfAtom(int first) {
    return switch (tokens.type(first)) {
      case NAME, NUMBER, TRUE, FALSE, NONE, ELLIPSIS -> first + 1;
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> tokens.closing(first) + 1;
      case STRING, FSTRING_START -> endOfStrings(first);
      default -> Integer.MAX_VALUE;
    };
  }

  private int endOfStrings(int first) {
    int i = first;
    while (true) {
      switch (tokens.type(i)) {
        case STRING -> i++;
        case FSTRING_START -> i = tokens.closing(i) + 1;
        default -> {
          return i;
        }
      }
    }
  }

  private int nextComma(int first, int end) {
    int i = first;
    while (i < end && tokens.type(i) != TokenType.COMMA) {
      i =
          switch (tokens.type(i)) {
            case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE, FSTRING_START -> tokens.closing(i) + 1;
            default -> i + 1;
          };
    }
    return i;
  }

  private SyntaxException refused(Use use, String what, int first, int end) {
    return errors.fault("%s cannot %s".formatted(what, use.text), first, end);
  }
}
