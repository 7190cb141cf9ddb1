package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is remembered of a project beside what its container engine knows. */
final class ContainerRecord {
  private final ContainerPlan plan;
  private final Path directory;

  ContainerRecord(ContainerPlan plan) {
    this.plan = plan;
    this.directory = plan.workDirectory().resolve("nanoservice-compose");
  }

  /** The images are those of the bundle as it is. */
  void built() throws EngineException {
    write("built", fingerprint());
  }

  /** Whether the images are those of the bundle as it is, as far as anybody knows. */
  boolean isBuilt() throws EngineException {
    try {
      Path file = directory.resolve("built");
      return Files.exists(file) && Files.readString(file).equals(fingerprint());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** From here on there may be something to remove. */
  void started() throws EngineException {
    write("started", plan.project().text());
  }

  boolean isStarted() {
    return Files.exists(directory.resolve("started"));
  }

  /** There is nothing to remove; a record that stays behind has it looked for once more. */
  void stopped() {
    directory.resolve("started").toFile().delete();
  }

  /** The manifest knows the hash of every file of the bundle. */
  private String fingerprint() throws EngineException {
    try {
      return Fingerprint.of(
          List.of(
              plan.project().text(),
              Files.readAllBytes(plan.bundle().resolve(Manifest.FILE_NAME)),
              plan.override().isPresent()
                  ? Files.readAllBytes(plan.override().get())
                  : new byte[0]));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void write(String name, String text) throws EngineException {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private EngineException failure(IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read the bundle or note in %s what became of it: %s. Check that it can be written and the disk has space."
            .formatted(directory, cause),
        cause);
  }
}
