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

/** From a source directory to services, and to everything that stands against them. */
public final class SourceAnalyzer {

  private SourceAnalyzer() {}

  /**
   * Reads the source directory.
   *
   * @return nothing where it is no directory
   * @throws IOException where the walk through it fails as a whole
   */
  public static Optional<SourceScan> scan(SourceRequest request) throws IOException {
    return Files.isDirectory(request.sourceDirectory())
        ? Optional.of(SourceScan.of(request.sourceDirectory(), request.leftOut()))
        : Optional.empty();
  }

  /**
   * Decomposes and checks; writes nothing.
   *
   * @param scanned what {@link #scan} has read
   * @param runtime what every service gets
   * @return the outcome; empty where there is no source directory, in a project without Python
   */
  public static Optional<Analysis> check(
      SourceRequest request, Optional<SourceScan> scanned, RuntimePackage runtime) {
    Path directory = request.sourceDirectory();
    if (scanned.isEmpty()) {
      return Files.exists(directory)
          ? Optional.of(new Analysis(Optional.empty(), List.of(), List.of(noDirectory(directory))))
          : Optional.empty();
    }
    SourceScan scan = scanned.get();
    if (scan.isEmpty()) {
      return Optional.of(
          new Analysis(
              Optional.of(new Topology(List.of(), List.of(), List.of())),
              List.of(),
              List.of(nothingIn(directory))));
    }
    ServiceOptions options =
        request.options(scan.requirements(), runtime.requirements(), runtime.constraints());
    Analysis built =
        new TopologyBuilder(options).build(scan.parsed(request.format()), scan.unread());
    return Optional.of(
        built
            .with(new CallChecks(request.contracts()).findings(built.calls()))
            .with(scan.findings()));
  }

  private static Finding noDirectory(Path file) {
    return Finding.of(
        Rule.BAD_PARAMETER,
        new Location.InParameter("sourceDirectory"),
        file + " is no directory",
        "Name the directory that the .py files are in.");
  }

  private static Finding nothingIn(Path directory) {
    return Finding.of(
        Rule.NO_FUNCTIONS,
        new Location.Everywhere(),
        "there is no .py file in " + directory,
        "Put a module with a function there, or name another directory in <sourceDirectory>.");
  }
}
