package io.github.nanoservice.python;

/**
 * What encloses a statement. CPython's grammar accepts {@code return}, {@code break}, {@code await}
 * and the like anywhere; its compiler refuses them where they have no meaning.
 *
 * @param function the innermost function, unless a class is inside of it
 * @param loop whether the statement is in a loop of that function
 * @param groupHandler whether it is in an {@code except*} block of that function (PEP 654)
 */
record Surroundings(Function function, boolean loop, boolean groupHandler) {

  /** The kind of code that runs a statement. */
  enum Function {
    /** A module or the body of a class. */
    NONE,
    PLAIN,
    ASYNC
  }

  static Surroundings ofModule() {
    return new Surroundings(Function.NONE, false, false);
  }

  Surroundings inClass() {
    return ofModule();
  }

  Surroundings inFunction(boolean async) {
    return new Surroundings(async ? Function.ASYNC : Function.PLAIN, false, false);
  }

  Surroundings inLoop() {
    return new Surroundings(function, true, groupHandler);
  }

  /** In an {@code except*} block, which {@code break} and {@code continue} cannot leave. */
  Surroundings inGroupHandler() {
    return new Surroundings(function, false, true);
  }

  boolean async() {
    return function == Function.ASYNC;
  }
}
