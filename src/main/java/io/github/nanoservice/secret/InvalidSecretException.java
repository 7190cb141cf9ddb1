package io.github.nanoservice.secret;

/** Thrown if a file that the user gives is not the secret it has to be. */
public final class InvalidSecretException extends Exception {
  private static final long serialVersionUID = 1;

  private final String advice;

  /**
   * Stores what is wrong. Neither text contains the secret.
   *
   * @param message what is wrong, with the name of the file, without a full stop
   * @param advice what to do next, one sentence
   */
  InvalidSecretException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** Returns what to do next, one sentence. */
  public String advice() {
    return advice;
  }
}
