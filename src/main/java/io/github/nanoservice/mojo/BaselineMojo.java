package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceAnalyzer;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.Baseline;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the signatures that callers rely on to a file, to be committed. From then on the goal
 * {@code check} fails on a change that breaks callers; to accept such a change, write the file
 * again.
 *
 * @since 0.1.0
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractContractMojo {

  /**
   * Which functions callers rely on: {@code entryPoints}, or {@code all}, where other services of
   * the network call them too.
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
   * Whether to leave this goal out.
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
    SourceRequest request = sourceRequest();
    Optional<Analysis> outcome =
        SourceAnalyzer.check(request, SourceAnalyzer.scan(request), RuntimePackage.bundled());
    if (outcome.isEmpty()) {
      noSources();
      return;
    }
    if (outcome.get().topology().isEmpty()) {
      throw refusal(outcome.get().findings(), "; nothing was written");
    }
    List<Endpoint> chosen = chosen(outcome.get().topology().get());
    Path file = baselineFile();
    Files.createDirectories(file.getParent());
    Files.writeString(file, Baseline.of(chosen).write());
    getLog()
        .info(
            "Wrote %s to %s; commit it, and nanoservice:check holds changes against it."
                .formatted(Quantity.of(chosen.size(), "signature"), shown(file)));
  }

  private List<Endpoint> chosen(Topology topology) throws MojoFailureException {
    List<Endpoint> all =
        topology.services().stream().flatMap(service -> service.endpoints().stream()).toList();
    return switch (baselineFunctions) {
      case "all" -> all;
      case "entryPoints" -> {
        if (topology.entryPoints().isEmpty()) {
          throw new MojoFailureException(
              "There is no entry point whose signature could be kept. Name the functions that are"
                  + " reached from outside in <entryPoints> (nanoservice.entryPoints), or set"
                  + " <baselineFunctions>all</baselineFunctions> (nanoservice.baselineFunctions).");
        }
        yield all.stream()
            .filter(endpoint -> topology.entryPoints().contains(endpoint.name()))
            .toList();
      }
      default ->
          throw new MojoFailureException(
              ("Parameter baselineFunctions (nanoservice.baselineFunctions) is '%s'. Write"
                      + " 'entryPoints' or 'all'.")
                  .formatted(baselineFunctions));
    };
  }
}
