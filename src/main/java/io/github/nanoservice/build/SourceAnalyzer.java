package io.github.nanoservice.build;

import io.github.nanoservice.contract.CallChecks;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.services.TopologyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Analyzes a source directory: scans it for modules, parses them, splits their functions into
 * services and checks the calls between them. Writes nothing.
 */
public final class SourceAnalyzer {
  private final RuntimePackage runtime;

  /**
   * Stores what every service contains.
   *
   * @param runtime the Python package that every service imports
   */
  SourceAnalyzer(RuntimePackage runtime) {
    this.runtime = runtime;
  }

  /** An analyzer for services with the runtime of this plugin. */
  public static SourceAnalyzer bundled() {
    return new SourceAnalyzer(RuntimePackage.bundled());
  }

  /**
   * Reads the source directory.
   *
   * @return empty if it is not a directory
   * @throws IOException if the directory cannot be read; an unreadable file is a finding
   */
  static Optional<SourceScan> scan(SourceRequest request) throws IOException {
    return Files.isDirectory(request.directory())
        ? Optional.of(SourceScan.of(request.directory(), request.excluded(), request.data()))
        : Optional.empty();
  }

  /**
   * Analyzes the source directory.
   *
   * @return empty if the source directory does not exist: the project has no Python
   * @throws IOException if the directory cannot be read; an unreadable file is a finding
   */
  Optional<Analysis> analyze(SourceRequest request) throws IOException {
    return analyze(request, scan(request));
  }

  /**
   * Analyzes what was read from the source directory.
   *
   * @param scanned the result of {@link #scan}
   * @return empty if the source directory does not exist
   */
  Optional<Analysis> analyze(SourceRequest request, Optional<SourceScan> scanned) {
    if (scanned.isPresent()) {
      return Optional.of(analyze(request, scanned.get()));
    }
    return Files.exists(request.directory())
        ? Optional.of(refused(notADirectory(request.directory())))
        : Optional.empty();
  }

  private Analysis analyze(SourceRequest request, SourceScan scan) {
    if (scan.isEmpty()) {
      return nothing().with(List.of(noModules(request.directory())));
    }
    ServiceOptions options =
        request.services().toBuilder()
            .userRequirements(scan.requirements())
            .runtimeRequirements(runtime.requirements())
            .runtimeConstraints(runtime.constraints())
            .build();
    Analysis built =
        new TopologyBuilder(options).build(scan.parsed(request.format()), scan.unread());
    return built
        .with(new CallChecks(request.callChecks()).findings(built.calls()))
        .with(scan.findings());
  }

  private static Analysis nothing() {
    return new Analysis(
        Optional.of(new Topology(List.of(), List.of(), List.of())), List.of(), List.of());
  }

  private static Analysis refused(Finding finding) {
    return new Analysis(Optional.empty(), List.of(), List.of(finding));
  }

  private static Finding notADirectory(Path file) {
    return Finding.of(
        Rule.INVALID_PARAMETER,
        new Location.InParameter("sourceDirectory"),
        file + " is not a directory",
        "Set %s to the directory of the .py files."
            .formatted(Parameters.reference("sourceDirectory")));
  }

  private static Finding noModules(Path directory) {
    return Finding.of(
        Rule.NO_FUNCTIONS,
        new Location.Everywhere(),
        "there is no .py file in " + directory,
        "Put a module with a function there, or set %s to another directory."
            .formatted(Parameters.reference("sourceDirectory")));
  }
}
