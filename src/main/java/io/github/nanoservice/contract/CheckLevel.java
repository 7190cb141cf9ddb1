package io.github.nanoservice.contract;

/** What a broken contract does to a build. */
public enum CheckLevel {
  /** It fails. */
  ERROR,
  /** It warns. */
  WARN,
  /** Nothing: contracts are not looked at. */
  OFF
}
