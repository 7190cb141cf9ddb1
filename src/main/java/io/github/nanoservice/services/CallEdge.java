package io.github.nanoservice.services;

/**
 * A use of one function by another.
 *
 * @param caller the function that uses the other
 * @param callee the function that is used
 * @param kind how it is used
 * @param remote whether a call is a request; otherwise the callee runs in the caller's service
 */
public record CallEdge(Endpoint caller, Endpoint callee, Kind kind, boolean remote) {

  /** How a function uses another one, the most certain first. */
  public enum Kind {
    /** It calls it. */
    CALL,
    /** It passes it on as a value: {@code map(f, xs)}. */
    VALUE,
    /** It has access to the whole module of the function. */
    MODULE
  }
}
