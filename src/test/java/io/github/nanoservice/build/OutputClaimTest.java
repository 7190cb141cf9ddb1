package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executions that write into one directory, or one into the directory of the other. */
class OutputClaimTest {
  @TempDir Path directory;

  private Path output() {
    return directory.resolve("target/nanoservices");
  }

  private static OutputClaim claim(String build, String execution, String sources) {
    return new OutputClaim(build, "execution \"%s\" of shop".formatted(execution), sources, "");
  }

  @Test
  void otherSourcesInOneDirectoryAreRefusedWithBothExecutions() throws Exception {
    assertThat(claim("1", "one", "a").take(output())).isEmpty();

    for (int attempt = 0; attempt < 2; attempt++) {
      List<Finding> findings = claim("1", "two", "b").take(output());

      assertThat(findings).extracting(Finding::severity).containsExactly(Severity.ERROR);
      assertThat(findings.get(0).message())
          .isEqualTo(
              "execution \"two\" of shop writes the bundle of b, but execution \"one\" of shop has"
                  + " written that of a into this directory");
    }
    assertThat(claim("1", "one", "a").take(output())).isEmpty();
  }

  @Test
  void theSameBundleMayBeWrittenTwice() throws Exception {
    claim("1", "generate", "a").take(output());

    assertThat(claim("1", "start", "a").take(output())).isEmpty();
  }

  @Test
  void otherParametersAreAWarning() throws Exception {
    new OutputClaim("1", "one", "a", "grouping all").take(output());

    List<Finding> findings = new OutputClaim("1", "two", "a", "grouping function").take(output());

    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
    assertThat(findings.get(0).message())
        .isEqualTo(
            "two replaces the bundle that one wrote from the same sources with other parameters");
  }

  @Test
  void theNextBuildMayUseOtherSources() throws Exception {
    claim("1", "one", "a").take(output());

    assertThat(claim("2", "one", "b").take(output())).isEmpty();
  }

  @Test
  void directoryInAnotherIsRefused() throws Exception {
    claim("1", "outer", "a").take(output());

    assertThat(claim("1", "inner", "b").take(output().resolve("x/y")))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .endsWith("has written that of a into its parent " + output()));
  }

  @Test
  void directoryAroundAnotherIsRefused() throws Exception {
    claim("1", "inner", "a").take(output().resolve("x"));

    assertThat(claim("1", "outer", "b").take(output()))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void damagedClaimCountsAsNone() throws Exception {
    Files.createDirectories(output().getParent());
    Files.writeString(output().resolveSibling(".nanoservices.claim"), "\0");

    assertThat(claim("1", "one", "a").take(output())).isEmpty();
    assertThat(claim("1", "two", "b").take(output())).hasSize(1);
  }
}
