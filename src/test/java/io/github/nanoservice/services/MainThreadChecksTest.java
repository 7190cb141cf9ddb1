package io.github.nanoservice.services;

import static io.github.nanoservice.services.SourceFiles.extended;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MainThreadChecksTest {
  private final ServiceOptions defaults = ServiceOptions.defaults();

  @Test
  void signalHandlerIsReportedAtTheCall() {
    SourceFile source =
        file(
            "a.py",
            "import signal",
            "def main():",
            "  signal.signal(signal.SIGUSR1, signal.SIG_IGN)");

    assertThat(BuiltTopology.shown(new TopologyBuilder(defaults).build(List.of(source), Set.of())))
        .isEqualTo(
            """
            a.py:3:3: NS319 "signal.signal" works in the main thread only, but a service calls its functions in other threads
                  signal.signal(signal.SIGUSR1, signal.SIG_IGN)
                  ^^^^^^
              Let the program that calls this function handle signals.
            """);
  }

  @Test
  void eventLoopIsReportedOutsideOfCoroutines() {
    assertThat(
            BuiltTopology.codes(
                defaults,
                file(
                    "a.py",
                    "from asyncio import get_event_loop",
                    "def main():",
                    "  return get_event_loop()",
                    "async def other():",
                    "  return get_event_loop()")))
        .containsExactly("a.py:3:10: NS319");
  }

  @Test
  void connectionOfTheImportIsReported() {
    assertThat(
            BuiltTopology.codes(
                defaults,
                extended(
                    "a.py",
                    "import sqlite3 as sql",
                    "ONE = sql.connect(':memory:')",
                    "ALL = sql.connect(':memory:', check_same_thread=False)",
                    "def main():",
                    "  return ONE, ALL, sql.connect(':memory:')")))
        .containsExactly("a.py:2:7: NS319");
  }

  @Test
  void ownFunctionOfTheSameNameIsNotReported() {
    assertThat(
            BuiltTopology.codes(
                defaults,
                file("signal.py", "def signal(number):", "  return number"),
                file("a.py", "import signal", "def main():", "  return signal.signal(1)")))
        .isEmpty();
  }
}
