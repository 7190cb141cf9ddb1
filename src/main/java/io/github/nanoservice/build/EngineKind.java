package io.github.nanoservice.build;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What services run in. */
public enum EngineKind {
  /** Containers. */
  COMPOSE,
  /** Processes of this machine. */
  LOCAL;

  /** The kind of that name; nothing where there is none. */
  public static Optional<EngineKind> of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
