package io.github.nanoservice.build;

/** Where services run. */
public enum EngineKind {
  /** In containers. */
  COMPOSE,
  /** As processes of this machine. */
  LOCAL
}
