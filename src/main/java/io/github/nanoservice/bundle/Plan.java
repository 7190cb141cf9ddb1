package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.Content;
import io.github.nanoservice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The changes that turn the contents of a directory into a bundle. A file belongs to the plugin if
 * the previous manifest lists it, even if it was edited since. All other files belong to the user.
 */
final class Plan {
  private final Path root;
  private final SortedMap<String, String> owned;
  private final TreeSet<String> stale = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Way> ways = new HashMap<>();

  /** Content by file key, so that a file with many hard links is read once. */
  private final Map<Object, Content> read = new HashMap<>();

  private final Map<String, Content> writes = new LinkedHashMap<>();
  private final Map<String, Content> held = new LinkedHashMap<>();
  private final SortedSet<String> removals = new TreeSet<>();
  private final Map<Path, Finding> refusals = new LinkedHashMap<>();

  /**
   * The path to a directory of the bundle.
   *
   * @param complete whether all directories on the path exist
   * @param obstacle what is on the path but is not a directory
   */
  private record Way(boolean complete, Optional<Path> obstacle) {}

  private Plan(Path root, Manifest previous) {
    this.root = root;
    this.owned = previous.files();
  }

  /**
   * Compares a directory with a bundle.
   *
   * @param previous the manifest in the directory
   * @param files the bundle's files, path with {@code /} to content
   * @throws IOException if the directory cannot be read
   */
  static Plan of(Path root, Manifest previous, SortedMap<String, Content> files)
      throws IOException {
    Plan plan = new Plan(root, previous);
    for (String path : previous.files().keySet()) {
      if (!files.containsKey(path)) {
        plan.stale.add(path);
        plan.planRemoval(path);
      }
    }
    for (SortedMap.Entry<String, Content> file : files.entrySet()) {
      plan.planFile(file.getKey(), file.getValue());
    }
    return plan;
  }

  /** Returns the files to write, path to content, sorted by path. */
  Map<String, Content> writes() {
    return Collections.unmodifiableMap(writes);
  }

  /** Returns the files that have the right content already, path to content, sorted by path. */
  Map<String, Content> held() {
    return Collections.unmodifiableMap(held);
  }

  /** Returns the paths of the files to remove. */
  SortedSet<String> removals() {
    return Collections.unmodifiableSortedSet(removals);
  }

  /** Returns a finding for each of the user's files that is in the way. */
  List<Finding> refusals() {
    return List.copyOf(refusals.values());
  }

  /** Returns the number of files that have the right content already. */
  int unchanged() {
    return held.size();
  }

  private void planRemoval(String path) throws IOException {
    // A file below a symbolic link is outside the bundle.
    if (way(directory(path)).complete()
        && attributes(path).filter(there -> !there.isDirectory()).isPresent()) {
      removals.add(path);
    }
  }

  private void planFile(String path, Content content) throws IOException {
    Path file = root.resolve(path);
    Way way = way(directory(path));
    if (way.obstacle().isPresent()) {
      refuse(
          way.obstacle().get(),
          "is not a directory, but the generated file " + path + " has to be in it");
      return;
    }
    Optional<BasicFileAttributes> there = way.complete() ? attributes(path) : Optional.empty();
    if (there.isEmpty() || isRemoved(path)) {
      writes.put(path, content);
    } else if (there.get().isDirectory()) {
      refuse(file, "is a directory, but a generated file has this name");
    } else if (holds(file, there.get(), content)) {
      held.put(path, content);
    } else if (owned.containsKey(path)) {
      writes.put(path, content);
    } else {
      refuse(file, "was not written by this plugin, but a generated file has this name");
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
        Rule.INVALID_PARAMETER,
        new Location.InParameter("outputDirectory"),
        path + " " + what,
        "Move it away, or run 'mvn clean', and generate again.");
  }

  private boolean holds(Path file, BasicFileAttributes attributes, Content content)
      throws IOException {
    if (!attributes.isRegularFile()) {
      return false;
    }
    // On Windows, Java has no file keys.
    Optional<Object> key = Optional.ofNullable(attributes.fileKey());
    if (key.isPresent() && content.equals(read.get(key.get()))) {
      return true;
    }
    boolean same = content.isIn(file);
    if (same && key.isPresent()) {
      read.put(key.get(), content);
    }
    return same;
  }

  /** Returns the path to a directory; the empty text is the bundle's own directory. */
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

  /** If case does not matter, removing {@code Main/main.py} removes {@code main/main.py} too. */
  private boolean isRemoved(String path) throws IOException {
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
