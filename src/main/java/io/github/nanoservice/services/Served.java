package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;

/** What a service answers requests with: functions, or one application. */
public sealed interface Served permits Endpoint, Application {

  /** The name that callers and parameters use. */
  String name();

  /** Where it is defined. */
  SourceFile file();

  /** Its name in its module. */
  String simpleName();

  /** What defines it. */
  Definition definition();

  /** Identifies it among all definitions of the sources. */
  default String key() {
    return definition().key();
  }
}
