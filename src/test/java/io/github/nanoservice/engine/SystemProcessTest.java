package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SystemProcessTest {
  @TempDir Path directory;

  @Test
  void processThatCanOnlyBeKilledIsAskedByTheEndOfItsInput() throws Exception {
    String python = RealPython.assumePresent(directory);
    String program = "import sys; sys.stdin.read(); sys.exit(7)";
    Process process = new ProcessBuilder(List.of(python, "-c", program)).start();

    new SystemProcess(new OnlyKillable(process), process.getInputStream())
        .terminate(ProcessTable.now());

    assertThat(process.onExit().thenApply(Process::exitValue))
        .succeedsWithin(1, TimeUnit.MINUTES)
        .isEqualTo(7);
  }

  /** A process as Windows has it. */
  private static final class OnlyKillable extends Process {
    private final Process process;

    private OnlyKillable(Process process) {
      this.process = process;
    }

    @Override
    public boolean supportsNormalTermination() {
      return false;
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }
  }
}
