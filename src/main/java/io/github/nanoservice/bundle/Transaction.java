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
import java.util.List;
import java.util.Optional;

/**
 * Changes to files in one directory, all of them or none. Everything that needs room on the disk is
 * done beforehand beside it, on the same file system; what is left are renames, and where one of
 * them fails, those before it are taken back.
 */
final class Transaction implements Closeable {
  private final Path root;
  private final Path staging;
  private final List<Step> steps = new ArrayList<>();

  private record Step(Path target, Optional<Path> content, Optional<Path> backup) {}

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
    Path staged = staging.resolve("new-" + steps.size());
    Files.write(staged, content);
    add(path, Optional.of(staged));
  }

  /** Plans a file to be removed, and the directories that are empty without it. */
  void remove(String path) throws IOException {
    add(path, Optional.empty());
  }

  private void add(String path, Optional<Path> content) throws IOException {
    Path target = root.resolve(path);
    Optional<Path> backup = Optional.empty();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path copy = staging.resolve("old-" + steps.size());
      Files.copy(target, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      backup = Optional.of(copy);
    }
    steps.add(new Step(target, content, backup));
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
    if (step.content().isPresent()) {
      Files.createDirectories(step.target().getParent());
      Files.move(step.content().get(), step.target(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(step.target());
      deleteEmptyParents(step.target());
    }
  }

  private void undo(Step step, IOException cause) {
    try {
      if (step.backup().isPresent()) {
        Files.createDirectories(step.target().getParent());
        Files.move(step.backup().get(), step.target(), StandardCopyOption.ATOMIC_MOVE);
      } else {
        // A target that could never be created is no file either, and no second fault.
        if (Files.exists(step.target(), LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(step.target());
        }
        deleteEmptyParents(step.target());
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
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
