package io.github.nanoservice.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system with little room, until it is closed. */
final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one of some KiB; skips the test by name where this user may not. */
  static SmallDisk mount(Path directory, int kibibytes) throws IOException {
    Files.createDirectories(directory);
    String size = "size=" + kibibytes + "k";
    Docker.assume(
        run("mount", "-t", "tmpfs", "-o", size, "tmpfs", directory.toString()),
        "needs to mount a small file system, which this user or machine does not allow");
    return new SmallDisk(directory);
  }

  Path directory() {
    return directory;
  }

  /** Leaves no room. */
  void fill() throws IOException {
    Path file = directory.resolve("filling");
    Files.createFile(file);
    try {
      while (true) {
        Files.write(file, new byte[4096], StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      // Full.
      return;
    }
  }

  @Override
  public void close() {
    run("umount", "--lazy", directory.toString());
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      // No such command.
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
