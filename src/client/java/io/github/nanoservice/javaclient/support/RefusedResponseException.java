package io.github.nanoservice.javaclient.support;

import java.io.IOException;

/** Thrown if the client refuses what a server sends. The message is complete. */
final class RefusedResponseException extends IOException {
  private static final long serialVersionUID = 1;

  private RefusedResponseException(String message) {
    super(message);
  }

  /**
   * @param what what is too long: the response or an item
   * @param limit the most bytes
   */
  static RefusedResponseException tooLong(String what, int limit) {
    return new RefusedResponseException(
        what
            + " takes more than the limit of "
            + limit
            + " bytes; set maxBytes of the client's builder to increase the limit");
  }

  /**
   * @param authority the address and port to which the client has connected
   */
  static RefusedResponseException notProved(String authority) {
    return new RefusedResponseException(
        "what listens at "
            + authority
            + " does not know the token, so the call was not sent; start the services again, and"
            + " use the token of their last start");
  }
}
