package io.github.nanoservice.build;

/** What becomes of the functions of other projects. */
public enum DependencyFunctions {
  /** They are parts of the services that call them. */
  CARRIED,
  /** They are served, as those of this project are. */
  SERVED
}
