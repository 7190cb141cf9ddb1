package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * One Python file of a service.
 *
 * @param file the module it is made from; empty for the service's own file, which may combine
 *     several
 * @param definitions by path and offset
 * @param reExports names that other files import from its module, which imports them itself
 */
record OutputModule(
    Optional<SourceFile> file, List<Definition> definitions, List<ReExport> reExports) {

  OutputModule {
    definitions = List.copyOf(definitions.stream().sorted(Definition.BY_LOCATION).toList());
    reExports = List.copyOf(reExports);
  }

  /** The service's own file, from some modules. */
  static OutputModule home(List<OutputModule> modules) {
    return new OutputModule(
        Optional.empty(),
        modules.stream().flatMap(module -> module.definitions().stream()).toList(),
        modules.stream().flatMap(module -> module.reExports().stream()).toList());
  }

  /** The dotted name of its module; empty for the service's own file. */
  String name() {
    return file.map(SourceFile::name).orElse("");
  }

  /** Whether it is the service's own file. */
  boolean isHome() {
    return file.isEmpty();
  }

  /** A name that a module imports. */
  record ReExport(SourceFile file, String name) {}
}
