package io.github.nanoservice.engine;

/** Turns an interrupt into an exception for the user. */
final class InterruptedExceptions {

  private InterruptedExceptions() {}

  /**
   * Sets the thread's interrupt flag again and returns an exception.
   *
   * @param activity what was interrupted: {@code starting the services}
   */
  static EngineException during(String activity, InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    return new EngineException(
        EngineException.Origin.ENVIRONMENT,
        "Interrupted while %s; everything that was started has been stopped. Run the goal again."
            .formatted(activity),
        interrupt);
  }
}
