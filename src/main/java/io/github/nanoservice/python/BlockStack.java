package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open blocks, and for each of them which clauses can continue its last statement. */
final class BlockStack {

  /** Which clauses can continue the previous statement of a block. */
  enum Clause {
    NONE,
    IF,
    LOOP,
    TRY,
    EXCEPT,
    /** An {@code except} without a class, which has to be the last one. */
    BARE_EXCEPT,
    /** {@code except*} (PEP 654). */
    EXCEPT_GROUP,
    TRY_ELSE
  }

  /** The kind of statements in a block. */
  enum Content {
    STATEMENTS,
    /** The {@code case}s of a {@code match}. */
    CASES
  }

  private static final class Block {
    final Content content;
    final int scopes;
    final Surroundings surroundings;
    Clause previous = Clause.NONE;

    /** The last {@code try} among its statements. */
    Optional<Attempt> attempt = Optional.empty();

    /** The part of a {@code try} that it is in. */
    Optional<Import.Branch> branch = Optional.empty();

    /** The first {@code return} with a value, in the block of an asynchronous function. */
    Optional<Span> result = Optional.empty();

    /** The pattern of a {@code case} in it that matches every value. */
    Optional<Span> irrefutable = Optional.empty();

    Block(Content content, int scopes, Surroundings surroundings) {
      this.content = content;
      this.scopes = scopes;
      this.surroundings = surroundings;
    }
  }

  /** A {@code try} that is in no other. */
  private static final class Attempt {
    final int number;
    int handlers;

    Attempt(int number) {
      this.number = number;
    }

    Import.Branch branch() {
      return new Import.Branch(number, handlers);
    }
  }

  private final Scopes scopes;
  private final ModuleBuilder module;
  private final SyntaxMessages errors;

  private final List<Block> around = new ArrayList<>();
  private Block innermost = new Block(Content.STATEMENTS, 0, Surroundings.ofModule());
  private int attempts;

  BlockStack(Scopes scopes, ModuleBuilder module, SyntaxMessages errors) {
    this.scopes = scopes;
    this.module = module;
    this.errors = errors;
  }

  /** Returns whether only the module itself is open. */
  boolean atTop() {
    return around.isEmpty();
  }

  /** Returns whether the innermost block can contain only {@code case} clauses. */
  boolean holdsCases() {
    return innermost.content == Content.CASES;
  }

  /** Returns which clauses can continue the previous statement of the innermost block. */
  Clause previous() {
    return innermost.previous;
  }

  /** Sets which clauses can continue the current statement. */
  void continuedBy(Clause clause) {
    innermost.previous = clause;
  }

  /** Returns what encloses the statements of the innermost block. */
  Surroundings surroundings() {
    return innermost.surroundings;
  }

  /** Records a {@code return} with a value, which an asynchronous generator cannot have. */
  void returnsValue(Span span) {
    Block function = innermost;
    for (int i = around.size() - 1; function.scopes == 0; i--) {
      function = around.get(i);
    }
    function.result = function.result.or(() -> Optional.of(span));
  }

  /** Records that the pattern of the current {@code case} matches every value. */
  void matchesAll(Span pattern) {
    innermost.irrefutable = Optional.of(pattern);
  }

  /** Throws if the {@code case} before the current one matches every value. */
  void requireRefutable() {
    if (innermost.irrefutable.isPresent()) {
      throw errors.fault(
          "this pattern matches every value, so no 'case' can follow it",
          innermost.irrefutable.get());
    }
  }

  /** Opens a block. Closing it also closes {@code opened} scopes. */
  void open(Content content, int opened, Surroundings surroundings) {
    Block outer = innermost;
    around.add(outer);
    innermost = new Block(content, opened, surroundings);
    if (opened > 0) {
      return; // a function in a "try" runs later
    }
    innermost.branch = outer.branch;
    if (outer.previous == Clause.TRY) {
      outer.attempt = attemptAround().or(() -> Optional.of(new Attempt(attempts++)));
      innermost.branch = outer.attempt.map(Attempt::branch);
    } else if (handles(outer.previous)) {
      outer.attempt.ifPresent(attempt -> attempt.handlers++);
      innermost.branch = outer.attempt.map(Attempt::branch);
    }
  }

  /** The {@code try} whose body or handler the innermost statement is in. */
  private Optional<Attempt> attemptAround() {
    for (int i = around.size() - 1; i > 0 && around.get(i).branch.isPresent(); i--) {
      if (around.get(i - 1).attempt.isPresent()) {
        return around.get(i - 1).attempt;
      }
    }
    return Optional.empty();
  }

  /** Returns the part of a {@code try} that the current statement is in. */
  Optional<Import.Branch> branch() {
    return innermost.branch;
  }

  private static boolean handles(Clause clause) {
    return switch (clause) {
      case EXCEPT, BARE_EXCEPT, EXCEPT_GROUP -> true;
      default -> false;
    };
  }

  /**
   * Ends the innermost block, and throws if the scopes that end with it break a rule for names, or
   * if its function is no valid generator (PEP 525).
   */
  void end() {
    Optional<Span> result = innermost.result;
    if (close(true) && result.isPresent()) {
      throw errors.fault("an asynchronous generator cannot return a value", result.get());
    }
  }

  /**
   * Closes the innermost block and the scopes that end with it; returns whether these are those of
   * a generator.
   */
  boolean close() {
    return close(false);
  }

  private boolean close(boolean checked) {
    boolean yields = false;
    for (int i = 0; i < innermost.scopes; i++) {
      if (checked) {
        scopes.requireValid();
      }
      yields |= scopes.close();
    }
    innermost = around.remove(around.size() - 1);
    if (atTop() && yields) {
      module.yields();
    }
    return yields;
  }

  /** Closes blocks at a dedent. */
  void close(int count) {
    for (int i = 0; i < count; i++) {
      requireHandler(TokenType.NEWLINE);
      end();
    }
  }

  /** Closes all blocks at the end of the text. */
  void closeAll() {
    close(around.size());
    requireHandler(TokenType.NEWLINE);
  }

  /** Throws if a {@code try} is not followed by {@code except} or {@code finally}. */
  void requireHandler(TokenType next) {
    boolean handles = next == TokenType.EXCEPT || next == TokenType.FINALLY;
    if (innermost.previous == Clause.TRY && !handles) {
      throw errors.expected("'except' or 'finally'", 0);
    }
  }

  /** Throws if a clause cannot continue the previous statement. */
  void requireContinued(TokenType clause) {
    Clause previous = innermost.previous;
    if (clause == TokenType.EXCEPT && previous == Clause.BARE_EXCEPT) {
      throw errors.fault("no 'except' can follow one without a class", 0);
    }
    boolean follows =
        switch (clause) {
          case ELIF -> previous == Clause.IF;
          case EXCEPT -> previous == Clause.TRY || handles(previous);
          case FINALLY ->
              previous == Clause.TRY || previous == Clause.TRY_ELSE || handles(previous);
          default -> previous == Clause.IF || previous == Clause.LOOP || handles(previous);
        };
    if (!follows) {
      throw errors.unexpected(0);
    }
  }
}
