package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The inputs and results of a build. The next build reports the same results if nothing has
 * changed.
 *
 * @param inputs fingerprint of everything that determines the bundle's bytes
 * @param findings warnings and notes
 * @param entryPoints names of the functions that are published, in the configured order
 * @param calledFunction name of the function that this build was asked to call
 * @param functions number of functions
 * @param services number of services
 * @param files number of files in the bundle, without its manifest
 */
public record Build(
    String inputs,
    List<Finding> findings,
    List<String> entryPoints,
    Optional<String> calledFunction,
    int functions,
    int services,
    int files) {
  public Build {
    findings = List.copyOf(findings);
    entryPoints = List.copyOf(entryPoints);
  }
}
