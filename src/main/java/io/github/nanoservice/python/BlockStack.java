package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.List;

/** The blocks that are open, and what the statement before may be continued by in each. */
final class BlockStack {

  /** What the statement before, in the same block, may be continued by. */
  enum Clause {
    NONE,
    IF,
    LOOP,
    TRY,
    EXCEPT,
    TRY_ELSE
  }

  /** What kind of statements a block holds. */
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
  private final SyntaxMessages faults;

  private final List<Block> around = new ArrayList<>();
  private Block innermost = new Block(Content.STATEMENTS, 0);

  BlockStack(Scopes scopes, ModuleBuilder module, SyntaxMessages faults) {
    this.scopes = scopes;
    this.module = module;
    this.faults = faults;
  }

  /** Whether no block is open but the module itself. */
  boolean atTop() {
    return around.isEmpty();
  }

  /** Whether the innermost block holds nothing but {@code case}s. */
  boolean holdsCases() {
    return innermost.content == Content.CASES;
  }

  /** What the statement before, in the innermost block, may be continued by. */
  Clause previous() {
    return innermost.previous;
  }

  /** Notes what the statement being read may be continued by. */
  void continuedBy(Clause clause) {
    innermost.previous = clause;
  }

  /** Opens a block, with which so many scopes end. */
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

  /** Closes the blocks that a line leaves. */
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

  /** Refuses a {@code try} that goes on with what begins neither handler nor {@code finally}. */
  void requireHandler(TokenType next) {
    boolean handles = next == TokenType.EXCEPT || next == TokenType.FINALLY;
    if (innermost.previous == Clause.TRY && !handles) {
      throw faults.expected("'except' or 'finally'", 0);
    }
  }

  /** Refuses a clause that does not continue the statement before. */
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
      throw faults.unexpected(0);
    }
  }
}
