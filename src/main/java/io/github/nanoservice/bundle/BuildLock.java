package io.github.nanoservice.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps all others from what is being written: threads of this build and other builds. */
public final class BuildLock {
  private final Path file;

  /** Takes the lock's file; it stays, for to delete it would take it from one who waits for it. */
  public BuildLock(Path file) {
    this.file = file;
  }

  /**
   * Runs an action alone, once all others have finished theirs.
   *
   * @return what the action does
   * @throws IOException where the lock's file cannot be written
   * @throws E as the action does
   */
  public <T, E extends Exception> T alone(Action<T, E> action) throws IOException, E {
    // A file lock belongs to the whole Java process and does not hold off its threads. An interned
    // string is one object in that process, also where Maven loads the plugin more than once.
    synchronized (("nanoservice " + file).intern()) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return action.run();
      }
    }
  }

  /** What is done under the lock. */
  @FunctionalInterface
  public interface Action<T, E extends Exception> {
    /** Does it. */
    T run() throws IOException, E;
  }
}
