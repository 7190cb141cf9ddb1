package io.github.nanoservice.build;

import io.github.nanoservice.archive.ZipWriter;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.files.OutputFile;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.UserRequirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Packages the sources of a project, without those of others. */
public final class SourcePackager {
  private final ZipWriter writer;

  /** Takes the time of the archive's entries. */
  public SourcePackager(Instant time) {
    this.writer = ZipWriter.withTime(time);
  }

  /**
   * Writes an archive of the modules, the data and what declares the distributions that these need.
   *
   * @return the number of files, or what cannot be read
   * @throws IOException if the archive cannot be written
   */
  public BuildResult<Integer> write(SourceRequest request, Path archive) throws IOException {
    Optional<SourceScan> scanned = SourceAnalyzer.scan(request);
    if (scanned.isEmpty() || scanned.get().isEmpty()) {
      return new BuildResult.NoSources<>();
    }
    SourceScan scan = scanned.get();
    List<Finding> findings =
        Stream.concat(scan.findings().stream(), scan.requirements().findings().stream()).toList();
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      return new BuildResult.Refused<>(findings);
    }
    SortedMap<String, OutputFile.Producer> files = new TreeMap<>();
    scan.files().forEach(unit -> add(unit.path(), request, files));
    scan.data().forEach(file -> add(file.path(), request, files));
    files.putAll(declaration(request, scan.requirements()));
    writer.write(archive, files);
    return new BuildResult.Done<>(files.size(), findings);
  }

  /**
   * The files that declare the same beside the modules as the project's own do wherever they are. A
   * lock file says what a distribution needs, which a {@code requirements.txt} cannot.
   */
  private static SortedMap<String, OutputFile.Producer> declaration(
      SourceRequest request, UserRequirements requirements) {
    SortedMap<String, OutputFile.Producer> files = new TreeMap<>();
    Path declaring = request.directory().resolve(requirements.file()).normalize();
    if (DeclarationSearch.isLock(declaring)) {
      files.put(declaring.getFileName().toString(), OutputFile.Producer.copyOf(declaring));
    } else {
      requirements
          .texts()
          .forEach(
              (name, text) ->
                  files.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    }
    return files;
  }

  private static void add(
      String path, SourceRequest request, SortedMap<String, OutputFile.Producer> files) {
    files.put(path, OutputFile.Producer.copyOf(request.directory().resolve(path)));
  }
}
