package io.github.nanoservice.manifest;

/** What a caller without the token learns of an exception. */
public enum ErrorDetails {
  /** Its class and its message. */
  MESSAGE,
  /** Only that the call failed. */
  NONE,
  /** All that a caller with the token learns, the traceback included. */
  FULL
}
