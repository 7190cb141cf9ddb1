package io.github.nanoservice.build;

import io.github.nanoservice.archive.ZipWriter;
import io.github.nanoservice.diagnostic.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Packages the sources of a project, without those of others. */
public final class SourcePackager {
  private final ZipWriter writer;

  /** Takes the time of the archive's entries. */
  public SourcePackager(Instant time) {
    this.writer = ZipWriter.withTime(time);
  }

  /**
   * Writes an archive of the modules, the data and {@code requirements.txt}.
   *
   * @return the number of files, or what cannot be read
   * @throws IOException if the archive cannot be written
   */
  public BuildResult<Integer> write(SourceRequest request, Path archive) throws IOException {
    Optional<SourceScan> scanned = SourceAnalyzer.scan(request);
    if (scanned.isEmpty() || scanned.get().isEmpty()) {
      return new BuildResult.NoSources<>();
    }
    List<Finding> findings = scanned.get().findings();
    if (!findings.isEmpty()) {
      return new BuildResult.Refused<>(findings);
    }
    SortedMap<String, Path> files = new TreeMap<>();
    scanned.get().files().forEach(unit -> add(unit.path(), request, files));
    scanned.get().data().forEach(file -> add(file.path(), request, files));
    if (Files.isRegularFile(request.directory().resolve(SourceScan.REQUIREMENTS))) {
      add(SourceScan.REQUIREMENTS, request, files);
    }
    writer.write(archive, files);
    return new BuildResult.Done<>(files.size(), List.of());
  }

  private static void add(String path, SourceRequest request, SortedMap<String, Path> files) {
    files.put(path, request.directory().resolve(path));
  }
}
