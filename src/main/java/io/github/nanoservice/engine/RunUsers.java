package io.github.nanoservice.engine;

import io.github.nanoservice.engine.BackgroundState.Identity;
import io.github.nanoservice.files.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes that use the directory of a run: the one that created it, and its services. A build
 * that is killed leaves the directory with the token in it; a later one deletes it if it is certain
 * that none of these processes is left.
 *
 * <p>A directory without the file was just created. The file has a line for the system, and one for
 * each process. It only ever keeps a directory: what is deleted is what {@link AddressFile}
 * creates, whatever the file says.
 */
final class RunUsers {
  private static final Pattern PROCESS = Pattern.compile("([1-9][0-9]{0,17}) ([1-9][0-9]{0,17})");

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  private final Path file;

  /** Takes the directory of a run. */
  RunUsers(Path directory) {
    this.file = directory.resolve("processes");
  }

  Path path() {
    return file;
  }

  /** Adds a process; the first one writes the file. */
  void add(long pid) throws IOException {
    Identity identity = Identity.of(pid);
    String line = "%d %d\n".formatted(identity.pid(), identity.started());
    Files.writeString(
        file,
        Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? line : system().orElse("") + "\n" + line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether it is certain that all of the processes have ended. On another machine, in another
   * container or after a restart of the system, their numbers mean nothing.
   */
  boolean areGone() {
    try {
      String text = new String(InputFile.bytes(file), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      // Another build may be writing the last line.
      return text.endsWith("\n")
          && lines.size() > 1
          && system().filter(lines.get(0)::equals).isPresent()
          && lines.stream().skip(1).allMatch(RunUsers::isGone);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isGone(String line) {
    Matcher process = PROCESS.matcher(line);
    return process.matches()
        && !new Identity(Long.parseLong(process.group(1)), Long.parseLong(process.group(2)))
            .isRunning();
  }

  /** What numbers of processes refer to: a boot of a machine, and a container on it. */
  private static Optional<String> system() {
    try {
      return Optional.of(Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NAMESPACE));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
