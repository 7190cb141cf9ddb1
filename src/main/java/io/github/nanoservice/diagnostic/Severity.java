package io.github.nanoservice.diagnostic;

/** How much a finding stops. */
public enum Severity {
  /** Nothing is written. */
  ERROR,
  /** The result may not be what was meant. */
  WARNING,
  /** Good to know. */
  INFO
}
