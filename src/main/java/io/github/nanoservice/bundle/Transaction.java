package io.github.nanoservice.bundle;

import io.github.nanoservice.files.Content;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes files in one directory: either all of them or none. Everything that needs disk space is
 * written to a staging directory on the same file system first. The commit only renames, and if a
 * rename fails, the ones before it are undone. A new directory is a single rename.
 *
 * <p>A file with the same content and path in many directories is written once; the others are hard
 * links to it. So data that many services have, such as a large model, needs its space once. Files
 * within one directory are never linked. A replaced file is a new file; no file is written in
 * place.
 */
final class Transaction implements Closeable {
  private final Path root;
  private final Path staging;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Optional<Path>> newDirectories = new HashMap<>();
  private final Set<Path> staged = new HashSet<>();
  private final Map<Content, Map<String, Path>> written = new HashMap<>();

  /** A change at one path. */
  private sealed interface Step {

    /** Writes a file, or removes it if there is no content. */
    record OfFile(Path target, Optional<Path> content, Optional<Path> backup) implements Step {}

    /** Adds a directory. */
    record OfDirectory(Path target, Path content) implements Step {}
  }

  /**
   * Begins a transaction without changes.
   *
   * @param root the directory to change
   * @param staging a directory next to it for this transaction; leftovers of a transaction that was
   *     killed are removed
   */
  static Transaction begin(Path root, Path staging) throws IOException {
    deleteTree(staging);
    Files.createDirectory(staging);
    return new Transaction(root, staging);
  }

  private Transaction(Path root, Path staging) {
    this.root = root;
    this.staging = staging;
  }

  /** Adds a file to write or replace. */
  void write(String path, Content content) throws IOException {
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
      content.writeTo(file);
    } else {
      stage(file, path.substring(slash), content);
    }
    add(path, Optional.of(file));
  }

  /** Says that a file in a directory of the root has the content that it is to have. */
  void reuse(String path, Content content) {
    int slash = path.indexOf('/');
    if (slash >= 0) {
      written
          .computeIfAbsent(content, key -> new HashMap<>())
          .putIfAbsent(path.substring(slash), root.resolve(path));
    }
  }

  /** Adds a file to remove, together with the directories that it leaves empty. */
  void remove(String path) throws IOException {
    add(path, Optional.empty());
  }

  /** Returns where to prepare a directory of the root; nothing if it exists already. */
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

  private void stage(Path file, String name, Content content) throws IOException {
    Map<String, Path> names = written.computeIfAbsent(content, key -> new HashMap<>());
    Path first = names.get(name);
    if (first == null || !link(file, first)) {
      content.writeTo(file);
      names.put(name, file);
    }
  }

  private static boolean link(Path file, Path existing) {
    try {
      Files.createLink(file, existing);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      // File systems limit the number of links: 1024 on NTFS, one on others.
      return false;
    }
  }

  private void add(String path, Optional<Path> content) throws IOException {
    Path target = root.resolve(path);
    Optional<Path> backup = Optional.empty();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path copy = staging.resolve("old-" + steps.size());
      // A link needs no space, and no file is written in place. It is made of plain files only,
      // since POSIX leaves it open whether link() follows a symbolic link.
      if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) || !link(copy, target)) {
        Files.copy(target, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
      backup = Optional.of(copy);
    }
    steps.add(new Step.OfFile(target, content, backup));
  }

  /** Makes the changes in the order they were added. */
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
        // If the content is still in staging, the target was created by somebody else.
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
        return; // it contains a file of the user or another file of the bundle
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
