package io.github.nanoservice.engine;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.files.StateDirectory;
import io.github.nanoservice.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of what was built and started for a compose project. */
final class ContainerRecord {
  private final ContainerPlan plan;
  private final StateDirectory directory;

  ContainerRecord(ContainerPlan plan) {
    this.plan = plan;
    this.directory = new StateDirectory(plan.workDirectory().resolve("nanoservice-compose"));
  }

  /** Records that the images were built from the bundle in its current state. */
  void recordBuilt() throws EngineException {
    write("built", fingerprint());
  }

  /** Whether the last recorded build was of the bundle in its current state. */
  boolean isBuilt() throws EngineException {
    try {
      return directory.read("built").equals(Optional.of(fingerprint()));
    } catch (CharacterCodingException e) {
      return false; // it was not written by recordBuilt
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
    return directory.contains("started");
  }

  /**
   * Records that all containers were removed. If that fails, the next stop looks for them again.
   */
  void recordStopped() {
    directory.delete("started");
  }

  /** The manifest contains the hash of every file that the plugin wrote into the bundle. */
  private String fingerprint() throws EngineException {
    try {
      List<byte[]> contents = new ArrayList<>();
      contents.add(InputFile.bytes(plan.bundle().resolve(Manifest.FILE_NAME)));
      for (Path file : plan.files()) {
        contents.add(InputFile.bytes(file));
      }
      return Fingerprint.of(List.of(plan.project().text(), contents));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void write(String name, String text) throws EngineException {
    try {
      directory.write(name, text);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private EngineException failure(IOException cause) {
    return new EngineException(
        Origin.ENVIRONMENT,
        "Could not read the bundle or write the record in %s: %s. Check that the directory can be written and that the disk has space."
            .formatted(directory.path(), cause.getMessage()),
        cause);
  }
}
