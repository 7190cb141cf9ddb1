package io.github.nanoservice.build;

import io.github.nanoservice.contract.Baseline;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.OutputFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Writes the signatures that callers rely on to a file. */
public final class BaselineBuilder {
  private final SourceAnalyzer analyzer;

  /** Stores the analyzer of the sources. */
  public BaselineBuilder(SourceAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * Writes a baseline.
   *
   * @return how many signatures it has
   * @throws IOException if the sources cannot be read or the file cannot be written
   */
  public BuildResult<Integer> write(BaselineRequest request) throws IOException {
    Optional<Analysis> analysis = analyzer.analyze(request.source());
    if (analysis.isEmpty()) {
      return new BuildResult.NoSources<>();
    }
    if (analysis.get().topology().isEmpty()) {
      return new BuildResult.Refused<>(analysis.get().findings());
    }
    List<Endpoint> chosen = chosen(analysis.get().topology().get(), request.functions());
    if (chosen.isEmpty() && request.functions() == BaselineFunctions.ENTRY_POINTS) {
      return new BuildResult.Refused<>(analysis.get().with(List.of(noEntryPoint())).findings());
    }
    Files.createDirectories(request.file().getParent());
    OutputFile.write(request.file(), Baseline.of(chosen).write());
    return new BuildResult.Done<>(chosen.size(), List.of());
  }

  private static List<Endpoint> chosen(Topology topology, BaselineFunctions functions) {
    return switch (functions) {
      case ALL -> topology.endpoints();
      case ENTRY_POINTS ->
          topology.endpoints().stream()
              .filter(endpoint -> topology.entryPoints().contains(endpoint.name()))
              .toList();
    };
  }

  private static Finding noEntryPoint() {
    return Finding.of(
        Rule.INVALID_PARAMETER,
        new Location.InParameter("baselineFunctions"),
        "there is no entry point whose signature could be recorded",
        "Set %s to the functions that are called from outside, or %s to all."
            .formatted(
                Parameters.reference("entryPoints"), Parameters.reference("baselineFunctions")));
  }
}
