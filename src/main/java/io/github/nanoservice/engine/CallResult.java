package io.github.nanoservice.engine;

import java.util.Optional;

/** The result of a call. */
public sealed interface CallResult {

  /**
   * The function returned.
   *
   * @param json the value as one line of JSON
   */
  record Value(String json) implements CallResult {}

  /**
   * The function raised an exception, or the service rejected the call (problem details, RFC 9457
   * §3.1).
   *
   * @param status the HTTP status code
   * @param title kind of the problem: the class of the exception
   * @param detail the message, may be empty
   * @param traceback Python's traceback, if the function raised an exception
   */
  record Problem(int status, String title, String detail, Optional<String> traceback)
      implements CallResult {}
}
