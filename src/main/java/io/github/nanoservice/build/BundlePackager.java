package io.github.nanoservice.build;

import io.github.nanoservice.archive.ZipWriter;
import io.github.nanoservice.files.OutputFile;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Packages a bundle that is on disk. */
public final class BundlePackager {
  private final ZipWriter writer;

  /** Takes the time of the archive's entries. */
  public BundlePackager(Instant time) {
    this.writer = ZipWriter.withTime(time);
  }

  /**
   * Writes an archive of the files that the bundle's manifest lists, and of the manifest.
   *
   * @return the number of files
   * @throws IOException if the archive cannot be written
   */
  public int write(Path bundle, Path archive) throws IOException {
    SortedMap<String, OutputFile.Producer> files = new TreeMap<>();
    if (new ManifestReader().read(bundle) instanceof ManifestReader.Result.Found found) {
      found.manifest().files().keySet().forEach(path -> files.put(path, copy(bundle, path)));
      files.put(Manifest.FILE_NAME, copy(bundle, Manifest.FILE_NAME));
    }
    writer.write(archive, files);
    return files.size();
  }

  private static OutputFile.Producer copy(Path bundle, String path) {
    return OutputFile.Producer.copyOf(bundle.resolve(path));
  }
}
