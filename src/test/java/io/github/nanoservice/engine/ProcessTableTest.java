package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are those of a POSIX shell")
class ProcessTableTest {
  private Process shell;

  @AfterEach
  void end() throws Exception {
    ProcessTable.now().descendants(shell.toHandle()).forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly().waitFor();
  }

  @Test
  void descendantsAreThoseOfChildrenToo() throws Exception {
    start("(sleep 600 & echo; wait); :");

    List<ProcessHandle> descendants = ProcessTable.now().descendants(shell.toHandle());

    assertThat(descendants).containsExactlyInAnyOrderElementsOf(shell.descendants().toList());
    assertThat(descendants).hasSize(2);
    assertThat(ProcessTable.now().descendants(ProcessHandle.current())).containsAll(descendants);
  }

  @Test
  void endedProcessHasNoDescendants() throws Exception {
    start("echo");
    shell.waitFor();
    ProcessTable reused = new ProcessTable(Map.of(shell.pid(), List.of(ProcessHandle.current())));

    assertThat(reused.descendants(shell.toHandle())).isEmpty();
  }

  /** A process can get the identifier of another one while the table is made. */
  @Test
  void processesThatSeemToHaveStartedEachOtherAreFoundOnce() throws Exception {
    start("echo; sleep 600");
    ProcessHandle test = ProcessHandle.current();
    ProcessTable circular =
        new ProcessTable(Map.of(test.pid(), List.of(shell.toHandle()), shell.pid(), List.of(test)));

    assertThat(circular.descendants(test)).containsExactly(shell.toHandle());
  }

  /** Starts a shell and waits for its first line. */
  private void start(String script) throws Exception {
    shell = new ProcessBuilder("sh", "-c", script).start();
    shell.inputReader().readLine();
  }
}
