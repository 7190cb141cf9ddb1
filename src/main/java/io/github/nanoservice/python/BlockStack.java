package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.List;

/** The open blocks, and for each of them which clauses can continue its last statement. */
final class BlockStack {

  /** Which clauses can continue the previous statement of a block. */
  enum Clause {
    NONE,
    IF,
    LOOP,
    TRY,
    EXCEPT,
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
    Clause previous = Clause.NONE;

    Block(Content content, int scopes) {
      this.content = content;
      this.scopes = scopes;
    }
  }

  private final Scopes scopes;
  private final ModuleBuilder module;
  private final SyntaxMessages errors;

  private final List<Block> around = new ArrayList<>();
  private Block innermost = new Block(Content.STATEMENTS, 0);

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

  /** Opens a block. Closing it also closes {@code opened} scopes. */
  void open(Content content, int opened) {
    around.add(innermost);
    innermost = new Block(content, opened);
  }

  /** Closes the innermost block and the scopes that end with it. */
  void close() {
    boolean yields = false;
    for (int i = 0; i < innermost.scopes; i++) {
      yields |= scopes.close();
    }
    innermost = around.remove(around.size() - 1);
    if (atTop() && yields) {
      module.yields();
    }
  }

  /** Closes blocks at a dedent. */
  void close(int count) {
    for (int i = 0; i < count; i++) {
      requireHandler(TokenType.NEWLINE);
      close();
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
    boolean follows =
        switch (clause) {
          case ELIF -> previous == Clause.IF;
          case EXCEPT -> previous == Clause.TRY || previous == Clause.EXCEPT;
          case FINALLY ->
              previous == Clause.TRY || previous == Clause.EXCEPT || previous == Clause.TRY_ELSE;
          default -> previous == Clause.IF || previous == Clause.LOOP || previous == Clause.EXCEPT;
        };
    if (!follows) {
      throw errors.unexpected(0);
    }
  }
}
