package io.github.nanoservice.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps all others from a bundle while it is written: threads of this build and other builds. */
final class BundleLock {
  private final Path file;

  /** Takes the lock's file; it stays, for to delete it would take it from one who waits for it. */
  BundleLock(Path file) {
    this.file = file;
  }

  /** Runs an action alone, once all others have finished theirs. */
  Outcome alone(Action action) throws IOException {
    // A file lock belongs to the whole Java process and does not hold off its threads. An interned
    // string is one object in that process, also where Maven loads the plugin more than once.
    synchronized (("nanoservice bundle " + file).intern()) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return action.run();
      }
    }
  }

  /** What is done under the lock. */
  interface Action {
    Outcome run() throws IOException;
  }
}
