package io.github.nanoservice.javaclient.support;

import java.util.OptionalInt;

/**
 * Thrown if a call has no result: the service could not be reached, did not respond in time or
 * rejected the call. The function may have run. The client never sends a call again.
 */
public final class CallFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int NONE = 0;

  private final String function;
  private final int status;

  CallFailedException(String function, String message) {
    this(function, message, (Throwable) null);
  }

  CallFailedException(String function, String message, Throwable cause) {
    super(message, cause);
    this.function = function;
    this.status = NONE;
  }

  CallFailedException(String function, int status, String message) {
    super(message);
    this.function = function;
    this.status = status;
  }

  /**
   * Returns the function that was called.
   *
   * @return its name in Python
   */
  public String function() {
    return function;
  }

  /**
   * Returns the HTTP status if a server responded. With 408 or 503 the function has not run.
   *
   * @return the status
   */
  public OptionalInt status() {
    return status == NONE ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
