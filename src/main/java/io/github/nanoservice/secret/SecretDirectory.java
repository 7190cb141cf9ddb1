package io.github.nanoservice.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The directory that hands secrets to services. Only its owner can enter it. Its files are {@code
 * token}, those of {@link TlsFiles} and those of {@link ProgramSecrets}, as in a Kubernetes secret
 * that is mounted as a volume.
 */
public final class SecretDirectory {
  /** The name of the file with the token. */
  public static final String TOKEN = "token";

  /** The user may have the directory in a working copy of Git. */
  private static final String DIRECTORY_PERMISSIONS = "rwx------";

  private static final String IGNORE = ".gitignore";

  private final Path path;
  private final Reader reader;

  /** Who reads the files. */
  public enum Reader {
    /** Processes of the user who writes them. */
    OWNER("rw-------"),
    /**
     * Containers. Compose mounts each file with its owner and permissions, and a service has
     * another user. On the host, the directory keeps all other users away.
     */
    CONTAINER("rw-r--r--");

    private final String permissions;

    Reader(String permissions) {
      this.permissions = permissions;
    }
  }

  /** Takes the place of a directory that may not exist. */
  public SecretDirectory(Path path, Reader reader) {
    this.path = path;
    this.reader = reader;
  }

  /** Returns the names of the files for services with or without TLS, sorted. */
  public static List<String> names(boolean tls) {
    return tls
        ? Stream.concat(TlsFiles.NAMES.stream(), Stream.of(TOKEN)).sorted().toList()
        : List.of(TOKEN);
  }

  /** Returns the path of the directory. */
  public Path path() {
    return path;
  }

  /** Returns the path of the file with the token. */
  public Path token() {
    return path.resolve(TOKEN);
  }

  /** Returns what the directory contains; nothing if it has no token, or if others can enter it. */
  public Optional<Secrets> read() {
    if (!isDirectory() || isOpen()) {
      return Optional.empty();
    }
    try {
      Token token = GivenSecrets.token(token());
      boolean tls = Files.exists(path.resolve(TlsFiles.CERTIFICATE));
      return Optional.of(
          new Secrets(
              token,
              tls ? Optional.of(TlsFiles.read(path)) : Optional.empty(),
              ProgramSecrets.in(path)));
    } catch (InvalidSecretException e) {
      return Optional.empty(); // it was never written, or is no longer complete
    }
  }

  /**
   * Writes the files, each as a whole: services that run keep the file that they were given.
   *
   * @throws IOException if a file cannot be written, or another user owns the directory
   */
  public void write(Secrets secrets) throws IOException {
    create();
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(IGNORE, "*\n".getBytes(StandardCharsets.US_ASCII));
    files.put(TOKEN, (secrets.token().text() + "\n").getBytes(StandardCharsets.US_ASCII));
    secrets.tls().ifPresent(tls -> files.putAll(tls.contents()));
    files.putAll(secrets.program().contents());
    List<Path> former = new ArrayList<>(ProgramSecrets.files(path));
    TlsFiles.NAMES.forEach(name -> former.add(path.resolve(name)));
    for (Path file : former) {
      if (!files.containsKey(file.getFileName().toString())) {
        Files.deleteIfExists(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      // Only the owner can read a temporary file, so the secret is never open to others.
      Path temporary = Files.createTempFile(path, file.getKey(), ".part");
      Files.write(temporary, file.getValue());
      permit(temporary, reader.permissions);
      Files.move(
          temporary,
          path.resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void create() throws IOException {
    Files.createDirectories(path.getParent());
    if (!isDirectory()) {
      Files.createDirectory(path);
    }
    permit(path, DIRECTORY_PERMISSIONS);
  }

  /** A link could lead to files of somebody else. */
  private boolean isDirectory() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether other users can enter the directory, for example because it is a copy. */
  private boolean isOpen() {
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      return view != null
          && !view.readAttributes()
              .permissions()
              .equals(PosixFilePermissions.fromString(DIRECTORY_PERMISSIONS));
    } catch (IOException e) {
      return true; // its files cannot be read either
    }
  }

  /** Windows has no such permissions; there a directory has those of its parent. */
  private static void permit(Path file, String permissions) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  /**
   * Deletes the files and the directory; nothing if it is a link. If that fails, the secrets open
   * nothing any more.
   */
  public void delete() {
    if (!isDirectory()) {
      return;
    }
    TlsFiles.NAMES.forEach(name -> path.resolve(name).toFile().delete());
    ProgramSecrets.files(path).forEach(file -> file.toFile().delete());
    token().toFile().delete();
    path.resolve(IGNORE).toFile().delete();
    path.toFile().delete();
  }
}
