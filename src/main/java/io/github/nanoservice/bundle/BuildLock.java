package io.github.nanoservice.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Excludes other threads of this build and other builds on this machine. */
public final class BuildLock {
  private final Path file;

  /** Takes the lock file. It is never deleted, because others may be waiting for it. */
  public BuildLock(Path file) {
    this.file = file;
  }

  /**
   * Waits for the lock, runs an action and releases the lock.
   *
   * @return the result of the action
   * @throws IOException if the lock file cannot be written
   * @throws E if the action throws it
   */
  public <T, E extends Exception> T runExclusively(Action<T, E> action) throws IOException, E {
    // A file lock belongs to the Java process and does not exclude its threads. An interned string
    // is
    // one object in the process, even if Maven loads the plugin more than once.
    synchronized (("nanoservice " + file).intern()) {
      requireLockFile();
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return action.run();
      }
    }
  }

  /** Opening a pipe would wait for ever, and opening a link would create its target. */
  private void requireLockFile() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "it is not a regular file; delete it and run the goal again");
    }
  }

  /** An action that needs the lock. */
  @FunctionalInterface
  public interface Action<T, E extends Exception> {
    /** Runs the action. */
    T run() throws IOException, E;
  }
}
