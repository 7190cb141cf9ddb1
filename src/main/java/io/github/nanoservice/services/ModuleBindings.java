package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one file of a service binds.
 *
 * @param futures {@code __future__} features of its definitions, sorted
 * @param bindings in the order in which they are to be bound
 * @param parentPackage the package where relative imports inside definitions start, if there are
 *     any
 * @param libraries dotted names of everything imported from libraries
 * @param optionalLibraries the same for imports that may fail
 * @param exposed functions of other files that its definitions find in modules which do not define
 *     them
 * @param findings what prevents a correct file
 */
record ModuleBindings(
    List<String> futures,
    List<Binding> bindings,
    Optional<String> parentPackage,
    Set<String> libraries,
    Set<String> optionalLibraries,
    Set<ExposedFunction> exposed,
    List<Finding> findings) {
  ModuleBindings {
    futures = List.copyOf(futures);
    bindings = List.copyOf(bindings);
    libraries = Collections.unmodifiableSet(new LinkedHashSet<>(libraries));
    optionalLibraries = Collections.unmodifiableSet(new LinkedHashSet<>(optionalLibraries));
    exposed = Set.copyOf(exposed);
    findings = List.copyOf(findings);
  }
}
