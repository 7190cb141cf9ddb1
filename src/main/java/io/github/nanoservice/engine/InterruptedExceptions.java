package io.github.nanoservice.engine;

/** An interrupt, kept for the caller and told as what it interrupted. */
final class InterruptedExceptions {

  private InterruptedExceptions() {}

  static EngineException during(String activity, InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    return new EngineException(
        EngineException.Origin.ENVIRONMENT,
        "Interrupted while " + activity + "; everything started was stopped. Run the goal again.",
        interrupt);
  }
}
