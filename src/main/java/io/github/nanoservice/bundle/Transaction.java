package io.github.nanoservice.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes to files in one directory, all of them or none. Everything that needs room on the disk is
 * done beforehand beside it, on the same file system; what is left are renames, and where one of
 * them fails, those before it are taken back. A directory that is new as a whole is one rename.
 *
 * <p>A file that goes into many directories under one path is written once, and the others are hard
 * links to it: a bundle of a thousand services has thirty thousand names for five thousand files.
 * Two files of one directory are never linked, so that the context of an image is made of plain
 * files. What is replaced gets a file of its own; no file is ever written in place.
 */
final class Transaction implements Closeable {
  private final Path root;
  private final Path staging;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Optional<Path>> newDirectories = new HashMap<>();
  private final Set<Path> staged = new HashSet<>();
  private final Map<byte[], Map<String, Path>> written = new IdentityHashMap<>();

  /** A change of what one path names. */
  private sealed interface Step {

    /** A file that is written, or removed where it has no content. */
    record OfFile(Path target, Optional<Path> content, Optional<Path> backup) implements Step {}

    /** A directory that was not there. */
    record OfDirectory(Path target, Path content) implements Step {}
  }

  /**
   * Begins without any change.
   *
   * @param root the directory
   * @param staging a directory beside it, of this transaction's own; what one that was killed has
   *     left in it is removed
   */
  Transaction(Path root, Path staging) throws IOException {
    this.root = root;
    this.staging = staging;
    deleteTree(staging);
    Files.createDirectory(staging);
  }

  /** Plans a file to be written or replaced. */
  void write(String path, byte[] content) throws IOException {
    int slash = path.indexOf('/');
    Optional<Path> directory =
        slash < 0 ? Optional.empty() : newDirectory(path.substring(0, slash));
    if (directory.isPresent()) {
      Path file = directory.get().resolve(path.substring(slash + 1));
      if (staged.add(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      stage(file, path.substring(slash), content);
      return;
    }
    Path file = staging.resolve("new-" + steps.size());
    if (slash < 0) {
      Files.write(file, content);
    } else {
      stage(file, path.substring(slash), content);
    }
    add(path, Optional.of(file));
  }

  /** Plans a file to be removed, and the directories that are empty without it. */
  void remove(String path) throws IOException {
    add(path, Optional.empty());
  }

  /** Where a directory of the root is prepared; nowhere if it is there already. */
  private Optional<Path> newDirectory(String name) {
    return newDirectories.computeIfAbsent(
        name,
        key -> {
          Path target = root.resolve(name);
          if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
          }
          Path content = staging.resolve("new-" + steps.size());
          steps.add(new Step.OfDirectory(target, content));
          return Optional.of(content);
        });
  }

  private void stage(Path file, String name, byte[] content) throws IOException {
    Map<String, Path> names = written.computeIfAbsent(content, key -> new HashMap<>());
    Path first = names.get(name);
    if (first == null || !link(file, first)) {
      Files.write(file, content);
      names.put(name, file);
    }
  }

  private static boolean link(Path file, Path existing) {
    try {
      Files.createLink(file, existing);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      // A file has as many links as its file system allows, 1024 on NTFS, and on some only one.
      return false;
    }
  }

  private void add(String path, Optional<Path> content) throws IOException {
    Path target = root.resolve(path);
    Optional<Path> backup = Optional.empty();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path copy = staging.resolve("old-" + steps.size());
      Files.copy(target, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      backup = Optional.of(copy);
    }
    steps.add(new Step.OfFile(target, content, backup));
  }

  /** Does what was planned, in that order. */
  void commit() throws IOException {
    List<Step> begun = new ArrayList<>();
    try {
      for (Step step : steps) {
        begun.add(0, step);
        apply(step);
      }
    } catch (IOException e) {
      begun.forEach(step -> undo(step, e));
      throw e;
    }
  }

  private void apply(Step step) throws IOException {
    if (step instanceof Step.OfDirectory directory) {
      Files.move(directory.content(), directory.target(), StandardCopyOption.ATOMIC_MOVE);
    } else if (step instanceof Step.OfFile file && file.content().isPresent()) {
      Files.createDirectories(file.target().getParent());
      Files.move(file.content().get(), file.target(), StandardCopyOption.ATOMIC_MOVE);
    } else if (step instanceof Step.OfFile file) {
      Files.deleteIfExists(file.target());
      deleteEmptyParents(file.target());
    }
  }

  private void undo(Step step, IOException cause) {
    try {
      if (step instanceof Step.OfDirectory directory) {
        // One that is prepared still was not moved, and its target is somebody else's.
        if (Files.notExists(directory.content())) {
          Files.move(directory.target(), directory.content(), StandardCopyOption.ATOMIC_MOVE);
        }
      } else if (step instanceof Step.OfFile file) {
        undo(file);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void undo(Step.OfFile file) throws IOException {
    if (file.backup().isPresent()) {
      Files.createDirectories(file.target().getParent());
      Files.move(file.backup().get(), file.target(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      if (file.content().filter(Files::notExists).isPresent()) {
        Files.deleteIfExists(file.target());
      }
      deleteEmptyParents(file.target());
    }
  }

  private void deleteEmptyParents(Path target) throws IOException {
    for (Path parent = target.getParent(); !parent.equals(root); parent = parent.getParent()) {
      try {
        Files.deleteIfExists(parent);
      } catch (DirectoryNotEmptyException e) {
        return; // something of the user's is in it, or another file of the bundle
      }
    }
  }

  @Override
  public void close() throws IOException {
    deleteTree(staging);
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException fault)
              throws IOException {
            if (fault != null) {
              throw fault;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
