package io.github.nanoservice.engine;

import java.util.Optional;

/** What came of a call. */
public sealed interface CallResult {

  /**
   * The function returned.
   *
   * @param json its value as one line of JSON
   */
  record Value(String json) implements CallResult {}

  /**
   * The function raised, or the service refused the call: problem details as of RFC 9457 §3.1.
   *
   * @param status the HTTP status code
   * @param title what kind of problem it is
   * @param detail what happened this time, may be empty
   * @param traceback Python's, where the function raised
   */
  record Problem(int status, String title, String detail, Optional<String> traceback)
      implements CallResult {}
}
