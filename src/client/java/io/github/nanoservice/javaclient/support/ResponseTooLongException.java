package io.github.nanoservice.javaclient.support;

import java.io.IOException;

/** Thrown if a service sends more bytes than the client accepts. */
final class ResponseTooLongException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param what what is too long: the response or an item
   * @param limit the most bytes
   */
  ResponseTooLongException(String what, int limit) {
    super(
        what
            + " takes more than the limit of "
            + limit
            + " bytes; set maxBytes of the client's builder to increase the limit");
  }
}
