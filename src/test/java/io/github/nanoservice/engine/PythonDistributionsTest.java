package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.engine.FakeLauncher.Ended;
import io.github.nanoservice.engine.PythonDistributions.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonDistributionsTest {
  @TempDir Path directory;

  private List<Installed> answered(int exitCode, String output) {
    FakeLauncher launcher = new FakeLauncher(command -> new Ended(exitCode, output, "a warning\n"));
    return new PythonDistributions(launcher, directory, "python3")
        .providing(new TreeSet<>(List.of("ledger", "net.tools")));
  }

  @Test
  void interpreterIsAskedOnceAndIsolated() {
    FakeLauncher launcher = new FakeLauncher(command -> new Ended(0, "", ""));
    new PythonDistributions(launcher, directory, "python3")
        .providing(new TreeSet<>(List.of("ledger", "net.tools")));

    assertThat(launcher.commands())
        .singleElement()
        .asString()
        .startsWith("python3 -I -X utf8 -c ")
        .endsWith(" ledger net.tools");
  }

  @Test
  void releasesAreThoseThatItPrints() {
    assertThat(answered(0, "ledger\tAcme-Ledger\t1!2.0rc1+cpu\nnet.tools\tnet-tools\t3\n"))
        .containsExactly(
            new Installed("ledger", "Acme-Ledger", "1!2.0rc1+cpu"),
            new Installed("net.tools", "net-tools", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\n",
        "hello\nledger\tacme-ledger\t1.0\n",
        "ledger\tacme-ledger\n",
        "ledger\tacme-ledger\t1.0\tmore\n",
        "ledger\tacme-ledger\t\n",
        "ledger\tacme ledger\t1.0\n",
        "ledger\tacme-ledger==2\t1.0\n",
        "ledger\tacme-ledger\t1.0 --index-url=https://example.org\n",
        "ledger\tacme-ledger\t1.0\u001b[31m\n",
        "requests\trequests\t1.0\n",
        "ledger\tacme-ledger\t1.0\nledger\tother-ledger\t1.0\n",
      })
  void anyOtherAnswerIsNone(String output) {
    assertThat(answered(0, output)).isEmpty();
  }

  @Test
  void failedOrMissingInterpreterKnowsNothing() {
    assertThat(answered(1, "ledger\tacme-ledger\t1.0\n")).isEmpty();
    FakeLauncher none =
        new FakeLauncher(
            command -> {
              throw new IOException("error=2, No such file or directory");
            });
    assertThat(
            new PythonDistributions(none, directory, "python4")
                .providing(new TreeSet<>(List.of("ledger"))))
        .isEmpty();
  }

  @Test
  void argumentsHaveABound() {
    FakeLauncher launcher = new FakeLauncher(command -> new Ended(0, "", ""));
    TreeSet<String> modules = new TreeSet<>();
    IntStream.range(0, 10_000).forEach(i -> modules.add("module_%05d".formatted(i)));
    new PythonDistributions(launcher, directory, "python3").providing(modules);

    assertThat(launcher.commands().get(0)).contains(" module_00000 ").hasSizeLessThan(30_000);
  }

  @Test
  void realInterpreterReadsMetadataAndRunsNoSources() throws Exception {
    for (String name : List.of("pip.py", "sitecustomize.py", "importlib.py", "email.py")) {
      Files.writeString(directory.resolve(name), "open('ran', 'w')\nraise SystemExit('wrong')\n");
    }
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    String python = RealPython.assumePresent(elsewhere);

    List<Installed> installed =
        new PythonDistributions(ProcessLauncher.ofSystem(), directory, python)
            .providing(new TreeSet<>(List.of("pip", "pip._internal.cli", "pip.gone", "no_such")));

    assertThat(installed).extracting(Installed::module).containsExactly("pip", "pip._internal.cli");
    assertThat(installed).extracting(Installed::name).containsOnly("pip");
    assertThat(directory.resolve("ran")).doesNotExist();
  }
}
