package io.github.nanoservice.services;

/**
 * What one function has to do with another.
 *
 * @param caller where the other is named
 * @param callee the other
 * @param kind how it is named
 * @param remote whether a call of it is a request; else it runs where the caller runs
 */
public record CallEdge(Endpoint caller, Endpoint callee, Kind kind, boolean remote) {

  /** How a function names another one, the surest first. */
  public enum Kind {
    /** It calls it. */
    CALL,
    /** It hands it on as a value: {@code map(f, xs)}. */
    VALUE,
    /** It has a module at hand that holds it, and what it takes of that cannot be known. */
    MODULE
  }
}
