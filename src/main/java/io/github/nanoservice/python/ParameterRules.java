package io.github.nanoservice.python;

/**
 * Checks the order of the parameters of one function or lambda, and their names. Its methods are
 * called in the order of the source.
 */
final class ParameterRules {

  /** What the last item of the list was. */
  private enum Item {
    NONE,
    PLAIN,
    /** {@code *a} or {@code **a}. */
    COLLECTING,
    /** {@code *} alone, which needs a parameter after it. */
    BARE_STAR,
    SLASH
  }

  private final Tokens tokens;
  private final SyntaxMessages errors;
  private final Repetitions names = new Repetitions();

  private Item last = Item.NONE;
  private boolean slash;
  private boolean star;
  private boolean mapping;

  /** Whether a parameter before the star has a default. */
  private boolean optional;

  /** A plain parameter that has no default yet, but follows one that has, or -1. */
  private int required = -1;

  ParameterRules(Tokens tokens, SyntaxMessages errors) {
    this.tokens = tokens;
    this.errors = errors;
  }

  /** Begins a list. */
  void begin() {
    names.clear();
    last = Item.NONE;
    slash = false;
    star = false;
    mapping = false;
    optional = false;
    required = -1;
  }

  /** Takes a parameter without a star. */
  void plain(int name) {
    next(name);
    names.add(tokens.name(name), name);
    last = Item.PLAIN;
    required = optional && !star ? name : -1;
  }

  void slash(int token) {
    next(token);
    if (last == Item.NONE) {
      throw errors.fault("a parameter must precede '/'", token);
    }
    if (slash) {
      throw errors.fault("'/' can appear only once among parameters", token);
    }
    if (star) {
      throw errors.fault("'/' must precede '*' among parameters", token);
    }
    slash = true;
    last = Item.SLASH;
  }

  /** Takes a star without a name. */
  void bareStar(int token) {
    star(token);
    last = Item.BARE_STAR;
  }

  /** Takes the name after a star. */
  void collecting(int name) {
    star(name - 1);
    names.add(tokens.name(name), name);
    last = Item.COLLECTING;
  }

  private void star(int token) {
    next(token);
    if (star) {
      throw errors.fault("'*' can appear only once among parameters", token);
    }
    star = true;
  }

  /** Takes the name after two stars. */
  void mapping(int name) {
    next(name - 1);
    if (last == Item.BARE_STAR) {
      throw errors.fault("a named parameter must follow '*'", name - 1);
    }
    names.add(tokens.name(name), name);
    mapping = true;
    last = Item.COLLECTING;
  }

  /** Takes the {@code =} before a default. */
  void defaultValue(int token) {
    switch (last) {
      case PLAIN -> {
        required = -1;
        optional = true;
      }
      case COLLECTING -> throw errors.fault("a parameter with a star cannot have a default", token);
      default -> throw errors.unexpected(token);
    }
  }

  /** Ends the list at the token after it. */
  void end(int token) {
    requireDefault();
    if (last == Item.BARE_STAR) {
      throw errors.fault("a named parameter must follow '*'", token);
    }
    int repeated = names.first();
    if (repeated >= 0) {
      throw errors.fault("two parameters have the same name", repeated);
    }
  }

  private void next(int token) {
    requireDefault();
    if (mapping) {
      throw errors.fault("no parameter can follow one with two stars", token);
    }
  }

  private void requireDefault() {
    if (required >= 0) {
      throw errors.fault(
          "a parameter without a default cannot follow one with a default", required);
    }
  }
}
