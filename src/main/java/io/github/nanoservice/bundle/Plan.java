package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What has to change in a directory for it to hold a bundle. A file is the plugin's if the previous
 * manifest lists it, whatever has been done to it since; every other file is the user's.
 */
final class Plan {
  private final Path root;
  private final SortedMap<String, String> owned;
  private final TreeSet<String> stale = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Way> ways = new HashMap<>();

  /** Files of many names are read once: what the file of a key was found to hold. */
  private final Map<Object, byte[]> read = new HashMap<>();

  private final Map<String, byte[]> writes = new LinkedHashMap<>();
  private final SortedSet<String> removals = new TreeSet<>();
  private final Map<Path, Finding> refusals = new LinkedHashMap<>();
  private int unchanged;

  /**
   * The way to a directory of the bundle.
   *
   * @param complete whether it leads there
   * @param obstacle what is on it and is no directory, where there is such a thing
   */
  private record Way(boolean complete, Optional<Path> obstacle) {}

  Plan(Path root, Manifest previous, SortedMap<String, byte[]> files) throws IOException {
    this.root = root;
    this.owned = previous.files();
    for (String path : owned.keySet()) {
      if (!files.containsKey(path)) {
        stale.add(path);
        planRemoval(path);
      }
    }
    for (SortedMap.Entry<String, byte[]> file : files.entrySet()) {
      planFile(file.getKey(), file.getValue());
    }
  }

  /** Path to content, sorted. */
  Map<String, byte[]> writes() {
    return writes;
  }

  SortedSet<String> removals() {
    return removals;
  }

  /** The user's files that are where generated files have to go. */
  List<Finding> refusals() {
    return List.copyOf(refusals.values());
  }

  /** How many files are there as they have to be. */
  int unchanged() {
    return unchanged;
  }

  private void planRemoval(String path) throws IOException {
    // Behind a symbolic link it would be a file outside the bundle.
    if (way(directory(path)).complete()
        && attributes(path).filter(there -> !there.isDirectory()).isPresent()) {
      removals.add(path);
    }
  }

  private void planFile(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Way way = way(directory(path));
    if (way.obstacle().isPresent()) {
      refuse(
          way.obstacle().get(),
          "is not a directory, but the generated file " + path + " has to go in it");
      return;
    }
    Optional<BasicFileAttributes> there = way.complete() ? attributes(path) : Optional.empty();
    if (there.isEmpty() || goes(path)) {
      writes.put(path, content);
    } else if (there.get().isDirectory()) {
      refuse(file, "is a directory where a generated file has to go");
    } else if (holds(file, there.get(), content)) {
      unchanged++;
    } else if (owned.containsKey(path)) {
      writes.put(path, content);
    } else {
      refuse(file, "was not written by this plugin, but a generated file has to go there");
    }
  }

  private void refuse(Path path, String what) {
    refusals.putIfAbsent(path, obstacle(path, what));
  }

  /**
   * The finding for a file of the user.
   *
   * @param what follows its path in the message
   */
  static Finding obstacle(Path path, String what) {
    return Finding.of(
        Rule.BAD_PARAMETER,
        new Location.InParameter("outputDirectory"),
        path + " " + what,
        "Move it away, or run 'mvn clean', and generate again.");
  }

  private boolean holds(Path file, BasicFileAttributes attributes, byte[] content)
      throws IOException {
    if (!attributes.isRegularFile() || attributes.size() != content.length) {
      return false;
    }
    // Windows has no keys of files that Java tells of.
    Optional<Object> key = Optional.ofNullable(attributes.fileKey());
    if (key.isPresent() && read.get(key.get()) == content) {
      return true;
    }
    boolean same = Arrays.equals(Files.readAllBytes(file), content);
    if (same && key.isPresent()) {
      read.put(key.get(), content);
    }
    return same;
  }

  /** The way to a directory of the bundle, itself included; the empty path is the bundle's own. */
  private Way way(String directory) throws IOException {
    if (directory.isEmpty()) {
      return new Way(true, Optional.empty());
    }
    Way known = ways.get(directory);
    if (known != null) {
      return known;
    }
    Way way = way(directory(directory));
    if (way.complete()) {
      Optional<BasicFileAttributes> there = attributes(directory);
      boolean leads = there.filter(BasicFileAttributes::isDirectory).isPresent();
      way = new Way(leads, there.filter(it -> !leads).map(it -> root.resolve(directory)));
    }
    ways.put(directory, way);
    return way;
  }

  private static String directory(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Where case does not matter, {@code Main/main.py} that goes is {@code main/main.py} too. */
  private boolean goes(String path) throws IOException {
    return stale.contains(path)
        && Files.isSameFile(root.resolve(path), root.resolve(stale.floor(path)));
  }

  private Optional<BasicFileAttributes> attributes(String path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(
              root.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
