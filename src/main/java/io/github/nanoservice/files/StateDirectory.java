package io.github.nanoservice.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory of small files in which one build leaves notes for the next one. No symbolic link is
 * followed, neither for the directory nor for its files: what is behind a link was not put there by
 * a build.
 *
 * @param path the directory; it need not exist
 */
public record StateDirectory(Path path) {

  /**
   * Creates the directory unless it exists.
   *
   * @throws FileSystemException with a reason, if something else has its name
   * @throws IOException if it cannot be created
   */
  public void create() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isDirectory()) {
      throw new FileSystemException(
          path.toString(), null, "it is not a directory; delete it and run the goal again");
    }
    Files.createDirectories(path);
  }

  private boolean isDirectory() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is a regular file of a name. */
  public boolean contains(String name) {
    return isDirectory() && Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the text of a file; nothing if there is no regular file of that name.
   *
   * @throws IOException as {@link InputFile#text} does
   */
  public Optional<String> read(String name) throws IOException {
    return contains(name) ? Optional.of(InputFile.text(path.resolve(name))) : Optional.empty();
  }

  /**
   * Writes a file, and creates the directory if necessary.
   *
   * @throws IOException if that fails
   */
  public void write(String name, String text) throws IOException {
    create();
    OutputFile.write(path.resolve(name), text);
  }

  /** Deletes a file if it exists. If that fails, the file stays. */
  public void delete(String name) {
    if (contains(name)) {
      path.resolve(name).toFile().delete();
    }
  }
}
