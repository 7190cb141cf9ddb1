package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.engine.UrlTable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes the bundle as {@code generate} does, starts every service, waits until all answer, and
 * sets the project's properties {@code nanoservice.<function>.url} and, for the first entry point,
 * {@code nanoservice.url}. Images are built first, unless they are those of the bundle already.
 * With {@code engine=compose} entry points alone have a URL.
 *
 * <p>As part of a build's lifecycle the services end with the build, also where it fails before the
 * goal {@code stop}. Called by its name, {@code mvn nanoservice:start}, the goal leaves them up
 * until {@code mvn nanoservice:stop}.
 *
 * @since 0.1.0
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class StartMojo extends AbstractServicesMojo {

  /**
   * Whether to leave this goal out.
   *
   * <p>Example: {@code -Dnanoservice.start.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.start.skip", defaultValue = "false")
  private boolean skipStart;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  boolean skipsGoal() {
    return skipStart;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    Optional<BundleBuilder.Result.Generated> generated = generateFunctions(bundleRequest());
    if (generated.isEmpty()) {
      return;
    }
    SortedMap<String, URI> urls = engine().start(lifetime());
    Properties properties = project.getProperties();
    urls.forEach(
        (name, url) -> properties.setProperty("nanoservice." + name + ".url", url.toString()));
    generated.get().entryPoints().stream()
        .findFirst()
        .map(urls::get)
        .ifPresent(url -> properties.setProperty("nanoservice.url", url.toString()));
    UrlTable.of(urls).lines().forEach(getLog()::info);
  }

  private Lifetime lifetime() {
    return execution.getLifecyclePhase() == null ? Lifetime.UNTIL_STOPPED : Lifetime.THIS_PROCESS;
  }
}
