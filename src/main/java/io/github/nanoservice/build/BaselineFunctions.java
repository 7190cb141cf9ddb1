package io.github.nanoservice.build;

/** Which functions a baseline records. */
public enum BaselineFunctions {
  /** Those that can be called from outside. */
  ENTRY_POINTS,
  /** All. */
  ALL
}
