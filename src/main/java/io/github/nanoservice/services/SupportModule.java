package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;

/**
 * What a service needs of a module that defines none of the functions it serves: a file of its own
 * in the service.
 *
 * @param file the module
 * @param futures {@code __future__} features the module is compiled under
 * @param bindings what its definitions refer to, in the order in which they are to be bound
 * @param definitions in source order
 */
public record SupportModule(
    SourceFile file, List<String> futures, List<Binding> bindings, List<Definition> definitions) {}
