package io.github.nanoservice.mojo;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.topology.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks Python sources as {@code generate} does, and writes nothing: all that is outside of the
 * format, with its place and what to write instead.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractNanoserviceMojo {

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.check.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.check.skip", defaultValue = "false")
  private boolean skipCheck;

  @Override
  boolean skipsGoal() {
    return skipCheck;
  }

  @Override
  void perform() throws MojoFailureException, IOException {
    Optional<Outcome> outcome = Checker.check(sourceRequest(), RuntimePackage.bundled());
    if (outcome.isEmpty()) {
      noSources();
      return;
    }
    List<Finding> findings = outcome.get().findings();
    if (outcome.get().topology().isEmpty()) {
      throw refusal(findings, "");
    }
    report(findings);
    getLog()
        .info(
            "The sources are fit to be "
                + Count.of(outcome.get().topology().get().services().size(), "service"));
  }
}
