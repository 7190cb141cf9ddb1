package io.github.nanoservice.javaclient.support;

/** The constants that the client and the services share. The Python runtime has the same values. */
final class WireFormat {
  /** JSON in which every value that JSON cannot represent is tagged. */
  static final String VALUE_TYPE = "application/vnd.nanoservice+json";

  /** One JSON array per line, sent while the function yields. */
  static final String LINES_TYPE = "application/vnd.nanoservice.lines";

  /** A problem document (RFC 9457). */
  static final String PROBLEM_TYPE = "application/problem+json";

  /** The request header for the time limit of a call, in milliseconds. */
  static final String TIMEOUT_HEADER = "Nanoservice-Timeout-Ms";

  /** The path at which a service proves that it knows the token. */
  static final String PROOF_PATH = "/nanoservice-proof";

  /** The member of a request for the positional arguments. */
  static final String POSITIONAL = "args";

  /** The member of a request for the keyword arguments. */
  static final String KEYWORDS = "kwargs";

  /** The longest integer, in bits, that is sent in decimal digits; a longer one is tagged. */
  static final int MAX_DECIMAL_BITS = 2048;

  /**
   * The most digits of a number that the client reads in decimal; the conversion takes quadratic
   * time. Hexadecimal digits have no limit.
   */
  static final int MAX_DIGITS = 20_000;

  /** The deepest nesting that the client sends. */
  static final int MAX_ENCODE_DEPTH = 100;

  /** The deepest nesting that the client reads; a thread's stack limits it. */
  static final int MAX_DECODE_DEPTH = 500;

  private WireFormat() {}
}
