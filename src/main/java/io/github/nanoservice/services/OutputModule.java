package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one file of a service holds.
 *
 * @param file the module it is made of; nothing where it is the service's own, which may come from
 *     several
 * @param definitions by path and place
 * @param asked names that are taken from its module and that this imports itself
 */
record OutputModule(Optional<SourceFile> file, List<Definition> definitions, List<Asked> asked) {

  static OutputModule of(Optional<SourceFile> file) {
    return new OutputModule(file, new ArrayList<>(), new ArrayList<>());
  }

  /** Whether it is the service's own. */
  boolean isHome() {
    return file.isEmpty();
  }

  /** A name of a module. */
  record Asked(SourceFile file, String name) {}
}
