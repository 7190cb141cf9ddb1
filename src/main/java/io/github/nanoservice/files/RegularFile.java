package io.github.nanoservice.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Finds out whether a file can be read to its end, without opening it. */
public final class RegularFile {
  /**
   * Types of file systems whose files the kernel makes up. They call themselves regular, and
   * reading one can wait for ever or change the system: {@code /proc/kmsg}, {@code trace_pipe}.
   */
  private static final Set<String> OF_THE_KERNEL =
      Set.of(
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "efivarfs",
          "fusectl",
          "mqueue",
          "nsfs",
          "proc",
          "pstore",
          "securityfs",
          "selinuxfs",
          "sysfs",
          "tracefs");

  private RegularFile() {}

  /**
   * Returns the size of a file in bytes. Follows symbolic links.
   *
   * @throws FileSystemException with a reason, if it is not a regular file of a file system that
   *     stores files
   * @throws IOException if it does not exist or cannot be examined
   */
  public static long size(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    // The type of the file system takes long to find out. Files that the kernel makes up have the
    // size 0, and the few others of these file systems do not wait.
    if (attributes.size() == 0 && OF_THE_KERNEL.contains(Files.getFileStore(file).type())) {
      throw new FileSystemException(
          file.toString(), null, "it is not stored: the system makes it up when it is read");
    }
    return attributes.size();
  }
}
