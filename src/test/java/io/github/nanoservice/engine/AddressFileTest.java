package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that is killed leaves the directory of its run, with the token. */
class AddressFileTest {
  @TempDir Path work;

  @BeforeEach
  void requireIdentityOfTheSystem() {
    assumeTrue(Files.exists(Path.of("/proc/self/ns/pid"), LinkOption.NOFOLLOW_LINKS));
  }

  private Path left(String... processes) throws Exception {
    AddressFile file = AddressFile.in(work);
    Path directory = work.resolve(file.name());
    Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(directory.resolve("secrets/token"), "t");
    Files.writeString(directory.resolve("addresses.json"), "{}");
    Path users = directory.resolve("processes");
    String system = Files.readAllLines(users).get(0);
    Files.write(users, Stream.concat(Stream.of(system), Stream.of(processes)).toList());
    return directory;
  }

  private static long pidOfEnded() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().orElseThrow().toEpochMilli();
  }

  @Test
  void directoryWhoseProcessesHaveEndedIsDeleted() throws Exception {
    Path ended = left(pidOfEnded() + " 1");
    // The number of a process that has ended belongs to another one now.
    Path reused = left(ProcessHandle.current().pid() + " 1000");

    AddressFile next = AddressFile.in(work);

    assertThat(ended).doesNotExist();
    assertThat(reused).doesNotExist();
    assertThat(work.resolve(next.name())).isDirectory();
  }

  @Test
  void directoryStaysUnlessItIsCertainThatNobodyUsesIt() throws Exception {
    Path ofOwner = work.resolve(AddressFile.in(work).name());
    Path ofService = left(pidOfEnded() + " 1", self());
    Path damaged = left(pidOfEnded() + " 1", "x");
    Path unknown = left();
    Path ofOtherSystem = left(pidOfEnded() + " 1");
    Path users = ofOtherSystem.resolve("processes");
    Files.write(users, List.of("other", Files.readAllLines(users).get(1)));
    Path withoutRecord = left();
    Files.delete(withoutRecord.resolve("processes"));

    AddressFile.in(work);

    assertThat(List.of(ofOwner, ofService, damaged, unknown, ofOtherSystem, withoutRecord))
        .allMatch(Files::isDirectory);
    assertThat(ofService.resolve("secrets/token")).exists();
  }

  @Test
  void onlyWhatARunWritesIsDeleted() throws Exception {
    Path ended = left(pidOfEnded() + " 1");
    Path own = Files.writeString(ended.resolve("notes.txt"), "mine");
    Path target = left(pidOfEnded() + " 1");
    Path moved = Files.move(target, work.resolve("elsewhere"));
    Files.createSymbolicLink(target, moved);
    Path other = Files.move(left(pidOfEnded() + " 1"), work.resolve("nanoservice-run-mine"));

    AddressFile.in(work);

    assertThat(own).exists();
    assertThat(ended.resolve("secrets")).doesNotExist();
    assertThat(moved.resolve("secrets/token")).exists();
    assertThat(other.resolve("secrets/token")).exists();
  }

  @Test
  void nothingOfARunIsLeftAfterIt() throws Exception {
    AddressFile file = AddressFile.in(work);
    file.used(ProcessHandle.current().pid());
    file.delete();
    assertThat(work.resolve(file.name())).doesNotExist();
  }
}
