package io.github.nanoservice.bundle;

import io.github.nanoservice.files.Content;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ManifestReader;
import io.github.nanoservice.render.Rendering;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Writes a rendered bundle into a directory. Files with the right content are not touched. */
public final class BundleWriter {
  private final Path directory;
  private final ManifestReader reader = new ManifestReader();

  /**
   * Takes the bundle's directory, which need not exist. The plugin also uses four names next to it:
   * {@code .<name>.lock}, {@code .<name>.staging}, {@code .<name>.last} and {@code .<name>.claim}.
   */
  public BundleWriter(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Returns the build that wrote the bundle if it had these inputs and no file of the bundle has
   * been changed or removed since. Another build would write nothing and report the same.
   */
  public Optional<Build> unchanged(String inputs) {
    try {
      return new BuildRecord(directory.toRealPath()).read(inputs);
    } catch (IOException e) {
      return Optional.empty(); // there is no bundle, or writing it will report the problem
    }
  }

  /**
   * Writes the rendered files and their manifest. Files that only the previous manifest lists are
   * removed; files that neither manifest lists are not touched.
   *
   * @param build the record for {@link #unchanged}
   * @return what was written, or which of the user's files prevent it
   * @throws IOException if files cannot be written; the bundle is unchanged, or the message says
   *     that it is not
   */
  public WriteResult write(Rendering rendering, Build build) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      return new WriteResult.Refused(
          List.of(
              Plan.obstacle(directory, "is a file, but the bundle's directory has to go there")));
    }
    if (Files.notExists(directory) && rendering.contents().isEmpty()) {
      return new WriteResult.Written(0, 0, 0);
    }
    try {
      Files.createDirectories(directory);
      Path root = directory.toRealPath();
      BuildLock lock = new BuildLock(root.resolveSibling("." + root.getFileName() + ".lock"));
      return lock.runExclusively(() -> write(rendering, build, root));
    } catch (IOException e) {
      String reason =
          e instanceof AccessDeniedException
              ? "no permission for " + e.getMessage()
              : e.getMessage();
      throw new IOException(
          "cannot write the bundle in "
              + directory
              + (e.getSuppressed().length == 0
                  ? ", which is unchanged: "
                  : ", and not all changes could be undone: ")
              + reason
              + ". Check the disk space and the permissions, and generate again.",
          e);
    }
  }

  private WriteResult write(Rendering rendering, Build build, Path root) throws IOException {
    ManifestReader.Result found = reader.read(root);
    if (found instanceof ManifestReader.Result.Broken broken) {
      return new WriteResult.Refused(
          List.of(
              Plan.obstacle(
                  root,
                  "has a manifest that does not list the plugin's files: " + broken.reason())));
    }
    Manifest previous =
        found instanceof ManifestReader.Result.Found present ? present.manifest() : Manifest.EMPTY;
    SortedMap<String, Content> contents = rendering.contents();
    Plan plan = Plan.of(root, previous, contents);
    if (!plan.refusals().isEmpty()) {
      return new WriteResult.Refused(plan.refusals());
    }
    Manifest next = Manifest.of(rendering.services(), contents);
    byte[] json = next.json();
    Path manifest = root.resolve(Manifest.FILE_NAME);
    boolean same = Files.exists(manifest) && Arrays.equals(Files.readAllBytes(manifest), json);
    BuildRecord record = new BuildRecord(root);
    record.delete();
    if (!same || !plan.writes().isEmpty() || !plan.removals().isEmpty()) {
      apply(plan, previous, next, json, root);
    }
    Set<String> paths = new TreeSet<>(next.files().keySet());
    paths.add(Manifest.FILE_NAME);
    record.write(build, paths);
    return new WriteResult.Written(plan.writes().size(), plan.unchanged(), plan.removals().size());
  }

  private static void apply(Plan plan, Manifest previous, Manifest next, byte[] json, Path root)
      throws IOException {
    Path staging = root.resolveSibling("." + root.getFileName() + ".staging");
    try (Transaction transaction = Transaction.begin(root, staging)) {
      if (!previous.files().keySet().containsAll(plan.writes().keySet())) {
        // A build that is killed halfway leaves files of both bundles. This manifest lists both, or
        // the next build would take the new files for the user's and refuse to overwrite them.
        transaction.write(Manifest.FILE_NAME, Content.of(previous.withFilesOf(next).json()));
      }
      // Removals come first: if case does not matter, a new file may have the name of an old one.
      for (String path : plan.removals()) {
        transaction.remove(path);
      }
      for (Map.Entry<String, Content> file : plan.held().entrySet()) {
        transaction.reuse(file.getKey(), file.getValue());
      }
      for (Map.Entry<String, Content> file : plan.writes().entrySet()) {
        transaction.write(file.getKey(), file.getValue());
      }
      transaction.write(Manifest.FILE_NAME, Content.of(json));
      transaction.commit();
    }
  }
}
