package io.github.nanoservice.build;

import io.github.nanoservice.contract.Baseline;
import io.github.nanoservice.contract.BaselineChecks;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks sources, and their functions against the signatures of a baseline. */
public final class SourceChecker {
  private final SourceAnalyzer analyzer;
  private final DisplayPaths paths;

  /**
   * Stores what it uses.
   *
   * @param analyzer analyzes the sources
   * @param paths shows the baseline's path in messages
   */
  public SourceChecker(SourceAnalyzer analyzer, DisplayPaths paths) {
    this.analyzer = analyzer;
    this.paths = paths;
  }

  /**
   * Checks sources.
   *
   * @param baseline the file of the baseline; it may be missing
   * @return the services of the sources
   * @throws IOException if the sources or the baseline cannot be read
   */
  public BuildResult<Topology> check(SourceRequest request, Path baseline) throws IOException {
    Optional<Analysis> analysis = analyzer.analyze(request);
    if (analysis.isEmpty()) {
      return new BuildResult.NoSources<>();
    }
    Analysis checked = analysis.get().with(breakingChanges(request, analysis.get(), baseline));
    return checked.topology().isPresent()
        ? new BuildResult.Done<>(checked.topology().get(), checked.findings())
        : new BuildResult.Refused<>(checked.findings());
  }

  private List<Finding> breakingChanges(SourceRequest request, Analysis analysis, Path file)
      throws IOException {
    if (analysis.topology().isEmpty() || Files.notExists(file)) {
      return List.of();
    }
    Baseline.Result read = read(file);
    return read instanceof Baseline.Result.Found found
        ? new BaselineChecks(request.callChecks(), paths.show(file))
            .findings(found.baseline(), analysis.topology().get().endpoints())
        : List.of(unreadable(file, ((Baseline.Result.Broken) read).reason()));
  }

  private static Baseline.Result read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new Baseline.Result.Broken("it is not a file");
    }
    try {
      return Baseline.read(InputFile.text(file));
    } catch (CharacterCodingException e) {
      return new Baseline.Result.Broken("it is not in UTF-8");
    }
  }

  private Finding unreadable(Path file, String reason) {
    return Finding.of(
        Rule.INVALID_PARAMETER,
        new Location.InParameter("baselineFile"),
        "%s is not a baseline: %s".formatted(paths.show(file), reason),
        "Set %s to another file, or write this one again with nanoservice:baseline."
            .formatted(Parameters.reference("baselineFile")));
  }
}
