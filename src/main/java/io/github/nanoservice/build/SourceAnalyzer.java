package io.github.nanoservice.build;

import io.github.nanoservice.contract.CallChecks;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.resolve.FileReads.FileRead;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.services.TopologyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Analyzes a source directory: scans it for modules, parses them, splits their functions into
 * services and checks the calls between them. Writes nothing.
 */
public final class SourceAnalyzer {
  private final RuntimePackage runtime;
  private final InstalledDistributions installed;

  /**
   * Stores what every service contains.
   *
   * @param runtime the Python package that every service imports
   * @param installed gives advice on imports that nothing accounts for
   */
  SourceAnalyzer(RuntimePackage runtime, InstalledDistributions installed) {
    this.runtime = runtime;
    this.installed = installed;
  }

  /** An analyzer for services with the runtime of this plugin. */
  public static SourceAnalyzer bundled() {
    return new SourceAnalyzer(RuntimePackage.bundled(), InstalledDistributions.unknown());
  }

  /**
   * Reads the source directory.
   *
   * @return empty if it is not a directory
   * @throws IOException if the directory cannot be read; an unreadable file is a finding
   */
  static Optional<SourceScan> scan(SourceRequest request) throws IOException {
    if (!Files.isDirectory(request.directory())) {
      return Optional.empty();
    }
    SourceScan own =
        SourceScan.of(
            request.directory(),
            request.excluded(),
            request.data(),
            request.declarations(),
            request.format());
    return Optional.of(own.isEmpty() ? own : DependencyScan.complete(request, own));
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
            .carriesModules(request.format().extended())
            .userRequirements(scan.requirements())
            .runtimeRequirements(runtime.requirements())
            .runtimeConstraints(runtime.constraints())
            .build();
    Set<String> carried =
        request.dependencyFunctions() == DependencyFunctions.CARRIED
            ? scan.origins().keySet()
            : Set.of();
    Analysis built =
        new TopologyBuilder(options, carried, installed)
            .build(scan.parsed(request.format()), scan.unread());
    return built
        .with(new CallChecks(request.callChecks()).findings(built.calls()))
        .with(missingFiles(built.reads(), scan))
        .located(path -> scan.origins().getOrDefault(path, path))
        .with(scan.findings());
  }

  /** A service starts in a copy of the source directory, and finds no other file there. */
  private static List<Finding> missingFiles(List<FileRead> reads, SourceScan scan) {
    Set<String> paths =
        Stream.concat(
                scan.files().stream().map(SourceScan.Unit::path),
                scan.data().stream().map(PackageData::path))
            .collect(Collectors.toUnmodifiableSet());
    return reads.stream()
        .filter(read -> !paths.contains(normalized(read.path())))
        .map(
            read ->
                Finding.of(
                    Rule.MISSING_DATA_FILE,
                    read.location(),
                    "the sources have no file \"%s\", so that no service finds it"
                        .formatted(read.path()),
                    "Put the file there, include it with %s, or write an absolute path."
                        .formatted(Parameters.reference("dataIncludes"))))
        .toList();
  }

  /**
   * Returns a path without {@code ./} and {@code a/..}; not every text is a path on every system.
   */
  private static String normalized(String path) {
    try {
      return Path.of(path).normalize().toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      return path;
    }
  }

  private static Analysis nothing() {
    return new Analysis(
        Optional.of(
            new Topology(List.of(), List.of(), Optional.empty(), List.of(), List.of(), List.of())),
        List.of(),
        List.of(),
        List.of());
  }

  private static Analysis refused(Finding finding) {
    return new Analysis(Optional.empty(), List.of(), List.of(), List.of(finding));
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
