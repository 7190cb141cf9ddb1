package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BaselineBuilder;
import io.github.nanoservice.build.BaselineFunctions;
import io.github.nanoservice.build.BaselineRequest;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the signatures that callers rely on to a file, which you commit. From then on, the goal
 * {@code check} fails on a change that breaks callers. To accept such a change, run this goal
 * again.
 *
 * @since 0.1.0
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractContractMojo {

  /**
   * Functions that callers rely on: {@code entryPoints} or {@code all}. Use {@code all} if services
   * outside of the bundle call other functions too.
   *
   * <p>Example: {@code -Dnanoservice.baselineFunctions=all}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.baselineFunctions",
      defaultValue = "entryPoints",
      required = true)
  private String baselineFunctions;

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.baseline.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.baseline.skip", defaultValue = "false")
  private boolean skipBaseline;

  @Override
  boolean skipsGoal() {
    return skipBaseline;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    BaselineRequest request = read(this::baselineRequest);
    Optional<Integer> signatures =
        report(new BaselineBuilder(SourceAnalyzer.bundled()).write(request));
    if (signatures.isPresent()) {
      getLog()
          .info(
              "Wrote %s to %s. Commit the file; nanoservice:check compares the sources with it."
                  .formatted(
                      Quantity.of(signatures.get(), "signature"), paths().show(request.file())));
    }
  }

  private BaselineRequest baselineRequest(Parameters parameters) {
    return new BaselineRequest(
        sourceRequest(parameters),
        parameters.choice("baselineFunctions", baselineFunctions, BaselineFunctions.class),
        baselineFile());
  }
}
