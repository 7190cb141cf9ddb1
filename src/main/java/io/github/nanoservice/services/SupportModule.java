package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;

/**
 * A file of a service that has what the service needs of another module.
 *
 * @param file the module
 * @param futures its {@code __future__} features
 * @param bindings the names its definitions use, in the order in which they are to be bound
 * @param definitions in source order
 */
public record SupportModule(
    SourceFile file, List<String> futures, List<Binding> bindings, List<Definition> definitions) {
  public SupportModule {
    futures = List.copyOf(futures);
    bindings = List.copyOf(bindings);
    definitions = List.copyOf(definitions);
  }
}
