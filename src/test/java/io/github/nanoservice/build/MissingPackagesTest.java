package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.services.ServiceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingPackagesTest {
  private static final String FAILED =
      "Service main ended.%nIts last output:%n  ModuleNotFoundError: No module named '%s'%nFix it.";

  @TempDir Path directory;

  private String advice(String module) {
    SourceRequest request =
        SourceRequest.builder(directory)
            .services(
                ServiceOptions.builder().requirementNames(Map.of("ledger", "acme-ledger")).build())
            .build();
    String text = FAILED.formatted(module);
    String explained =
        MissingPackages.of(request, new DisplayPaths(directory.getParent())).explain(text);
    assertThat(explained).startsWith(text);
    return explained.substring(text.length()).strip();
  }

  private String expected(String module, String distribution) {
    return "The service has no package with the module %s. Add %s to %s."
        .formatted(
            module, distribution, Path.of(directory.getFileName().toString(), "requirements.txt"));
  }

  @Test
  void namesTheDistributionAndTheFile() {
    assertThat(advice("pandas")).isEqualTo(expected("pandas", "pandas"));
    assertThat(advice("yaml")).isEqualTo(expected("yaml", "PyYAML"));
    assertThat(advice("yaml.nodes")).isEqualTo(expected("yaml.nodes", "PyYAML"));
    assertThat(advice("ledger.book")).isEqualTo(expected("ledger.book", "acme-ledger"));
  }

  @Test
  void namesNothingThatNoDistributionProvides() throws Exception {
    Files.writeString(directory.resolve("prices.py"), "");
    Files.createDirectory(directory.resolve("shop"));
    assertThat(advice("prices")).isEmpty();
    assertThat(advice("shop.missing")).isEmpty();
    assertThat(advice("curses")).isEmpty();
    assertThat(advice("x; rm")).isEmpty();
  }

  @Test
  void namesTheLastOfSeveralFailedImports() {
    assertThat(advice("first'\nModuleNotFoundError: No module named 'second"))
        .isEqualTo(expected("second", "second"));
  }
}
