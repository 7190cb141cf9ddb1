package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.EngineRequest;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import io.github.nanoservice.engine.StartedServices;
import io.github.nanoservice.engine.UrlTable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle as {@code generate} does, starts all services and waits until they respond. It
 * sets the project property {@code nanoservice.<function>.url} for each function that can be
 * called, and {@code nanoservice.url} for the first entry point. The property {@code
 * nanoservice.tokenFile} is the path of the file with the services' token. With {@code
 * engine=compose} only entry points have a URL. Images are built first if they are older than the
 * bundle.
 *
 * <p>In a lifecycle build, the services are stopped when the build ends, even if it fails before
 * the goal {@code stop}. If you call the goal directly with {@code mvn nanoservice:start}, they
 * keep running until {@code mvn nanoservice:stop}.
 *
 * @since 0.1.0
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class StartMojo extends AbstractServicesMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dnanoservice.start.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.start.skip", defaultValue = "false")
  private boolean skipStart;

  @Override
  boolean requiresSecrets() {
    return true;
  }

  @Override
  boolean skipsGoal() {
    return skipStart;
  }

  @Override
  void work() throws MojoFailureException, IOException, EngineException {
    EngineRequest request = read(this::engineRequest);
    Optional<Bundle> bundle = generate(request.launch().bundle());
    if (bundle.isEmpty()) {
      return;
    }
    StartedServices services = request.engine(getLog()::info).start(lifetime());
    SortedMap<String, URI> urls = services.addresses();
    Properties properties = project().getProperties();
    urls.forEach(
        (name, url) -> properties.setProperty("nanoservice." + name + ".url", url.toString()));
    bundle.get().entryPoints().stream()
        .findFirst()
        .map(urls::get)
        .ifPresent(url -> properties.setProperty("nanoservice.url", url.toString()));
    properties.setProperty("nanoservice.tokenFile", services.tokenFile().toString());
    UrlTable.of(urls).lines().forEach(getLog()::info);
    getLog()
        .info("The token of the services is in %s".formatted(paths().show(services.tokenFile())));
  }

  private Lifetime lifetime() {
    return execution().getLifecyclePhase() == null ? Lifetime.UNTIL_STOPPED : Lifetime.THIS_PROCESS;
  }
}
