package io.github.nanoservice.build;

import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.services.ServiceOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a build asks to have decomposed and checked.
 *
 * @param sourceDirectory where the Python sources are; need not exist
 * @param leftOut directories that hold none, wherever they are
 * @param format what the sources may hold
 * @param grouping which functions are served together, where the next two say nothing
 * @param alone functions that have a service of their own
 * @param groups functions to serve together, by the name of their service
 * @param entryPoints functions to reach from outside, where the build names them
 * @param naming how services are called
 * @param pythonVersion the Python that services run on: {@code 3.13}
 * @param distributions what to install for an import name
 * @param contracts what a call that does not fit its function does
 */
public record SourceRequest(
    Path sourceDirectory,
    List<Path> leftOut,
    Format format,
    ServiceOptions.Grouping grouping,
    List<String> alone,
    Map<String, List<String>> groups,
    Optional<List<String>> entryPoints,
    ServiceOptions.Naming naming,
    String pythonVersion,
    Map<String, String> distributions,
    CheckLevel contracts) {

  /**
   * The decisions about services.
   *
   * @param requirements text of the user's {@code requirements.txt}
   * @param runtime lines of what every service needs
   * @param constraints lines of the releases of it that containers get
   */
  ServiceOptions options(String requirements, List<String> runtime, List<String> constraints) {
    return new ServiceOptions(
        grouping,
        alone,
        groups,
        entryPoints.orElse(List.of("main")),
        entryPoints.isPresent(),
        naming,
        pythonVersion,
        distributions,
        requirements,
        runtime,
        constraints);
  }
}
