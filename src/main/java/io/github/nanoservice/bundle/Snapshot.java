package io.github.nanoservice.bundle;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Sizes and modification times of files, to see whether they have changed without reading them.
 *
 * <p>It contains each directory and each file once. One of the hard links to a file is enough:
 * writing through any of them changes the time of all, and removing or replacing one of them
 * changes the time of its directory (POSIX.1-2017, 4.9 and {@code unlink}).
 *
 * @param entries the directories and files
 */
record Snapshot(List<Entry> entries) {
  Snapshot {
    entries = List.copyOf(entries);
  }

  private static final long DIRECTORY = -1;

  /**
   * A file or a directory.
   *
   * @param path with {@code /}, empty for the root
   * @param size in bytes, {@link #DIRECTORY} for a directory
   * @param modified nanoseconds since 1970
   */
  record Entry(String path, long size, long modified) {

    private static Entry of(String path, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isDirectory() && !attributes.isRegularFile()) {
        throw new IOException(path + " is neither a file nor a directory");
      }
      return new Entry(
          path,
          attributes.isDirectory() ? DIRECTORY : attributes.size(),
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    private boolean isUnchanged(Path root) {
      try {
        return of(path, attributes(root, path)).equals(this);
      } catch (IOException e) {
        return false; // it is missing or cannot be read
      }
    }
  }

  /**
   * Takes a snapshot of files and of the directories that contain them.
   *
   * @throws IOException if one is missing or is a symbolic link
   */
  static Snapshot of(Path root, Collection<String> paths) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Set<String> directories = new TreeSet<>();
    Set<Object> seen = new HashSet<>();
    directories.add("");
    for (String path : paths) {
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        directories.add(path.substring(0, slash));
      }
      BasicFileAttributes attributes = attributes(root, path);
      if (attributes.fileKey() == null || seen.add(attributes.fileKey())) {
        entries.add(Entry.of(path, attributes));
      }
    }
    for (String directory : directories) {
      entries.add(Entry.of(directory, attributes(root, directory)));
    }
    return new Snapshot(entries);
  }

  /** Whether no entry has changed. */
  boolean isUnchanged(Path root) {
    return entries.parallelStream().allMatch(entry -> entry.isUnchanged(root));
  }

  /** Returns the latest modification time, nanoseconds since 1970. */
  long newest() {
    return entries.stream().mapToLong(Entry::modified).reduce(Long.MIN_VALUE, Math::max);
  }

  /** Writes the snapshot. */
  void write(DataOutput out) throws IOException {
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeUTF(entry.path);
      out.writeLong(entry.size);
      out.writeLong(entry.modified);
    }
  }

  /** Reads a snapshot. */
  static Snapshot read(DataInput in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      entries.add(new Entry(in.readUTF(), in.readLong(), in.readLong()));
    }
    return new Snapshot(entries);
  }

  private static BasicFileAttributes attributes(Path root, String path) throws IOException {
    return Files.readAttributes(
        root.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
