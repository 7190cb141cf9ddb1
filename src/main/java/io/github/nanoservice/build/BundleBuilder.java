package io.github.nanoservice.build;

import io.github.nanoservice.bundle.Build;
import io.github.nanoservice.bundle.BundleWriter;
import io.github.nanoservice.bundle.WriteResult;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.render.Renderer;
import io.github.nanoservice.render.Rendering;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.secret.SecretDirectory;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Generates a bundle from a source directory: analyzes the sources, renders their services, and
 * writes the files that changed. Does nothing if neither the inputs nor the bundle changed.
 */
public final class BundleBuilder {
  private final String plugin;
  private final Supplier<RuntimePackage> runtime;
  private final InstalledDistributions installed;

  /**
   * Stores what bundles are made of besides the sources.
   *
   * @param plugin fingerprint of the plugin with its runtime and templates
   * @param runtime supplies the Python package that every service imports, if it is needed
   * @param installed gives advice on imports that nothing accounts for
   */
  BundleBuilder(String plugin, Supplier<RuntimePackage> runtime, InstalledDistributions installed) {
    this.plugin = plugin;
    this.runtime = runtime;
    this.installed = installed;
  }

  /** A builder of bundles with the runtime of this plugin. */
  public static BundleBuilder bundled() throws IOException {
    return bundled(InstalledDistributions.unknown());
  }

  /**
   * The same.
   *
   * @param installed gives advice on imports that nothing accounts for
   */
  public static BundleBuilder bundled(InstalledDistributions installed) throws IOException {
    return new BundleBuilder(PluginCode.fingerprint(), RuntimePackage::bundled, installed);
  }

  /**
   * A bundle on disk.
   *
   * @param functions how many functions it has
   * @param services how many services they are in
   * @param entryPoints names of the functions that can be called from outside, in the order in
   *     which the user gave them
   * @param calledFunction name of the function that the request names as the one to call
   * @param files how many files were written, were unchanged and were removed
   */
  public record Bundle(
      int functions,
      int services,
      List<String> entryPoints,
      Optional<String> calledFunction,
      WriteResult.Written files) {
    public Bundle {
      entryPoints = List.copyOf(entryPoints);
    }

    private static Bundle of(Build build, WriteResult.Written files) {
      return new Bundle(
          build.functions(), build.services(), build.entryPoints(), build.calledFunction(), files);
    }
  }

  /**
   * Makes the bundle on disk match the request.
   *
   * @throws IOException if the sources cannot be read or the bundle cannot be written
   */
  public BuildResult<Bundle> generate(BundleRequest request) throws IOException {
    Optional<SourceScan> scan = SourceAnalyzer.scan(request.sourcesOnly());
    Optional<ComposeOverride> override = ComposeOverride.in(request.source().directory());
    String inputs =
        Fingerprint.of(
            List.of(
                plugin,
                request.source(),
                request.outputDirectory(),
                request.settings(),
                scan,
                override));
    Optional<Build> last = new BundleWriter(request.outputDirectory()).unchanged(inputs);
    if (last.isPresent()) {
      provideSecrets(request, last.get().services());
      return done(last.get(), new WriteResult.Written(0, last.get().files(), 0));
    }
    RuntimePackage runtimePackage = runtime.get();
    Optional<Analysis> analysis =
        new SourceAnalyzer(runtimePackage, installed).analyze(request.source(), scan);
    return analysis.isPresent()
        ? generate(request, inputs, analysis.get(), runtimePackage, scan, override)
        : new BuildResult.NoSources<>();
  }

  private static BuildResult<Bundle> generate(
      BundleRequest request,
      String inputs,
      Analysis analysis,
      RuntimePackage runtime,
      Optional<SourceScan> scan,
      Optional<ComposeOverride> override)
      throws IOException {
    Renderer renderer = new Renderer(request.settings(), runtime);
    Analysis checked = analysis.with(analysis.topology().map(renderer::check).orElse(List.of()));
    if (checked.topology().isEmpty()) {
      return new BuildResult.Refused<>(checked.findings());
    }
    Topology topology = checked.topology().get();
    Rendering services =
        renderer.render(
            topology,
            scan.map(SourceScan::contents).orElse(Map.of()),
            scan.map(SourceScan::data).orElse(List.of()));
    Rendering rendering = override.map(each -> each.addTo(services)).orElse(services);
    Build build =
        new Build(
            inputs,
            checked.findings(),
            topology.entryPoints(),
            topology.calledFunction(),
            topology.services().stream().mapToInt(service -> service.endpoints().size()).sum(),
            topology.services().size(),
            rendering.contents().size());
    WriteResult result = new BundleWriter(request.outputDirectory()).write(rendering, build);
    if (result instanceof WriteResult.Written written) {
      provideSecrets(request, build.services());
      return done(build, written);
    }
    return new BuildResult.Refused<>(
        checked.with(((WriteResult.Refused) result).findings()).findings());
  }

  /**
   * Writes the secrets that the compose file names, so that {@code docker compose up} works by
   * hand. Those that exist stay, because services may run with them.
   */
  private static void provideSecrets(BundleRequest request, int services) throws IOException {
    SecretDirectory secrets = request.secrets();
    if (services > 0 && secrets.read().filter(request.given()::accept).isEmpty()) {
      secrets.write(request.given().complete());
    }
  }

  private static BuildResult<Bundle> done(Build build, WriteResult.Written files) {
    return new BuildResult.Done<>(Bundle.of(build, files), build.findings());
  }
}
