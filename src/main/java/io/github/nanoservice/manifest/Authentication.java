package io.github.nanoservice.manifest;

/** Which calls need the token. */
public enum Authentication {
  /** None: any HTTP client may call any function that it reaches. */
  NONE,
  /** Calls to functions that are no entry points. */
  INTERNAL,
  /** All calls. */
  ALL
}
