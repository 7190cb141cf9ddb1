package io.github.nanoservice.build;

/** What source files may contain. */
public enum SourceFormat {
  /** Functions and plain imports. */
  STRICT,
  /** Everything that each service can carry along with its functions. */
  EXTENDED
}
