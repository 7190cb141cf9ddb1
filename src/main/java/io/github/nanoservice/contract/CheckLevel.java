package io.github.nanoservice.contract;

/** The effect of a broken contract on the build. */
public enum CheckLevel {
  /** The build fails. */
  ERROR,
  /** The build prints a warning. */
  WARN,
  /** Contracts are not checked. */
  OFF
}
