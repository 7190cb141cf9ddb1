package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes baselines, and checks sources against them. */
class BaselineBuilderTest {
  @TempDir Path directory;

  private void source(String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("src")).resolve("a.py"), text);
  }

  private SourceRequest sources() {
    return SourceRequest.builder(directory.resolve("src")).build();
  }

  private Path file() {
    return directory.resolve("kept/baseline.json");
  }

  private BuildResult<Integer> write(BaselineFunctions functions) throws IOException {
    return new BaselineBuilder(SourceAnalyzer.bundled())
        .write(new BaselineRequest(sources(), functions, file()));
  }

  private BuildResult<?> check() throws IOException {
    return new SourceChecker(SourceAnalyzer.bundled(), new DisplayPaths(directory))
        .check(sources(), file());
  }

  @Test
  void recordsEntryPointsOrAllFunctions() throws IOException {
    source("def main(n):\n    return other()\ndef other():\n    return 1\n");

    assertThat(write(BaselineFunctions.ENTRY_POINTS))
        .isInstanceOfSatisfying(
            BuildResult.Done.class, done -> assertThat(done.value()).isEqualTo(1));
    assertThat(file()).content().contains("main").doesNotContain("other");

    write(BaselineFunctions.ALL);
    assertThat(file()).content().contains("main", "other");
  }

  @Test
  void refusesToRecordEntryPointsIfThereAreNone() throws IOException {
    source("def other():\n    return 1\n");

    assertThat(
            PrintedFindings.of(new Printer(""), write(BaselineFunctions.ENTRY_POINTS).findings()))
        .contains(
            """
            <baselineFunctions>: NS306 there is no entry point whose signature could be recorded
              Set <entryPoints> (nanoservice.entryPoints) to the functions that are called from outside, or <baselineFunctions> (nanoservice.baselineFunctions) to all.
            """);
    assertThat(file()).doesNotExist();
  }

  @Test
  void writesNothingIfSourcesHaveErrorsOrAreMissing() throws IOException {
    assertThat(write(BaselineFunctions.ALL)).isInstanceOf(BuildResult.NoSources.class);

    source("def main(:\n");
    assertThat(write(BaselineFunctions.ALL)).isInstanceOf(BuildResult.Refused.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void reportsChangesThatBreakCallers() throws IOException {
    source("def main(n):\n    return n\n");
    write(BaselineFunctions.ALL);
    assertThat(check()).isInstanceOf(BuildResult.Done.class);

    source("def main(n, m):\n    return n\n");
    assertThat(check().findings()).extracting(Finding::rule).containsExactly(Rule.BREAKING_CHANGE);
  }

  @Test
  void reportsAFileThatIsNotABaseline() throws IOException {
    source("def main(n):\n    return n\n");
    Files.createDirectories(file());

    assertThat(PrintedFindings.of(new Printer(""), check().findings()))
        .isEqualTo(
            """
            <baselineFile>: NS306 kept/baseline.json is not a baseline: it is not a file
              Set <baselineFile> (nanoservice.baselineFile) to another file, or write this one again with nanoservice:baseline.
            """);
  }
}
