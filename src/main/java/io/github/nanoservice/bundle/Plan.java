package io.github.nanoservice.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to change in a directory for it to hold a bundle. A file is the plugin's if the previous
 * manifest lists it, whatever has been done to it since; every other file is the user's.
 */
final class Plan {
  private final Path root;
  private final SortedMap<String, String> owned;
  private final TreeSet<String> stale = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private final SortedMap<String, byte[]> writes = new TreeMap<>();
  private final SortedSet<String> removals = new TreeSet<>();
  private final Map<Path, String> refusals = new LinkedHashMap<>();
  private int unchanged;

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

  SortedMap<String, byte[]> writes() {
    return writes;
  }

  SortedSet<String> removals() {
    return removals;
  }

  /** What stands in the way, one message for each thing. */
  List<String> refusals() {
    return List.copyOf(refusals.values());
  }

  /** How many files are there as they have to be. */
  int unchanged() {
    return unchanged;
  }

  private void planRemoval(String path) {
    // Behind a symbolic link it would be a file outside the bundle.
    boolean inside = obstacle(path).isEmpty();
    Path file = root.resolve(path);
    if (inside && exists(file) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      removals.add(path);
    }
  }

  private void planFile(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Optional<Path> obstacle = obstacle(path);
    if (obstacle.isPresent()) {
      refuse(
          obstacle.get(), "is no directory, but the generated file " + path + " has to go in it");
    } else if (!exists(file) || goes(path)) {
      writes.put(path, content);
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      refuse(file, "is a directory where a generated file has to go");
    } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(Files.readAllBytes(file), content)) {
      unchanged++;
    } else if (owned.containsKey(path)) {
      writes.put(path, content);
    } else {
      refuse(file, "was not written by this plugin, but a generated file has to go there");
    }
  }

  private void refuse(Path path, String what) {
    refusals.putIfAbsent(
        path, path + " " + what + ". Move it away, or run 'mvn clean', and generate again.");
  }

  /**
   * What is on the way to a file and is no directory in the bundle, where there is such a thing.
   */
  private Optional<Path> obstacle(String path) {
    for (Path way = root.resolve(path).getParent(); !way.equals(root); way = way.getParent()) {
      if (exists(way) && !Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  /** Where case does not matter, {@code Main/main.py} that goes is {@code main/main.py} too. */
  private boolean goes(String path) throws IOException {
    return stale.contains(path)
        && Files.isSameFile(root.resolve(path), root.resolve(stale.floor(path)));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
