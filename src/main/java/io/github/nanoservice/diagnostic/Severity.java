package io.github.nanoservice.diagnostic;

/** The effect of a finding. */
public enum Severity {
  /** The build fails, and nothing is written. */
  ERROR,
  /** The result may not be what was intended. */
  WARNING,
  /** For information only. */
  INFO
}
