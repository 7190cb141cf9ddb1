package io.github.nanoservice.engine;

import io.github.nanoservice.bundle.BuildLock;
import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.files.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Directories that one build fills and later builds use. What differs is in another directory,
 * because services of another build may be running with an existing one.
 *
 * @param parent the directory around them; it need not exist
 */
record ReusedDirectory(Path parent) {

  /** Fills a directory, which may exist and have files of a build that was killed. */
  interface Filling {
    void into(Path directory) throws EngineException;
  }

  /**
   * Returns a directory that is filled, if necessary by this build.
   *
   * @param name identifies its content
   * @param usable whether a directory that was filled can still be used
   * @throws EngineException if it cannot be written, or as the filling does
   */
  Path provide(String name, Predicate<Path> usable, Filling filling) throws EngineException {
    StateDirectory all = new StateDirectory(parent);
    Path directory = parent.resolve(name);
    // Created last, so that an incomplete directory is filled again.
    Path finished = directory.resolve("nanoservice-finished");
    try {
      all.create();
      return new BuildLock(parent.toRealPath().resolve(name + ".lock"))
          .<Path, EngineException>runExclusively(
              () -> {
                if (!usable.test(directory) || !Files.exists(finished)) {
                  if (Files.isSymbolicLink(directory)) {
                    Files.delete(directory); // what is behind the link must stay
                  }
                  filling.into(directory);
                  Files.createFile(finished);
                }
                return directory;
              });
    } catch (IOException e) {
      throw new EngineException(
          Origin.ENVIRONMENT,
          "Could not write %s: %s. Check that the directory can be written and that the disk has space."
              .formatted(directory, e),
          e);
    }
  }
}
