package io.github.nanoservice.archive;

import io.github.nanoservice.files.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of Python sources and data that somebody else may have made.
 *
 * @param file a zip file
 */
public record SourceArchive(Path file) {
  /** Of the archive itself, and of the files and directories that it makes. */
  private static final int MOST_ENTRIES = 60_000;

  /** A path that every system has room for below a directory of its own. */
  private static final int LONGEST_PATH = 800;

  /** NAME_MAX of common file systems, in bytes. */
  private static final int LONGEST_NAME = 255;

  private static final long MOST_BYTES = Content.OfFile.LIMIT;

  /** What text and models are compressed to at most; a bomb is a thousandth of its content. */
  private static final int BEST_RATIO = 200;

  private static final long ALWAYS_ALLOWED = 64 << 20;

  /** Characters that a name cannot have on every system, and those that change what is shown. */
  private static final Pattern ILLEGAL = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}]");

  /**
   * Unpacks the archive unless that has been done.
   *
   * @param directory where directories of unpacked archives are; each is named after the content of
   *     its archive
   * @param name the beginning of the directory's name
   * @return the directory with the content
   * @throws UnusableArchiveException if the archive has something that a source directory cannot
   *     have; nothing is left of it
   * @throws IOException if it cannot be read or its content cannot be written
   */
  public Path unpack(Path directory, String name) throws IOException, UnusableArchiveException {
    String digest = Content.OfFile.read(file).sha256();
    Path target = directory.resolve(name + "-" + digest.substring(0, 16));
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return target;
    }
    Files.createDirectories(directory);
    Path part = Files.createDirectory(directory.resolve("." + name + "." + UUID.randomUUID()));
    try {
      List<Path> written = new ArrayList<>();
      boolean moved = false;
      try {
        unpackInto(part, written);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
      } finally {
        if (!moved) {
          delete(part, written);
        }
      }
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return target; // another build was faster
    }
    return target;
  }

  private void unpackInto(Path directory, List<Path> written)
      throws IOException, UnusableArchiveException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw tooMany();
      }
      if (!CentralDirectory.hasPlainFilesOnly(file)) {
        throw new UnusableArchiveException("has a link or another entry that is no plain file");
      }
      long left = Math.min(MOST_BYTES, Math.max(ALWAYS_ALLOWED, BEST_RATIO * Files.size(file)));
      Map<String, String> seen = new HashMap<>();
      Map<ZipEntry, String> files = new LinkedHashMap<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String path = checked(entry, seen);
        if (!entry.isDirectory()) {
          files.put(entry, path);
        }
      }
      for (Map.Entry<ZipEntry, String> file : files.entrySet()) {
        Path target = directory.resolve(file.getValue());
        createDirectories(directory, target.getParent(), written);
        left -= copy(zip, file.getKey(), target, left, written);
      }
    } catch (ZipException e) {
      throw new UnusableArchiveException("is not a zip file: " + e.getMessage());
    }
  }

  private static void createDirectories(Path root, Path directory, List<Path> written)
      throws IOException {
    if (!directory.equals(root) && !Files.exists(directory)) {
      createDirectories(root, directory.getParent(), written);
      Files.createDirectory(directory);
      written.add(directory);
    }
  }

  /** Returns the path of an entry, without a slash at its end. */
  private static String checked(ZipEntry entry, Map<String, String> seen)
      throws UnusableArchiveException {
    String name = entry.getName();
    if (name.length() > LONGEST_PATH) {
      throw tooLong(name);
    }
    String path = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || ILLEGAL.matcher(part).find()) {
        throw new UnusableArchiveException(
            "has an entry \"%s\", which is not the path of a file in a directory".formatted(name));
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw tooLong(name);
      }
    }
    claim(path, entry.isDirectory(), seen);
    // Each directory on the way counts, because "A/x" and "a/y" clash too, and so do "a" and "a/b".
    int slash = path.lastIndexOf('/');
    while (slash > 0 && claim(path.substring(0, slash), true, seen)) {
      slash = path.lastIndexOf('/', slash - 1);
    }
    return path;
  }

  private static UnusableArchiveException tooLong(String name) {
    return new UnusableArchiveException(
        "has an entry \"%.60s...\", whose path is longer than %d characters or has a name of more than %d bytes"
            .formatted(name, LONGEST_PATH, LONGEST_NAME));
  }

  /** Returns whether the path is new; if not, so are none of the directories above it. */
  private static boolean claim(String path, boolean isDirectory, Map<String, String> seen)
      throws UnusableArchiveException {
    String key = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String claim = isDirectory ? path + "/" : path;
    String other = seen.putIfAbsent(key, claim);
    if (other != null && !(isDirectory && other.equals(claim))) {
      throw new UnusableArchiveException(
          "has the entries \"%s\" and \"%s\", which are one file on some systems"
              .formatted(other, claim));
    }
    if (seen.size() > MOST_ENTRIES) {
      throw tooMany();
    }
    return other == null;
  }

  private static UnusableArchiveException tooMany() {
    return new UnusableArchiveException(
        "has more than %d files and directories".formatted(MOST_ENTRIES));
  }

  /** Copies an entry, whose header may lie about its size; returns the number of bytes. */
  private static long copy(ZipFile zip, ZipEntry entry, Path target, long most, List<Path> written)
      throws IOException, UnusableArchiveException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      written.add(target);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > most) {
          throw new UnusableArchiveException(
              "is too large when it is unpacked: at most %d GiB, and %d times its own size, are allowed"
                  .formatted(MOST_BYTES >> 30, BEST_RATIO));
        }
        out.write(buffer, 0, read);
      }
    }
    return size;
  }

  private static void delete(Path directory, List<Path> written) throws IOException {
    Collections.reverse(written);
    for (Path path : written) {
      Files.deleteIfExists(path);
    }
    Files.deleteIfExists(directory);
  }
}
