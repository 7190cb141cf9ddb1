package io.github.nanoservice.mojo;

import io.github.nanoservice.contract.CallChecks;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.topology.Outcome;
import io.github.nanoservice.topology.Topology;
import io.github.nanoservice.topology.TopologyBuilder;
import io.github.nanoservice.topology.TopologyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From a source directory to services, and to everything that stands against them. */
final class Checker {

  private Checker() {}

  /**
   * Reads the source directory.
   *
   * @return nothing where it is no directory
   * @throws IOException where the walk through it fails as a whole
   */
  static Optional<SourceScan> scan(SourceRequest request) throws IOException {
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
  static Optional<Outcome> check(
      SourceRequest request, Optional<SourceScan> scanned, RuntimePackage runtime) {
    Path directory = request.sourceDirectory();
    if (scanned.isEmpty()) {
      return Files.exists(directory)
          ? Optional.of(new Outcome(Optional.empty(), List.of(), List.of(noDirectory(directory))))
          : Optional.empty();
    }
    SourceScan scan = scanned.get();
    if (scan.isEmpty()) {
      return Optional.of(
          new Outcome(
              Optional.of(new Topology(List.of(), List.of(), List.of())),
              List.of(),
              List.of(nothingIn(directory))));
    }
    TopologyOptions options =
        request.options(scan.requirements(), runtime.requirements(), runtime.constraints());
    Outcome built =
        new TopologyBuilder(options).build(scan.decomposed(request.format()), scan.unread());
    return Optional.of(
        built
            .with(new CallChecks(request.contracts()).findings(built.calls()))
            .with(scan.findings()));
  }

  private static Finding noDirectory(Path file) {
    return Finding.of(
        Rule.BAD_PARAMETER,
        new Place.InParameter("sourceDirectory"),
        file + " is no directory",
        "Name the directory that the .py files are in.");
  }

  private static Finding nothingIn(Path directory) {
    return Finding.of(
        Rule.NO_FUNCTIONS,
        new Place.Everywhere(),
        "there is no .py file in " + directory,
        "Put a module with a function there, or name another directory in <sourceDirectory>.");
  }
}
