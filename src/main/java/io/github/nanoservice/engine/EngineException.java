package io.github.nanoservice.engine;

/** A bundle could not be run. The message says what was tried, what came of it and what to do. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Origin origin;

  /** Who can mend it. */
  public enum Origin {
    /** The machine: a missing program, a port in use. */
    ENVIRONMENT,
    /** The functions that run, or how they were called. */
    PROGRAM
  }

  /** Takes a message for the user, of one or more lines. */
  public EngineException(Origin origin, String message) {
    super(message);
    this.origin = origin;
  }

  /** Takes a message for the user, of one or more lines, and the fault behind it. */
  public EngineException(Origin origin, String message, Throwable cause) {
    super(message, cause);
    this.origin = origin;
  }

  /** Who can mend it. */
  public Origin origin() {
    return origin;
  }
}
