package io.github.nanoservice.javaclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.files.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of generated sources that several executions of a goal write to. Each execution keeps
 * a list of its files there, so that it can delete the ones that it no longer generates.
 */
public final class SourceRoot {
  private static final String LIST = ".nanoservice-client-";

  private final Path directory;
  private final Path list;
  private final Set<String> lists;

  private SourceRoot(Path directory, Path list, Set<String> lists) {
    this.directory = directory;
    this.list = list;
    this.lists = lists;
  }

  /**
   * @param directory absolute; it does not have to exist
   * @param owner the current execution
   * @param owners all configured executions; files of other executions are stale
   */
  public static SourceRoot of(Path directory, String owner, Set<String> owners) {
    String list = listName(owner);
    Set<String> others =
        owners.stream()
            .map(SourceRoot::listName)
            .filter(name -> !name.equals(list))
            .collect(Collectors.toCollection(TreeSet::new));
    return new SourceRoot(directory, directory.resolve(list), others);
  }

  private static boolean isWithin(String path, String file) {
    return file.startsWith(path) && file.indexOf('/', path.length()) < 0;
  }

  private static String listName(String owner) {
    return LIST + owner.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** The directory, absolute. */
  public Path directory() {
    return directory;
  }

  /** Returns one of these paths that a file of another origin occupies, if there is one. */
  public Optional<Path> foreign(Collection<String> paths) throws IOException {
    for (String path : paths) {
      Path file = directory.resolve(path);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOwn(file)) {
        return Optional.of(file);
      }
      for (Path above = file.getParent(); !above.equals(directory); above = above.getParent()) {
        if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
            && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(above);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns another execution that writes into a package, if there is one.
   *
   * @param path the path of the package, with {@code /} at its end
   */
  public Optional<String> otherOwner(String path) throws IOException {
    for (String other : lists) {
      if (listed(directory.resolve(other)).stream().anyMatch(each -> isWithin(path, each))) {
        return Optional.of(other.substring(LIST.length()));
      }
    }
    return Optional.empty();
  }

  /**
   * Replaces the files that the execution wrote before. Unchanged files keep their modification
   * time, so that they are not compiled again.
   *
   * @param files contents by path, with {@code /}
   */
  public void write(SortedMap<String, byte[]> files) throws IOException {
    if (files.isEmpty() && Files.notExists(directory)) {
      return;
    }
    Files.createDirectories(directory);
    removeStale(files.keySet());
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    if (files.isEmpty()) {
      Files.deleteIfExists(list);
    } else {
      String paths = String.join("\n", files.keySet()) + "\n";
      all.put(list.getFileName().toString(), paths.getBytes(UTF_8));
    }
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          || !Arrays.equals(InputFile.bytes(path), file.getValue())) {
        Files.createDirectories(path.getParent());
        OutputFile.write(path, file.getValue());
      }
    }
  }

  private void removeStale(Set<String> wanted) throws IOException {
    Set<String> stale = new TreeSet<>();
    Set<String> kept = new TreeSet<>(wanted);
    for (Path found : existingLists()) {
      boolean current = lists.contains(found.getFileName().toString());
      (current ? kept : stale).addAll(listed(found));
      if (!current && !found.equals(list)) {
        Files.delete(found);
      }
    }
    stale.removeAll(kept);
    for (String path : stale) {
      Path file = directory.resolve(path).normalize();
      if (isOwn(file) && file.toRealPath().startsWith(directory.toRealPath())) {
        Files.delete(file);
        removeEmpty(file.getParent());
      }
    }
  }

  private void removeEmpty(Path emptied) throws IOException {
    Path empty = emptied;
    while (!empty.equals(directory) && isEmpty(empty)) {
      Files.delete(empty);
      empty = empty.getParent();
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> within = Files.list(directory)) {
      return within.findAny().isEmpty();
    }
  }

  private List<Path> existingLists() throws IOException {
    try (Stream<Path> within = Files.list(directory)) {
      return within
          .filter(path -> path.getFileName().toString().startsWith(LIST))
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  private static List<String> listed(Path list) throws IOException {
    try {
      return Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
          ? InputFile.text(list).lines().filter(path -> path.indexOf('\0') < 0).toList()
          : List.of();
    } catch (CharacterCodingException e) {
      return List.of(); // write did not write it
    }
  }

  private static boolean isOwn(Path file) throws IOException {
    byte[] mark = ClientWriter.MARK.getBytes(UTF_8);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return Arrays.equals(content.readNBytes(mark.length), mark);
    }
  }
}
