package io.github.nanoservice.python;

/**
 * What encloses a statement. CPython's grammar accepts {@code return}, {@code break}, {@code await}
 * and the like anywhere; its compiler refuses them where they have no meaning.
 *
 * @param function the innermost function, unless a class is inside of it
 * @param loop whether the statement is in a loop of that function
 * @param groupHandler whether it is in an {@code except*} block of that function (PEP 654)
 * @param blocks number of loops, {@code with} items and parts of {@code try} statements around it
 *     in that function
 */
record Surroundings(Function function, boolean loop, boolean groupHandler, int blocks) {
  /**
   * CPython's {@code CO_MAXBLOCKS}: 20 up to 3.11, 21 from 3.12 on. It counts some blocks twice,
   * and which ones depends on its version, so it can refuse what is not above this limit.
   */
  static final int MAX_BLOCKS = 21;

  /** The kind of code that runs a statement. */
  enum Function {
    /** A module or the body of a class. */
    NONE,
    PLAIN,
    ASYNC
  }

  static Surroundings ofModule() {
    return new Surroundings(Function.NONE, false, false, 0);
  }

  Surroundings inClass() {
    return ofModule();
  }

  Surroundings inFunction(boolean async) {
    return new Surroundings(async ? Function.ASYNC : Function.PLAIN, false, false, 0);
  }

  Surroundings inLoop() {
    return new Surroundings(function, true, groupHandler, blocks + 1);
  }

  /** In the body of a {@code with} or a {@code try}. */
  Surroundings inBlocks(int number) {
    return new Surroundings(function, loop, groupHandler, blocks + number);
  }

  /** In an {@code except*} block, which {@code break} and {@code continue} cannot leave. */
  Surroundings inGroupHandler() {
    return new Surroundings(function, false, true, blocks + 1);
  }

  boolean async() {
    return function == Function.ASYNC;
  }
}
