package io.github.nanoservice.engine;

/** A bundle could not be run. The message says what failed, why, and what to do next. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Origin origin;

  /** The cause of a failure. */
  public enum Origin {
    /** The machine: a program is missing, a port is in use. */
    ENVIRONMENT,
    /** The user's functions, or the way they were called. */
    PROGRAM
  }

  /** Takes a message for the user, of one or more lines. */
  public EngineException(Origin origin, String message) {
    super(message);
    this.origin = origin;
  }

  /** Takes a message for the user, of one or more lines, and the cause. */
  public EngineException(Origin origin, String message, Throwable cause) {
    super(message, cause);
    this.origin = origin;
  }

  /** Returns the cause of the failure. */
  public Origin origin() {
    return origin;
  }
}
