package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The record of what was built and started for a compose project. */
final class ContainerRecord {
  private final ContainerPlan plan;
  private final Path directory;

  ContainerRecord(ContainerPlan plan) {
    this.plan = plan;
    this.directory = plan.workDirectory().resolve("nanoservice-compose");
  }

  /** Records that the images were built from the bundle in its current state. */
  void recordBuilt() throws EngineException {
    write("built", fingerprint());
  }

  /** Whether the last recorded build was of the bundle in its current state. */
  boolean isBuilt() throws EngineException {
    try {
      Path file = directory.resolve("built");
      return Files.exists(file) && Files.readString(file).equals(fingerprint());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Records that containers may exist from now on. */
  void recordStarted() throws EngineException {
    write("started", plan.project().text());
  }

  /** Whether containers may exist. */
  boolean isStarted() {
    return Files.exists(directory.resolve("started"));
  }

  /**
   * Records that all containers were removed. If that fails, the next stop looks for them again.
   */
  void recordStopped() {
    directory.resolve("started").toFile().delete();
  }

  /** The manifest contains the hash of every file of the bundle. */
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
        "Could not read the bundle or write the record in %s: %s. Check that the directory can be written and that the disk has space."
            .formatted(directory, cause),
        cause);
  }
}
